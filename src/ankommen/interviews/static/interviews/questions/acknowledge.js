/** "I have read this": one box. */

import { el } from "../element.js";

export function acknowledgement(question) {
  const { languages } = question;
  const box = el("input", {
    type: "checkbox", class: "kern-form-check__checkbox", autocomplete: "off",
    onchange: () => question.answer(box.checked ? "OK" : undefined),
  });
  return {
    node: el("label", { class: "option" }, box, languages.pair(languages.says("acknowledged"))),
    isGroup: true,
    show(value) {
      box.checked = value === "OK";
    },
  };
}
