/** An interview under way: the form with its answers, the languages, and where on the screen we are. */

import { isQuestion, isSeen, sectionsOf } from "./sections.js";

export class Interview extends EventTarget {
  /** form: the rules with the answers loaded; languages: both packs loaded; draft: what was saved, or null. */
  constructor({ boot, document, form, languages, draft }) {
    super();
    this.boot = boot;
    this.document = document;
    this.form = form;
    this.languages = languages;
    this.sections = sectionsOf(document);
    const { section, visited, seen } = draft?.place ?? {};
    this.section = section === "review" ? section : (this.sections.find(({ id }) => id === section) ?? this.sections[0]).id;
    this.view = viewOf(draft?.view ?? {});
    this.visited = new Set(listOf(visited));
    this.#seen = new Set(listOf(seen));
  }

  #seen;

  value(item, row) {
    return this.form.get(item.key, row);
  }

  /** Note an answer: null declines, undefined leaves the question open. */
  answer(item, row, value) {
    this.form.set(item.key, row, value);
    this.changed();
  }

  addRow(item, row) {
    this.form.addRow(item.key, row);
    this.changed();
  }

  removeRow(item, row) {
    this.form.removeRow(item.key, row);
    this.changed();
  }

  /** Tell everybody that something to save or to show is different now. */
  changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** Put the default of a question in, once, now that the person sees it. */
  appear(item, row) {
    const name = instance(item, row);
    if (!item.default || this.#seen.has(name)) return;
    this.#seen.add(name);
    if (this.value(item, row) !== undefined) return;
    const value = this.form.defaultOf(item.key, row);
    if (value !== undefined) this.answer(item, row, value);
  }

  isRelevant(item, row) {
    return this.form.isRelevant(item.key, row);
  }

  /** A text of an item, or of one of its choices, with the present values in it. */
  text(key, item, row) {
    return this.languages.form(key, (text, say) => this.form.interpolate(text, row, say, item.key));
  }

  label(item, row) {
    return this.text(`item/${item.key}/label`, item, row);
  }

  /** The label as it reads far from its row: "Child 2: How old is the child?" */
  fullLabel(item, row) {
    const label = this.label(item, row);
    const repeat = this.form.tree.get(item.key).repeats.at(-1);
    if (!repeat || !this.languages.has(`item/${repeat}/label`)) return label;
    const name = this.languages.form(`item/${repeat}/label`);
    return (code) => ({ ...label(code), text: `${name(code).text} ${row.at(-1) + 1}: ${label(code).text}` });
  }

  choiceLabel(item, row, name) {
    return this.text(`choice/${item.list}/${name}`, item, row);
  }

  /** The sections that apply, in order. */
  get openSections() {
    return this.sections.filter((section) => section.items.some((item) => this.#shows(item, [])));
  }

  #shows(item, row) {
    if (!isSeen(item) || !this.isRelevant(item, row)) return false;
    return item.kind === "group" ? item.items.some((inner) => this.#shows(inner, row)) : true;
  }

  /** The section on the screen; null is the review at the end. */
  get present() {
    if (this.section === "review") return null;
    const open = this.openSections;
    return open.find(({ id }) => id === this.section) ?? open[0] ?? null;
  }

  /** What a section is called: its group's label, else its topic, else its place. */
  title(section) {
    const { group } = section;
    if (group && this.languages.has(`item/${group.key}/label`)) return this.label(group, []);
    if (section.topic) return this.languages.topic(section.topic);
    return this.languages.says("section_unnamed", { number: this.sections.indexOf(section) + 1 });
  }

  /** The questions that apply in a section: [{item, row}], a repeat row by row. */
  *questions(section) {
    for (const item of section.items) yield* this.#questionsIn(item, []);
  }

  *#questionsIn(item, row) {
    if (!isSeen(item) || !this.isRelevant(item, row)) return;
    if (isQuestion(item)) yield { item, row };
    if (item.kind === "group") for (const inner of item.items) yield* this.#questionsIn(inner, row);
    if (item.kind === "repeat") {
      const count = this.form.rowCount(item.key, row);
      for (let index = 0; index < count; index += 1) {
        for (const inner of item.items) yield* this.#questionsIn(inner, [...row, index]);
      }
    }
  }

  /** Questions of a section that have neither an answer nor "no answer". */
  missing(section) {
    return [...this.questions(section)].filter(({ item, row }) => this.value(item, row) === undefined);
  }

  /** What the rules find wrong in a section: [{key, row, code, text}]. */
  problems(section) {
    const keys = keysOf(section.items);
    return this.form.problems().filter((problem) => keys.has(problem.key));
  }

  /** Which section holds an item. */
  sectionOf(key) {
    return this.sections.find((section) => keysOf(section.items).has(key));
  }

  /** "done", "gap" (been there, something is missing) or "open". */
  state(section) {
    const missing = this.missing(section).length > 0;
    if (!this.visited.has(section.id)) return missing || [...this.questions(section)].length === 0 ? "open" : "done";
    return missing ? "gap" : "done";
  }

  /** What is saved as the draft. */
  get draft() {
    return {
      answers: this.form.raw,
      language: this.languages.client,
      place: { section: this.section, visited: [...this.visited], seen: [...this.#seen] },
      view: this.view,
    };
  }
}

/** How the screen is read (languages shown, their order, size of the text): as it was saved, where that makes sense. */
function viewOf(saved) {
  const one = (name, ...possible) => (possible.includes(saved[name]) ? saved[name] : possible[0]);
  return { show: one("show", "both", "own", "client"), first: one("first", "own", "client"), scale: one("scale", 0, 1, 2, 3) };
}

function listOf(saved) {
  return Array.isArray(saved) ? saved : [];
}

/** "age[1]": one name for an item in a row. */
export function instance(item, row) {
  return row.length ? `${item.key}[${row.join(",")}]` : item.key;
}

const known = new WeakMap();

function keysOf(items) {
  if (!known.has(items)) known.set(items, new Set(collect(items)));
  return known.get(items);
}

function* collect(items) {
  for (const item of items) {
    yield item.key;
    if (item.items) yield* collect(item.items);
  }
}
