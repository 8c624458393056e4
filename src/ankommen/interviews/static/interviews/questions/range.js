/** A range: a scale of radio buttons while it has few steps, else a number. */

import { el } from "../element.js";
import { clearButton } from "./choice.js";
import { readDecimal, written } from "./digits.js";
import { decimalField } from "./typed.js";

const FEW = 11;

export function rangeScale(question) {
  const steps = stepsOf(question.item.parameters ?? {});
  if (steps.length > FEW) return decimalField(question);
  const { languages, id } = question;
  const boxes = steps.map((step) =>
    el("input", {
      type: "radio", class: "kern-form-check__radio", name: id, value: step, autocomplete: "off",
      onchange: () => question.answer(step),
    }),
  );
  const options = boxes.map((box, index) => {
    return el("label", { class: "option option--step" }, box, el("span", { class: "num" }, written(steps[index], languages.own)));
  });
  const clear = clearButton(question);
  return {
    node: el("div", { class: "stack stack--tight" }, el("div", { class: "options options--scale" }, options), clear),
    isGroup: true,
    show(value) {
      boxes.forEach((box, index) => (box.checked = steps[index] === value));
      clear.hidden = typeof value !== "number";
    },
  };
}

/** The numbers from start to end; one more than FEW says that there are many. */
function stepsOf({ start = 0, end = 10, step = 1 }) {
  const [first, last, width] = [start, end, step].map((text) => readDecimal(String(text)));
  const places = Math.max(...[start, step].map((text) => String(text).split(".")[1]?.length ?? 0));
  const count = Math.min(Math.floor(Math.abs(last - first) / Math.abs(width) + 1e-9) + 1, FEW + 1);
  const sign = last < first ? -1 : 1;
  return Array.from({ length: count }, (_, index) => Number((first + sign * index * Math.abs(width)).toFixed(places)));
}
