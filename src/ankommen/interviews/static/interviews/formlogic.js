/**
 * The rules of a form on the screen: the twin of engines/formlogic, which works every interview out again on the server.
 *
 * Form holds the answers of one interview and keeps what follows from them up to date: an answer that changes makes only
 * what reads it be worked out again. Items are named by key and row, the zero-based row numbers of the repeats around
 * them from the outside in: ("age", [1]) is children[1]/age.
 */

import { offers, problemsOf } from "./formlogic_checks.js";
import { below } from "./formlogic_evaluation.js";
import { Filling } from "./formlogic_filling.js";
import { calculated, fault } from "./formlogic_kinds.js";
import { own, put } from "./formlogic_rows.js";
import { SELECTS, shared } from "./formlogic_tree.js";
import { text, truth, words } from "./formlogic_values.js";

export class Form extends Filling {
  /** document: as docs/decisions/0001 describes it. */
  constructor(document) {
    super(document);
    this.#needs = document.needs ?? [];
    this.load({}, "1970-01-01");
  }

  #needs;

  /** Start anew with these answers on that local day (ISO date). */
  load(answers, on) {
    this.start(answers, on);
  }

  /** The answers as they were given, what does not apply included: what a draft keeps. */
  get raw() {
    return this.root.given;
  }

  /** The answers as they are sent: what applies, with the calculations. */
  answers() {
    return answersIn(this, "", this.root);
  }

  /** The answer of an item: undefined where there is none, null where it was declined. */
  get(key, row = []) {
    const last = this.lastRow(key, row);
    if (!last) return undefined;
    return this.tree.get(key).item.calculation ? last.results.get(key) : own(last.given, key);
  }

  /** Note an answer: null declines, undefined leaves the item open. Gives the instances that changed: [{key, row}]. */
  set(key, row, value) {
    const path = this.pathTo(this.tree.get(key), row);
    if (!path) return [];
    this.attach(this.tree.get(key), path);
    const { given } = path[path.length - 1];
    if (value === undefined) delete given[key];
    else put(given, key, value);
    return this.update(new Map([[key, [path]]]));
  }

  /** How many rows a repeat has. */
  rowCount(key, row = []) {
    return this.lastRow(key, row)?.rows.get(key)?.length ?? 0;
  }

  /** Add an empty row at the end of a repeat. */
  addRow(key, row = []) {
    return this.#changeRows(key, row, (rows) => rows.push({}));
  }

  /** Remove a row of a repeat; its number is the last of `row`. */
  removeRow(key, row) {
    return this.#changeRows(key, row.slice(0, -1), (rows) => rows.splice(row[row.length - 1], 1));
  }

  #changeRows(key, row, change) {
    const place = this.tree.get(key);
    const path = this.pathTo(place, row);
    if (!path) return [];
    this.attach(place, path);
    const { given } = path[path.length - 1];
    if (!Array.isArray(own(given, key))) put(given, key, []);
    change(own(given, key));
    return this.update(new Map([[key, [path]]]));
  }

  /** Whether an item applies. */
  isRelevant(key, row = []) {
    return this.lastRow(key, row)?.relevant.has(key) ?? false;
  }

  /** The choices that the filter of a select leaves, as the document has them. */
  choices(key, row = []) {
    const place = this.tree.get(key);
    const path = this.pathTo(place, row);
    if (!path) return [];
    const { all } = this.tree.choices.get(place.item.list);
    return all.filter((choice) => offers(this, place, path, choice)).map((choice) => choice.row);
  }

  /** The answer a default would give an item; undefined where it has none. */
  defaultOf(key, row = []) {
    const place = this.tree.get(key);
    const path = this.pathTo(place, row);
    const given = place.item.default;
    if (!path || !given) return undefined;
    const answer = given.expr ? calculated(place.kind, this.evaluate(given.expr, path)) : given.value;
    return answer === null || fault(place.item, answer) ? undefined : answer;
  }

  /** What the form does not allow: [{key, row, code, text}], in form order. */
  problems() {
    this.found ??= problemsOf(this);
    return this.found;
  }

  /** The needs that follow: [{name, topic, urgency}], the most urgent first. */
  needs() {
    const found = this.#needs.filter((need) => truth(this.evaluate(need.when, [this.root])));
    found.sort((one, other) => other.urgency - one.urgency);
    return found.map(({ name, topic, urgency }) => ({ name, topic, urgency }));
  }

  /** The instances that apply, as "children[1]/age", in form order. */
  relevant() {
    return [...this.instances()].map(([place, path]) => {
      const rows = place.repeats.map((repeat, level) => `${repeat}[${path[level + 1].index}]/`);
      return rows.join("") + place.key;
    });
  }

  /**
   * A text with each ${key} replaced by its value; unknown ones stay.
   *
   * row: of the item the text belongs to. say: gives the text of a key, such as choice/yes_no/yes, in the language wanted.
   * at: key of that item, where its repeats are not those of what the text names.
   */
  interpolate(template, row = [], say = (key) => own(this.texts, key), at = null) {
    return template.replace(/\$\{([^{}]+)\}/g, (whole, name) => {
      const place = this.tree.get(name.trim());
      if (!place?.isLeaf) return whole;
      const last = this.#rowShown(place, row, this.tree.get(at));
      return last ? this.#shown(place, last, say) : "";
    });
  }

  #rowShown(place, row, at) {
    const kept = Math.min(row.length, at ? shared(at.rows, place.repeats) : place.repeats.length);
    const start = this.descend(place.repeats.slice(0, kept), row);
    const found = start ? below([start], place.repeats.slice(kept)) : [];
    return found.map((path) => path[path.length - 1]).find((last) => last.relevant.has(place.key));
  }

  #shown(place, last, say) {
    const written = text(last.values.get(place.key) ?? "");
    if (!SELECTS.has(place.kind)) return written;
    return words(written).map((name) => say(`choice/${place.item.list}/${name}`) || name).join(", ");
  }
}

/** What applies in a row of a container, in form order. */
function answersIn(form, container, row) {
  const found = [];
  for (const key of form.known.get(container)) {
    const rows = row.rows.get(key) ?? [];
    if (row.results.has(key)) found.push([key, row.results.get(key)]);
    if (rows.length) found.push([key, rows.map((inner) => answersIn(form, key, inner))]);
  }
  return Object.fromEntries(found);
}
