/** What somebody types from a paper sheet, read as an answer. A minus declines, nothing leaves the question open. */

import { readDecimal, readInteger, westernDigits } from "../questions/digits.js";

const DECLINED = /^[-–−]$/;
const EXAMPLES = {
  date: "30.4.1990", time: "14:30", datetime: "30.4.1990 14:30", geopoint: "51.5136 7.4653", decimal: "3,5",
};
const DAY = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const MONTH = /^(\d{1,2})[./]\s?(\d{4})$/;
const TIME = /^(\d{1,2})[:.](\d{2})$/;

/** The answer, or undefined for nothing. What cannot be read stays as it was typed, and the rules refuse it. */
export function readTyped(typed, item, choices) {
  const text = westernDigits(typed).trim();
  if (!text) return undefined;
  if (DECLINED.test(text)) return null;
  const read = READERS[item.kind];
  return read ? read(text, choices) : typed.trim();
}

/** An example of what may be typed for a kind of question, or null where the choices say it. */
export function exampleOf(kind) {
  return EXAMPLES[kind] ?? null;
}

const READERS = {
  integer: readInteger,
  decimal: readDecimal,
  range: readDecimal,
  date: readDate,
  time: readTime,
  datetime(text) {
    const [day, ...time] = text.split(" ");
    return `${readDate(day)}T${readTime(time.join(""))}`;
  },
  select_one: (text, choices) => choices[Number(text) - 1]?.name ?? text,
  select_multiple(text, choices) {
    const names = named(text, choices);
    return choices.map(({ name }) => name).filter((name) => names.includes(name)).concat(strangers(names, choices));
  },
  rank: named,
  acknowledge: (text) => (text === "1" ? "OK" : text),
  geopoint(text) {
    const [latitude, longitude] = text.split(/\s+/).map(readDecimal);
    return `${latitude} ${longitude ?? ""} 0 0`;
  },
};

function named(text, choices) {
  return text.split(/[\s,;]+/).map((number) => choices[Number(number) - 1]?.name ?? number);
}

/** Numbers that no choice has: they stay in the answer, so that it is refused and seen. */
function strangers(names, choices) {
  return names.filter((name) => !choices.some((choice) => choice.name === name));
}

function readDate(text) {
  const [, day, month, year] = text.match(DAY) ?? [];
  if (day) return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const [, onlyMonth, itsYear] = text.match(MONTH) ?? [];
  if (onlyMonth) return `${itsYear}-${onlyMonth.padStart(2, "0")}-01`;
  return /^\d{4}$/.test(text) ? `${text}-01-01` : text;
}

function readTime(text) {
  const [, hour, minute] = text.match(TIME) ?? [];
  return hour ? `${hour.padStart(2, "0")}:${minute}` : text;
}
