/** What is typed: whole numbers between two steps, decimal numbers, free text. */

import { el, fill, icon } from "../element.js";
import { looksLike } from "./appearance.js";
import { readDecimal, readInteger, westernDigits, written } from "./digits.js";

// As the rules have it: a longer answer is refused (code too_long).
export const LONGEST = 5000;
const WARN_BELOW = 500;
const MOST_STEPS = 150;

/** A whole number: a year or a sum is typed, a small number also stepped to. */
export function integerField(question) {
  const field = numberField(question, "numeric", readInteger);
  const show = writer(field, readInteger, question.languages);
  if (isLarge(question.item)) return { node: el("div", { class: "field field--number" }, field), field, show };
  return { node: stepper(question, field), field, show };
}

/** Whether the form's own limits speak of numbers that nobody would step to. */
function isLarge({ constraint = [] }) {
  return constraint.flat(Infinity).some((part) => typeof part === "number" && part > MOST_STEPS);
}

/** Two buttons for fingers around the field; the keyboard steps with its arrows. */
function stepper(question, field) {
  const { languages } = question;
  const step = (by) => {
    const { value } = question;
    question.answer(typeof value === "number" ? value + by : Math.max(by, 0));
  };
  field.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  const stepButton = (id, sign, by) => {
    const attributes = { type: "button", tabindex: "-1", "aria-label": languages.plain(languages.says(id)), onclick: () => step(by) };
    return el("button", attributes, icon(sign));
  };
  return el("div", { class: "stepper" }, stepButton("less_by_one", "ui-minus", -1), field, stepButton("more_by_one", "ui-plus", 1));
}

/** A number that may have a comma. */
export function decimalField(question) {
  const field = numberField(question, "decimal", readDecimal);
  return { node: el("div", { class: "field field--number" }, field), field, show: writer(field, readDecimal, question.languages) };
}

/** Free text: one line, or several where the form says `multiline`. Long answers show how much room is left. */
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
