/**
 * Asks another implementation of the same expressions what it finds: the engine of ODK Web Forms.
 *
 * Maintainers only; nothing at run time or in the tests needs Node. Renew the record after adding vectors:
 *
 *     mkdir -p ../engine && npm install --prefix ../engine @getodk/xforms-engine jsdom
 *     TZ=UTC node scripts/record_third_opinion.mjs ../engine
 *
 * Each expression vector becomes an XForm as pyxform would write it, with the answers as values of the model and the
 * expression as the calculation of `result`. What stands there afterwards goes to third_opinion.json, NaN and the empty
 * text both written as null; tests/engines/formlogic/test_third_opinion.py compares.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const DATA = new URL("../tests/data/formlogic/", import.meta.url);
const TYPES = { integer: "int", decimal: "decimal", date: "date", time: "time", datetime: "dateTime", select_one: "string" };
const MOMENT = Date.UTC(2026, 2, 1, 12); // the day of the vectors, at noon

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;" };
const escaped = (text) => String(text).replace(/[&<>"\n\t]/g, (sign) => escapes[sign]);

/** Every item of a form as {item, path, repeats}: names from the root, and the paths of the repeats around it. */
function placesOf(items, path = ["data"], repeats = []) {
  return items.flatMap((item) => {
    const own = [...path, item.key];
    const inner = item.kind === "repeat" ? [...repeats, own.join("/")] : repeats;
    return [{ item, path: own, repeats }, ...placesOf(item.items ?? [], own, inner)];
  });
}

/** `${name}` as pyxform writes it: from within the same repeat a relative path, else an absolute one. */
function withPaths(expression, place, places) {
  return expression.replace(/\$\{\s*(\w+)\s*\}/g, (_, name, offset) => {
    const target = places.find(({ item }) => item.key === name);
    const shared = target.repeats.filter((repeat, level) => place.repeats[level] === repeat);
    const before = expression.slice(0, offset);
    if (!shared.length || before.includes("indexed-repeat(")) return ` /${target.path.join("/")} `;
    const depth = shared[shared.length - 1].split("/").length;
    const isInBrackets = before.split("[").length > before.split("]").length;
    const up = "../".repeat(place.path.length - depth);
    return ` ${isInBrackets ? "current()/" : ""}${up}${target.path.slice(depth).join("/")} `;
  });
}

/** Items with their answers; an empty row of each repeat stands in the first of its kind, as the template. */
function modelOf(items, answers, isTemplate = true) {
  return items.map((item) => {
    const answer = answers[item.key];
    if (item.kind !== "repeat") return `<${item.key}>${escaped(Array.isArray(answer) ? answer.join(" ") : (answer ?? ""))}</${item.key}>`;
    const template = isTemplate ? `<${item.key} jr:template="">${modelOf(item.items, {})}</${item.key}>` : "";
    const rows = Array.isArray(answer) ? answer : [];
    return template + rows.map((row) => `<${item.key}>${modelOf(item.items, row ?? {}, false)}</${item.key}>`).join("");
  }).join("");
}

function bindOf(place, places) {
  const { item, path } = place;
  if (item.kind === "repeat") return "";
  const rules = [["relevant", item.relevant], ["calculate", item.calculation]].filter(([, rule]) => rule);
  const attributes = rules.map(([name, rule]) => ` ${name}="${escaped(withPaths(rule, place, places))}"`);
  return `<bind nodeset="/${path.join("/")}" type="${TYPES[item.kind] ?? "string"}"${attributes.join("")}/>`;
}

function controlsOf(items, path = "/data") {
  return items.map((item) => {
    const ref = `${path}/${item.key}`;
    if (item.kind === "repeat") return `<group ref="${ref}"><label/><repeat nodeset="${ref}">${controlsOf(item.items, ref)}</repeat></group>`;
    if (item.kind === "calculate") return "";
    if (!item.list) return `<input ref="${ref}"><label/></input>`;
    const control = item.kind === "select_one" ? "select1" : "select";
    const choices = `<itemset nodeset="instance('${item.list}')/root/item"><value ref="name"/><label ref="label"/></itemset>`;
    return `<${control} ref="${ref}"><label/>${choices}</${control}>`;
  }).join("");
}

function instanceOf([list, choices], texts) {
  const rows = choices.map((choice) => {
    const cells = { ...choice, label: texts[`choice/${list}/${choice.name}`] ?? choice.name };
    return `<item>${Object.entries(cells).map(([name, cell]) => `<${name}>${escaped(cell)}</${name}>`).join("")}</item>`;
  });
  return `<instance id="${list}"><root>${rows.join("")}</root></instance>`;
}

function withResult(items, result, at) {
  if (!at) return [...items, result];
  return items.map((item) => {
    if (item.key === at) return { ...item, items: [...item.items, result] };
    return item.items ? { ...item, items: withResult(item.items, result, at) } : item;
  });
}

function xformOf(form, { expression, answers = {}, at }) {
  const items = withResult(form.items, { key: "result", kind: "calculate", calculation: expression }, at);
  const places = placesOf(items);
  const lists = Object.entries(form.choices).map((entry) => instanceOf(entry, form.texts ?? {}));
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>vector</h:title><model><instance><data id="vector">${modelOf(items, answers)}</data></instance>
${lists.join("")}${places.map((place) => bindOf(place, places)).join("")}</model></h:head>
<h:body>${controlsOf(items)}</h:body></h:html>`;
}

function* resultsIn(node) {
  const { currentState, definition } = node;
  if (definition.nodeset?.endsWith("/result")) yield currentState.instanceValue ?? currentState.value;
  for (const child of currentState.children ?? []) yield* resultsIn(child);
}

async function load(folder) {
  const require = createRequire(pathToFileURL(`${resolve(folder)}/package.json`));
  const { JSDOM } = require("jsdom");
  const { window } = new JSDOM("");
  for (const name of ["document", "DOMParser", "XMLSerializer", "Node", "Element", "Document", "Attr", "Text", "XPathResult", "Comment", "CDATASection"]) globalThis[name] ??= window[name];
  globalThis.window = window;
  globalThis.process = Object.create(process, { versions: { value: {} } }); // the engine is built for browsers only
  Date.now = () => MOMENT;
  const engine = pathToFileURL(`${resolve(folder)}/node_modules/@getodk/xforms-engine/`);
  const { version } = JSON.parse(readFileSync(new URL("package.json", engine), "utf-8"));
  return { version, ...(await import(new URL("dist/index.js", engine))) };
}

const { createInstance, version } = await load(process.argv[2]);
const vectors = JSON.parse(readFileSync(new URL("vectors.json", DATA), "utf-8"));
const opinions = [];
for (const vector of vectors.expressions) {
  const { form = "flat", expression, at, answers } = vector;
  opinions.push({ form, expression, at, answers, found: await opinionOn(vectors.forms[form], vector) });
}
const lines = opinions.map((opinion) => `  ${JSON.stringify(opinion)}`).join(",\n");
writeFileSync(new URL("third_opinion.json", DATA), `{\n "engine": "@getodk/xforms-engine ${version}",\n "opinions": [\n${lines}\n ]\n}\n`);

/** The text of the result, a list with one of each row, or {error}. */
async function opinionOn(form, vector) {
  try {
    const { root } = await createInstance(xformOf(form, vector));
    const results = [...resultsIn(root)].map((value) => (value === "" || value === "NaN" ? null : value));
    return vector.at ? results : (results[0] ?? null);
  } catch (error) {
    return { error: (error.cause?.message ?? error.message).split("\n")[0].slice(0, 120) };
  }
}
