/**
 * Evaluates an Expr for one row, one small function an operator: the twin of engines/formlogic/evaluation.py.
 *
 * A context is {form, path, choice, position, size, origin}: the rows at hand, what is being looked at inside of
 * brackets, and the context outside of all brackets.
 */

import { FUNCTIONS } from "./formlogic_functions.js";
import { read } from "./formlogic_kinds.js";
import { number, text, truth } from "./formlogic_values.js";

/** The value of an Expr; it does not throw on any answers. */
export function evaluate(expr, context) {
  const operator = OPERATORS[expr[0]];
  if (operator) return operator(context, expr);
  const values = [];
  for (let place = 1; place < expr.length; place += 1) values.push(evaluate(expr[place], context));
  return PLAIN[expr[0]](...values);
}

/** Every path that leads from `paths` through all rows of `repeats`, in order. */
export function below(paths, repeats) {
  return repeats.reduce((found, repeat) => found.flatMap((path) => rowsOf(path, repeat).map((row) => [...path, row])), paths);
}

function rowsOf(path, repeat) {
  return path[path.length - 1].rows.get(repeat) ?? [];
}

function leaves({ tree }, key, starts) {
  const { repeats } = tree.get(key);
  return starts
    .flatMap((start) => below([start], repeats.slice(start.length - 1)))
    .filter((path) => path[path.length - 1].relevant.has(key))
    .map((path) => ({ path, value: path[path.length - 1].values.get(key) ?? "" }));
}

function repeatRows({ tree }, key, starts) {
  const { rows } = tree.get(key);
  return starts.flatMap((start) => below([start], rows.slice(start.length - 1))).map((path) => ({ path, value: "" }));
}

function inside(context, [, base, key]) {
  const starts = nodes(base, context).map((node) => node.path);
  const fetch = context.form.tree.get(key).kind === "repeat" ? repeatRows : leaves;
  return fetch(context.form, key, starts);
}

function nodes(expr, context) {
  const found = evaluate(expr, context);
  return Array.isArray(found) ? found : [];
}

/** A number in brackets asks for that place, anything else whether it is true. */
function filter(context, [, base, predicate]) {
  const candidates = choicesNamed(context, base, predicate) ?? nodes(base, context);
  const origin = context.origin ?? context;
  return candidates.filter(({ path, choice }, index) => {
    const position = index + 1;
    const found = evaluate(predicate, { form: context.form, path, choice, position, size: candidates.length, origin });
    return typeof found === "number" ? found === position : truth(found);
  });
}

/** Shortcut for [name = …] on a list, what long lists are for; null where it does not apply. */
function choicesNamed(context, base, [operator, left, right]) {
  if (base[0] !== "choices" || operator !== "=" || left[0] !== "cell" || left[1] !== "name") return null;
  const wanted = right[0] === "value" || right[0] === "string" ? evaluate(right, context) : null;
  if (typeof wanted !== "string") return null;
  return choiceNodes(context, context.form.tree.choices.get(base[1]).alike(wanted));
}

function choiceNodes({ path }, choices) {
  return choices.map((choice) => ({ path, value: "", choice }));
}

function column(context, [, base, name]) {
  const found = nodes(base, context).filter((node) => node.choice);
  return found.map(({ path, choice }) => ({ path, choice, value: cell(context.form, choice, name) }));
}

function cell(form, choice, name) {
  if (!choice) return "";
  return name === "label" ? form.label(choice) : String(choice.cells.get(name) ?? "");
}

/** Down the rows with the given one-based numbers; nothing where there is no such row. */
function indexed(context, [, key, kept, ...wanted]) {
  let path = context.path.slice(0, kept + 1);
  const repeats = context.form.tree.get(key).repeats.slice(kept);
  for (let level = 0; level < repeats.length; level += 1) {
    const row = rowsOf(path, repeats[level])[number(evaluate(wanted[level], context)) - 1];
    if (!row) return [];
    path = [...path, row];
  }
  return leaves(context.form, key, [path]);
}

function condition(context, expr) {
  let place = 1;
  while (place < expr.length - 1 && !truth(evaluate(expr[place], context))) place += 2;
  return evaluate(expr[Math.min(place + 1, expr.length - 1)], context);
}

function coalesce(context, [, ...operands]) {
  let found = "";
  for (const operand of operands) {
    found = evaluate(operand, context);
    if (text(found) !== "") break;
  }
  return found;
}

/** What stands in the answers already, if it has the right type; else the value. */
function once(context, [, key, operand]) {
  const given = context.form.usable(key, context.path[context.path.length - 1].given);
  return given === null ? evaluate(operand, context) : read(given);
}

function choiceName(context, [, name, list]) {
  const [choice] = context.form.tree.choices.get(list).alike(text(evaluate(name, context)));
  return choice ? context.form.label(choice) : "";
}

const OPERATORS = {
  number: (_, expr) => expr[1],
  string: (_, expr) => expr[1],
  boolean: (_, expr) => expr[1],
  value: ({ form, path }, [, key]) => path[form.tree.get(key).repeats.length].values.get(key) ?? "",
  nodes: ({ form, path }, [, key, kept]) => leaves(form, key, [path.slice(0, kept + 1)]),
  rows: ({ form, path }, [, key, kept]) => repeatRows(form, key, [path.slice(0, kept + 1)]),
  inside,
  filter,
  choices: (context, [, list]) => choiceNodes(context, context.form.tree.choices.get(list).all),
  column,
  cell: ({ form, choice }, [, name]) => cell(form, choice, name),
  indexed,
  current: (context, [, operand]) => evaluate(operand, context.origin ?? context),
  position: ({ position }) => position,
  last: ({ size }) => size,
  "row-number": ({ path }, [, depth]) => path[depth].index + 1,
  or: (context, [, ...operands]) => operands.some((operand) => truth(evaluate(operand, context))),
  and: (context, [, ...operands]) => operands.every((operand) => truth(evaluate(operand, context))),
  if: condition,
  coalesce,
  once,
  regex: (context, [, tested, pattern]) => context.form.matcher(pattern).fits(text(evaluate(tested, context))),
  "choice-name": choiceName,
  today: ({ form }) => form.day,
  now: ({ form }) => `${form.day}T12:00:00.000`,
};

/** `holds` for any node of either side (XPath 1.0 section 3.4). */
function compared(holds) {
  return function compare(left, right) {
    if (Array.isArray(left)) {
      return typeof right === "boolean" ? holds(truth(left), right) : left.some((node) => compare(node.value, right));
    }
    if (Array.isArray(right)) {
      return typeof left === "boolean" ? holds(left, truth(right)) : right.some((node) => holds(left, node.value));
    }
    return holds(left, right);
  };
}

function equal(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return truth(left) === truth(right);
  if (typeof left === "number" || typeof right === "number") return number(left) === number(right);
  return left === right;
}

const PLAIN = {
  "=": compared(equal),
  "!=": compared((left, right) => !equal(left, right)),
  "<": compared((left, right) => number(left) < number(right)),
  "<=": compared((left, right) => number(left) <= number(right)),
  ">": compared((left, right) => number(left) > number(right)),
  ">=": compared((left, right) => number(left) >= number(right)),
  "+": (...parts) => parts.reduce((sum, part) => sum + number(part), 0),
  "*": (...parts) => parts.reduce((product, part) => product * number(part), 1),
  div: (left, right) => number(left) / number(right),
  mod: (left, right) => number(left) % number(right),
  neg: (value) => -number(value),
  ...FUNCTIONS,
};

/** The names of all operators, for the test that compares both sides. */
export const OPERATOR_NAMES = [...Object.keys(OPERATORS), ...Object.keys(PLAIN)];
