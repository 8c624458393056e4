/** What a form does not allow, in form order: the twin of engines/formlogic/checks.py. */

import { evaluate } from "./formlogic_evaluation.js";
import { fault, isEmpty } from "./formlogic_kinds.js";
import { own } from "./formlogic_rows.js";
import { SELECTS } from "./formlogic_tree.js";
import { truth } from "./formlogic_values.js";

/** [{key, row, code, text}]; unknown items come last. */
export function problemsOf(form) {
  const found = form.isObject ? [] : [problem("", [form.root], "type")];
  const seen = [[form.tree.root, [form.root]]];
  for (const [place, path] of form.instances()) {
    if (place.kind === "repeat") {
      found.push(...repeatProblems(form, place, path));
      for (const row of path[path.length - 1].rows.get(place.key)) seen.push([place, [...path, row]]);
    } else if (place.isLeaf && !place.item.calculation) {
      const code = codeOf(form, place, path);
      if (code) found.push(problem(place.key, path, code, messageOf(form, place, code)));
    }
  }
  return [...found, ...seen.flatMap(([place, path]) => unknownItems(form, place, path))];
}

function problem(key, path, code, text = null) {
  return { key, row: path.slice(1).map((row) => row.index), code, text };
}

function unknownItems(form, place, path) {
  const known = form.known.get(place.key);
  const unknown = Object.keys(path[path.length - 1].given).filter((key) => !known.has(key));
  return unknown.sort(byCodePoints).map((key) => problem(key, path, "unknown_item"));
}

function byCodePoints(one, other) {
  const [mine, theirs] = [Array.from(one), Array.from(other)];
  const differs = mine.findIndex((sign, place) => sign !== theirs[place]);
  if (differs < 0) return mine.length - theirs.length;
  return differs < theirs.length ? mine[differs].codePointAt(0) - theirs[differs].codePointAt(0) : 1;
}

function repeatProblems(form, place, path) {
  const row = path[path.length - 1];
  const given = own(row.given, place.key) === undefined ? [] : row.given[place.key];
  if (!Array.isArray(given)) return [problem(place.key, path, "type")];
  const rows = row.rows.get(place.key);
  const found = form.wantedRows(place, path) > rows.length ? [problem(place.key, path, "row_count")] : [];
  rows.forEach((inner, index) => {
    if (index < given.length && !isObject(given[index])) found.push(problem(place.key, [...path, inner], "type"));
  });
  return found;
}

/** Whether a JSON value is an object. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is wrong with the answer of one item, the gravest first. */
function codeOf(form, place, path) {
  const { item } = place;
  const given = own(path[path.length - 1].given, place.key);
  if (isEmpty(given)) return isRequired(form, place, path) ? "required" : null;
  if (given === null) return null;
  const wrong = fault(item, given);
  if (wrong) return wrong;
  if (SELECTS.has(place.kind) && !allows(form, place, path, given)) return "choice";
  return !item.constraint || truth(form.evaluate(item.constraint, path)) ? null : "constraint";
}

function isRequired(form, { item }, path) {
  return Boolean(item.required) && !item.read_only && truth(form.evaluate(item.required, path));
}

function allows(form, place, path, given) {
  const list = form.tree.choices.get(place.item.list);
  return [given].flat().every((name) => list.alike(name).some((choice) => offers(form, place, path, choice)));
}

/** Whether the filter of a select leaves a choice. */
export function offers(form, place, path, choice) {
  if (!place.item.filter) return true;
  const size = form.tree.choices.get(choice.list).all.length;
  const origin = { form, path };
  return truth(evaluate(place.item.filter, { form, path, choice, position: choice.place, size, origin }));
}

function messageOf({ texts }, place, code) {
  const key = `item/${place.key}/${code}_message`;
  return (code === "constraint" || code === "required") && own(texts, key) !== undefined ? key : null;
}
