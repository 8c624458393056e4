/** Free text: one line, or several where the form says `multiline`. Long answers show how much room is left. */

import { el, fill } from "../element.js";
import { looksLike } from "./appearance.js";
import { westernDigits } from "./digits.js";

// As the rules have it: a longer answer is refused (code too_long).
export const LONGEST = 5000;
const WARN_BELOW = 500;

export function textField(question) {
  const { languages } = question;
  const isNumeric = looksLike(question.item, "numbers");
  const attributes = {
    id: `${question.id}-input`,
    autocomplete: "off",
    dir: "auto",
    maxlength: LONGEST,
    inputmode: isNumeric ? "numeric" : null,
    oninput: () => question.answer((isNumeric ? westernDigits(field.value) : field.value) || undefined),
  };
  const field = looksLike(question.item, "multiline") ? el("textarea", { ...attributes, rows: 4 }) : el("input", attributes);
  const left = el("p", { class: "small soft", role: "status" });
  return {
    node: el("div", { class: "field" }, field, left),
    field,
    show(value) {
      if (field.value !== (value ?? "")) field.value = value ?? "";
      const room = LONGEST - field.value.length;
      fill(left, room < WARN_BELOW && languages.pair(languages.says("letters_left", { count: room }), { layout: "both" }));
    },
  };
}
