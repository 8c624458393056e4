/** The whole form on one screen, as compact as the sheet: groups as headings, repeats by how many there are. */

import { el } from "../element.js";
import { instance } from "../interview.js";
import { plain } from "../markup.js";
import { readInteger } from "../questions/digits.js";
import { isQuestion, isSeen } from "../sections.js";
import { Line } from "./line.js";

const MOST_ROWS = 50;

/** What stands on the keying screen for an item; null for what nobody types. */
export function keyingBlock(interview, item, row) {
  if (!isSeen(item)) return null;
  if (item.kind === "group") return new KeyingGroup(interview, item, row);
  if (item.kind === "repeat") return new KeyingRepeat(interview, item, row);
  return isQuestion(item) ? new Line(interview, item, row) : null;
}

function titleOf(interview, item, row) {
  return plain(interview.languages.plain(interview.label(item, row)));
}

function blocksOf(interview, items, row) {
  return items.map((item) => keyingBlock(interview, item, row)).filter(Boolean);
}

class KeyingGroup {
  constructor(interview, item, row) {
    Object.assign(this, { interview, item, row });
    this.blocks = blocksOf(interview, item.items, row);
    const title = titleOf(interview, item, row);
    this.node = el("section", { class: "stack stack--tight" }, title && el("h2", {}, title), this.blocks.map((block) => block.node));
  }

  update() {
    this.node.hidden = !this.interview.isRelevant(this.item, this.row);
    if (!this.node.hidden) for (const block of this.blocks) block.update();
  }

  *lines() {
    if (!this.node.hidden) for (const block of this.blocks) yield* block.lines();
  }
}

class KeyingRepeat {
  #rows = [];

  constructor(interview, item, row) {
    Object.assign(this, { interview, item, row });
    const id = `k-${instance(item, row).replace(/\W/g, "-")}-count`;
    const { languages } = interview;
    this.title = titleOf(interview, item, row) || languages.plain(languages.says("entry"));
    this.field = el("input", { id, inputmode: "numeric", autocomplete: "off", oninput: () => this.#want(readInteger(this.field.value)) });
    const label = `${this.title}: ${languages.plain(languages.says("how_many"))}`;
    this.counter = el("div", { class: "keyline", hidden: Boolean(item.count) }, el("label", { for: id }, label), this.field);
    this.list = el("div", { class: "stack" });
    this.node = el("section", { class: "stack stack--tight" }, this.counter, this.list);
  }

  /** Rows follow the number at once: more are added at the end, fewer are taken from there. */
  #want(count) {
    const wanted = Number.isInteger(count) ? Math.min(Math.max(count, 0), MOST_ROWS) : 0;
    while (this.#count < wanted) this.interview.addRow(this.item, this.row);
    while (this.#count > wanted) this.interview.removeRow(this.item, [...this.row, this.#count - 1]);
  }

  get #count() {
    return this.interview.form.rowCount(this.item.key, this.row);
  }

  update() {
    this.node.hidden = !this.interview.isRelevant(this.item, this.row);
    if (this.node.hidden) return;
    while (this.#rows.length > this.#count) this.#rows.pop().node.remove();
    while (this.#rows.length < this.#count) this.#append([...this.row, this.#rows.length]);
    for (const { blocks } of this.#rows) for (const block of blocks) block.update();
  }

  #append(row) {
    const blocks = blocksOf(this.interview, this.item.items, row);
    const node = el("div", { class: "qset--nested stack stack--tight" }, el("h3", {}, `${this.title} ${row.at(-1) + 1}`), blocks.map((block) => block.node));
    this.#rows.push({ node, blocks });
    this.list.append(node);
  }

  *lines() {
    if (!this.node.hidden) for (const { blocks } of this.#rows) for (const block of blocks) yield* block.lines();
  }
}
