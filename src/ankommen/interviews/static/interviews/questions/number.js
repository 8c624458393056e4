/** Whole numbers with a step down and a step up, and decimal numbers. */

import { el, icon } from "../element.js";
import { readDecimal, readInteger, westernDigits, written } from "./digits.js";

/** A whole number between two buttons. */
export function stepper(question) {
  const { languages } = question;
  const field = numberField(question, "numeric", readInteger);
  const by = (step) => () => {
    const { value } = question;
    question.answer(typeof value === "number" ? value + step : Math.max(step, 0));
  };
  const button = (id, sign, step) =>
    el("button", { type: "button", "aria-label": languages.plain(languages.says(id)), onclick: by(step) }, icon(sign));
  const node = el("div", { class: "stepper" }, button("less_by_one", "ui-minus", -1), field, button("more_by_one", "ui-plus", 1));
  return { node, field, show: writer(field, readInteger, languages) };
}

/** A number that may have a comma. */
export function decimalField(question) {
  const field = numberField(question, "decimal", readDecimal);
  return { node: el("div", { class: "field field--number" }, field), field, show: writer(field, readDecimal, question.languages) };
}

function numberField(question, inputmode, read) {
  const field = el("input", {
    id: `${question.id}-input`,
    inputmode,
    dir: "ltr",
    autocomplete: "off",
    oninput: () => question.answer(read(field.value)),
    onchange: () => (field.value = westernDigits(field.value)),
  });
  return field;
}

/** Write a value into the field, unless the field says that already in its own way ("3," on the way to "3,5"). */
function writer(field, read, languages) {
  return (value) => {
    const isSame = value !== null && Object.is(read(field.value), value);
    if (!isSame) field.value = written(value, languages.own);
  };
}
