/** A place on earth as two numbers, by hand or from the device; no map, because a map would ask a third party. */

import { button, el, fill, icon } from "../element.js";
import { readDecimal, written } from "./digits.js";

const PATIENCE = { enableHighAccuracy: true, timeout: 20000 }; // milliseconds

export function positionFields(question) {
  const { languages } = question;
  const inputs = ["latitude", "longitude"].map((part) => el("input", {
    id: `${question.id}-${part}`, inputmode: "decimal", dir: "ltr", autocomplete: "off", oninput: () => question.answer(read()),
  }));
  const status = el("p", { class: "small soft", role: "status" });
  const read = () => {
    const parts = inputs.map((input) => readDecimal(input.value));
    return parts.every((part) => part === undefined) ? undefined : `${parts[0] ?? ""} ${parts[1] ?? ""} 0 0`;
  };
  const say = (id) => fill(status, id && languages.pair(languages.says(id)));

  function ask() {
    say(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => question.answer(position(coords)),
      () => say("no_position"),
      PATIENCE,
    );
  }

  const fields = ["latitude", "longitude"].map((part, index) => {
    const label = el("label", { for: inputs[index].id }, languages.pair(languages.says(part), { layout: "both" }));
    return el("div", { class: "field" }, label, inputs[index]);
  });
  const words = languages.pair(languages.says("use_device"), { layout: "both" });
  const device = "geolocation" in navigator && button("secondary", ask, [icon("ui-pin"), words]);
  return {
    node: el("div", { class: "stack" }, el("div", { class: "fields" }, fields), device, status),
    isGroup: true,
    show(value) {
      if (value === read()) return;
      const parts = typeof value === "string" ? value.split(" ") : [];
      inputs.forEach((input, index) => (input.value = parts[index] ? written(Number(parts[index]), languages.own) : ""));
    },
  };
}

/** "51.513600 7.465300 0.0 12.0": degrees, degrees, metres, metres; never with an exponent. */
function position({ latitude, longitude, altitude, accuracy }) {
  return [latitude.toFixed(6), longitude.toFixed(6), (altitude ?? 0).toFixed(1), accuracy.toFixed(1)].join(" ");
}
