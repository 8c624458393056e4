/** A group inside a section: a heading over its questions. */

import { el } from "../element.js";
import { isSeen } from "../sections.js";
import { Block } from "./block.js";
import { blockFor } from "./blocks.js";

export class Group extends Block {
  build() {
    this.blocks = this.item.items.filter(isSeen).map((item) => blockFor(this.interview, item, this.row));
    const label = this.isWhole ? null : this.pairOf("label");
    const heading = label && el("h2", { id: `g-${this.item.key.replace(/\W/g, "-")}-${this.row.join("-")}` }, label);
    const attributes = heading ? { class: "stack stack--wide", role: "group", "aria-labelledby": heading.id } : { class: "stack stack--wide" };
    this.node.replaceChildren(el("div", attributes, heading, this.blocks.map((block) => block.node)));
  }

  refresh() {
    super.refresh();
    for (const block of this.blocks) block.update();
  }

  *questions() {
    if (this.node.hidden || !this.blocks) return;
    for (const block of this.blocks) yield* block.questions();
  }
}
