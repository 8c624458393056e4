/** A repeat: rows of the same questions, as many as there are children, languages, addresses. */

import { button, el, fill, icon } from "../element.js";
import { isSeen } from "../sections.js";
import { Block } from "./block.js";
import { blockFor } from "./blocks.js";

export class Repeat extends Block {
  #rows = [];

  build() {
    this.list = el("div", { class: "stack stack--wide" });
    this.status = el("p", { class: "soft", role: "status" });
    this.adder = this.#button(this.#adds(), "ui-plus", () => this.#add());
    // Rows that a question before counts are neither added nor removed by hand.
    this.isCounted = Boolean(this.item.count);
    this.node.replaceChildren(el("div", { class: "stack" },
      this.pairOf("hint", { tag: "p", words: "soft" }),
      this.list, this.status, this.isCounted ? null : this.adder));
  }

  refresh() {
    super.refresh();
    const count = this.interview.form.rowCount(this.item.key, this.row);
    while (this.#rows.length > count) this.#rows.pop().node.remove();
    while (this.#rows.length < count) this.#append(this.#rows.length);
    for (const { blocks } of this.#rows) for (const block of blocks) block.update();
    if (!count) fill(this.status, this.languages.pair(this.languages.says("no_rows")));
    this.status.hidden = count > 0 && !this.#announced;
  }

  #announced = false;

  #append(index) {
    const row = [...this.row, index];
    const blocks = this.item.items.filter(isSeen).map((item) => blockFor(this.interview, item, row));
    const title = el("h2", { class: "q--second", tabindex: "-1", id: `r-${this.item.key.replace(/\W/g, "-")}-${row.join("-")}` }, this.#rowTitle(index));
    const remove = this.isCounted ? null : this.#button(this.languages.says("remove_row"), "ui-close", () => this.#remove(index), title.id);
    const head = el("div", { class: "row row--apart" }, title, remove);
    const node = el("section", { class: "qset--nested stack stack--wide", "aria-labelledby": title.id }, head, blocks.map((block) => block.node));
    this.#rows.push({ node, blocks, title });
    this.list.append(node);
  }

  /** What one row is called: "Child". */
  get #name() {
    const key = `item/${this.item.key}/label`;
    return this.languages.has(key) ? this.languages.form(key) : this.languages.says("entry");
  }

  #rowTitle(index) {
    return this.languages.pair((code) => {
      const name = this.#name(code);
      return { ...name, text: `${name.text} ${index + 1}` };
    }, { layout: "both" });
  }

  #adds() {
    return (code) => this.languages.says("add_row", { what: this.#name(code).text })(code);
  }

  #button(sentence, sign, act, describedBy = null) {
    const words = this.languages.pair(sentence, { layout: "both" });
    return button("secondary", act, [icon(sign), words], { "aria-describedby": describedBy });
  }

  #add() {
    this.#announced = false;
    this.interview.addRow(this.item, this.row);
    this.update();
    this.#rows.at(-1)?.title.focus();
  }

  /** Later rows move up, so their blocks are built anew. */
  #remove(index) {
    for (const { node } of this.#rows.splice(0)) node.remove();
    this.interview.removeRow(this.item, [...this.row, index]);
    this.update();
    this.#announced = true;
    this.status.hidden = false;
    fill(this.status, this.languages.pair(this.languages.says("row_removed", { count: this.#rows.length })));
    (this.#rows[Math.min(index, this.#rows.length - 1)]?.title ?? this.adder).focus();
  }

  *questions() {
    if (this.node.hidden) return;
    for (const { blocks } of this.#rows) for (const block of blocks) yield* block.questions();
  }
}
