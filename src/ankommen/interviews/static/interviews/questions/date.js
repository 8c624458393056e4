/** Dates as day, month by name and year; times as hour and minute. The browser's own pickers follow the browser's language. */

import { el } from "../element.js";
import { westernDigits } from "./digits.js";
import { looksLike } from "./appearance.js";

/** A date; `month-year` asks for no day, `year` for neither. What is not asked is stored as the first. */
export function dateFields(question) {
  const fields = new Fields(question, dateParts(question));
  return fields.control((value) => splitDate(value), (parts) => joinDate(parts));
}

/** A time of the day. */
export function timeFields(question) {
  const fields = new Fields(question, ["hour", "minute"]);
  return fields.control((value) => splitTime(value), (parts) => joinTime(parts));
}

/** A date with a time. */
export function dateTimeFields(question) {
  const fields = new Fields(question, ["day", "month", "year", "hour", "minute"]);
  const split = (value) => ({ ...splitDate(value.split("T")[0]), ...splitTime(value.split("T")[1] ?? "") });
  return fields.control(split, (parts) => `${joinDate(parts)}T${joinTime(parts)}`);
}

function dateParts(question) {
  if (looksLike(question.item, "year")) return ["year"];
  return looksLike(question.item, "month-year") ? ["month", "year"] : ["day", "month", "year"];
}

class Fields {
  constructor(question, parts) {
    this.question = question;
    this.inputs = Object.fromEntries(parts.map((part) => [part, part === "month" ? this.#months() : this.#number(part)]));
    this.node = el("div", { class: "dateparts" }, parts.map((part) => this.#labelled(part)));
  }

  control(split, join) {
    this.join = join;
    return {
      node: this.node,
      isGroup: true,
      show: (value) => {
        if (typeof value === "string" && value === this.#read()) return;
        if (value === undefined && this.#read() === undefined) return;
        const parts = typeof value === "string" ? split(value) : {};
        for (const [part, input] of Object.entries(this.inputs)) input.value = parts[part] ?? "";
      },
    };
  }

  /** The value in the fields; what is incomplete is kept as it is, and the rules refuse it. */
  #read() {
    const parts = {};
    for (const [part, input] of Object.entries(this.inputs)) parts[part] = westernDigits(input.value).trim();
    return Object.values(parts).some(Boolean) ? this.join(parts) : undefined;
  }

  #answer = () => this.question.answer(this.#read());

  #number(part) {
    const length = part === "year" ? 4 : 2;
    const id = `${this.question.id}-${part}`;
    return el("input", { id, inputmode: "numeric", maxlength: length, dir: "ltr", autocomplete: "off", oninput: this.#answer });
  }

  #months() {
    const { languages } = this.question;
    const names = languages.sides.map(([, code]) => ({ code, names: monthNames(code) }));
    const options = names[0].names.map((_, month) => {
      const sentence = (code) => ({ text: (names.find((other) => other.code === code) ?? names[0]).names[month] });
      return el("option", { value: String(month + 1) }, `${month + 1} · ${languages.joined(sentence)}`);
    });
    const id = `${this.question.id}-month`;
    return el("select", { id, autocomplete: "off", onchange: this.#answer }, el("option", { value: "" }), options);
  }

  #labelled(part) {
    const { languages } = this.question;
    const label = el("label", { for: this.inputs[part].id }, languages.pair(languages.says(part), { layout: "both" }));
    return el("div", { class: `field field--${part}` }, label, this.inputs[part]);
  }
}

/** The twelve months in a language, January first, of the calendar that German offices use. */
function monthNames(language) {
  const format = new Intl.DateTimeFormat(language, { month: "long", calendar: "gregory", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => format.format(new Date(Date.UTC(2021, month, 15))));
}

function splitDate(value) {
  const [year = "", month = "", day = ""] = value.split("-");
  return { year, month: unpadded(month), day: unpadded(day) };
}

function joinDate({ year, month, day = "1" }) {
  return `${year}-${padded(month ?? "1")}-${padded(day)}`;
}

function splitTime(value) {
  const [hour = "", minute = ""] = value.split(":");
  return { hour, minute };
}

function joinTime({ hour, minute }) {
  return `${padded(hour)}:${padded(minute)}`;
}

function padded(number) {
  return number && number.padStart(2, "0");
}

function unpadded(number) {
  return number.replace(/^0/, "");
}
