/** Works out an interview and keeps it up to date: the twin of engines/formlogic/filling.py. */

import { isObject } from "./formlogic_checks.js";
import { edges, evaluationOrder } from "./formlogic_dependencies.js";
import { below, evaluate } from "./formlogic_evaluation.js";
import { calculated, fault, isEmpty, read, tidied } from "./formlogic_kinds.js";
import { Matcher } from "./formlogic_matching.js";
import { Row, own, put } from "./formlogic_rows.js";
import { Tree } from "./formlogic_tree.js";
import { number, truth } from "./formlogic_values.js";

const ROW_LIMITS = [200, 50, 10]; // rows of a repeat, of a repeat in it, and of deeper ones

export class Filling {
  constructor(document) {
    this.tree = new Tree(document);
    this.texts = document.texts ?? {};
    this.known = knownKeys(this.tree);
    this.#prepare();
  }

  #blocks;
  #readers = new Map();
  #matchers = new Map();

  /** Work out who reads what, and the order to work items out in. */
  #prepare() {
    const edgesOf = new Map();
    for (const place of this.tree.places.values()) {
      const found = edges(place, this.tree);
      edgesOf.set(place.key, found);
      for (const { key, kept } of found) {
        if (!this.#readers.has(key)) this.#readers.set(key, []);
        this.#readers.get(key).push({ place, kept });
      }
    }
    this.#blocks = evaluationOrder(edgesOf).map((block) => ({
      places: block.map((key) => this.tree.get(key)),
      isCircle: block.length > 1 || edgesOf.get(block[0]).some((edge) => edge.key === block[0]),
    }));
  }

  /** Work out everything anew. */
  start(answers, on) {
    this.day = on;
    this.isObject = isObject(answers);
    this.root = new Row(0, this.isObject ? JSON.parse(JSON.stringify(answers)) : {});
    this.found = null;
    for (const block of this.#blocks) this.#workOutBlock(block, [[this.root]], () => {});
  }

  /** Every instance that applies, [place, path], in form order, containers before what is in them. */
  instances() {
    return instancesIn(this.tree.root, [this.root]);
  }

  evaluate(expr, path) {
    return evaluate(expr, { form: this, path });
  }

  /** The label of a choice in the source language, so that rules do not depend on the language on the screen. */
  label({ list, name }) {
    return own(this.texts, `choice/${list}/${name}`) ?? name;
  }

  matcher(pattern) {
    if (!this.#matchers.has(pattern)) this.#matchers.set(pattern, new Matcher(pattern));
    return this.#matchers.get(pattern);
  }

  /** An answer that may stand in an item: of its type and not empty; null otherwise. */
  usable(key, given) {
    const answer = own(given, key);
    if (isEmpty(answer) || answer === null) return null;
    return fault(this.tree.get(key).item, answer) === "type" ? null : answer;
  }

  /** How many rows there should be: the repeat count, or as many as were given; not limited yet. */
  wantedRows(place, path) {
    if (place.item.count) {
      const wanted = number(this.evaluate(place.item.count, path));
      return wanted >= 1 ? Math.trunc(Math.min(wanted, rowLimit(place) + 1)) : 0;
    }
    const given = own(path[path.length - 1].given, place.key);
    return Array.isArray(given) ? given.length : 0;
  }

  // Finding rows.

  descend(repeats, row) {
    const path = [this.root];
    for (let level = 0; level < repeats.length; level += 1) {
      const next = path[level].rows.get(repeats[level])?.[row[level]];
      if (!next) return null;
      path.push(next);
    }
    return path;
  }

  pathTo(place, row) {
    return this.descend(place.repeats, row);
  }

  lastRow(key, row) {
    const path = this.pathTo(this.tree.get(key), row);
    return path && path[path.length - 1];
  }

  /** Make the answers given hold each row of `path`, also one that only a repeat count has made. */
  attach(place, path) {
    place.repeats.forEach((repeat, level) => {
      const [{ given }, row] = path.slice(level, level + 2);
      if (!Array.isArray(own(given, repeat))) put(given, repeat, []);
      const rows = own(given, repeat);
      while (rows.length <= row.index) rows.push({});
      rows[row.index] = row.given;
      row.source = row.given;
    });
  }

  // Keeping up to date.

  /** Work out what is dirty, and what reads what has changed. dirty: key -> paths to the rows concerned. */
  update(dirty) {
    const changed = [];
    this.found = null;
    const note = (place, path) => {
      changed.push({ key: place.key, row: path.slice(1).map((row) => row.index) });
      for (const reader of this.#readers.get(place.key) ?? []) {
        if (!dirty.has(reader.place.key)) dirty.set(reader.place.key, []);
        dirty.get(reader.place.key).push(path.slice(0, reader.kept + 1));
      }
    };
    for (const block of this.#blocks) {
      const starts = block.places.flatMap(({ key }) => dirty.get(key) ?? []);
      if (starts.length) this.#workOutBlock(block, starts, note);
    }
    return changed;
  }

  #workOutBlock({ places, isCircle }, starts, note) {
    if (isCircle) this.#circle(places, note);
    else for (const path of pathsFrom(starts, places[0])) this.#item(places[0], path, note);
  }

  /** Items that read other rows of themselves: all anew, row by row. */
  #circle(places, note) {
    const turns = places.flatMap((place, turn) => below([[this.root]], place.repeats).map((path) => ({ place, turn, path })));
    const before = turns.map(({ place, path }) => stateOf(place, path));
    for (const { place, path } of turns) path[path.length - 1].clear(place.key);
    for (const { place, path } of [...turns].sort(byRow)) this.#workOut(place, path);
    turns.forEach(({ place, path }, index) => {
      if (!isSame(before[index], stateOf(place, path))) note(place, path);
    });
  }

  #item(place, path, note) {
    const before = stateOf(place, path);
    path[path.length - 1].clear(place.key);
    this.#workOut(place, path);
    if (!isSame(before, stateOf(place, path))) note(place, path);
  }

  #workOut(place, path) {
    const row = path[path.length - 1];
    const applies = this.#applies(place, path);
    if (applies) row.relevant.add(place.key);
    if (place.kind === "repeat") row.rows.set(place.key, applies ? this.#rows(place, path) : []);
    else if (place.isLeaf && applies) this.#answer(place, path);
  }

  #applies(place, path) {
    const { parent, item } = place;
    if (parent.key) {
      const around = path[path.length - (parent.kind === "repeat" ? 2 : 1)];
      if (!around.relevant.has(parent.key)) return false;
    }
    return !item.relevant || truth(this.evaluate(item.relevant, path));
  }

  /** The rows of a repeat, the same objects where the answers given are the same. */
  #rows(place, path) {
    const row = path[path.length - 1];
    const [before, given] = [row.rows.get(place.key) ?? [], own(row.given, place.key)];
    const sources = Array.isArray(given) ? given : [];
    const count = Math.min(this.wantedRows(place, path), rowLimit(place));
    const isSameRow = (index) => before[index] && before[index].source === sources[index];
    return Array.from({ length: count }, (_, index) => (isSameRow(index) ? before[index] : new Row(index, sources[index])));
  }

  #answer(place, path) {
    const [row, { key, item }] = [path[path.length - 1], place];
    const answer = this.#answerOf(place, path);
    if (answer === undefined) return;
    row.results.set(key, answer);
    row.values.set(key, read(answer));
    if (item.calculation && hasOnce(item.calculation)) put(row.given, key, answer);
  }

  #answerOf(place, path) {
    const { key, item, kind } = place;
    const { given } = path[path.length - 1];
    if (!item.calculation && own(given, key) === null) return null;
    const answer = item.calculation ? calculated(kind, this.evaluate(item.calculation, path)) : this.usable(key, given);
    return answer === null ? undefined : tidied(item, answer, (name) => this.#placeOf(item, name));
  }

  #placeOf(item, name) {
    return this.tree.choices.get(item.list)?.alike(name)[0]?.place ?? Infinity;
  }
}

/** The most rows a repeat may have. */
function rowLimit(place) {
  return ROW_LIMITS[Math.min(place.repeats.length, ROW_LIMITS.length - 1)];
}

/** What may be answered in a row of each repeat, and under "" in the form itself. */
function knownKeys(tree) {
  const known = new Map([["", new Set()]]);
  for (const place of tree.places.values()) {
    if (place.kind === "repeat") known.set(place.key, new Set());
    if (place.kind === "repeat" || place.isLeaf) known.get(place.repeats[place.repeats.length - 1] ?? "").add(place.key);
  }
  return known;
}

/** The instances of an item below some rows, each once. */
function pathsFrom(starts, place) {
  const whole = starts.find((start) => start.length === 1);
  if (whole) return below([whole], place.repeats);
  const paths = starts.flatMap((start) => below([start], place.repeats.slice(start.length - 1)));
  return [...new Map(paths.map((path) => [path[path.length - 1], path])).values()];
}

function* instancesIn(parent, path) {
  const row = path[path.length - 1];
  for (const place of parent.children) {
    if (!row.relevant.has(place.key)) continue;
    yield [place, path];
    if (place.kind === "group") yield* instancesIn(place, path);
    if (place.kind === "repeat") for (const inner of row.rows.get(place.key)) yield* instancesIn(place, [...path, inner]);
  }
}

function stateOf(place, path) {
  const row = path[path.length - 1];
  return [row.relevant.has(place.key), row.values.get(place.key), row.results.get(place.key) === null, ...(row.rows.get(place.key) ?? [])];
}

function isSame(one, other) {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

/** By row numbers, then by the order in which items of one row are worked out. */
function byRow(one, other) {
  for (let level = 1; level < Math.max(one.path.length, other.path.length); level += 1) {
    const differs = (one.path[level]?.index ?? -1) - (other.path[level]?.index ?? -1);
    if (differs) return differs;
  }
  return one.turn - other.turn;
}

function hasOnce(expr) {
  return expr[0] === "once" || expr.some((operand) => Array.isArray(operand) && hasOnce(operand));
}
