/** Words without a question; also what the form worked out by itself and shows. */

import { el } from "../element.js";
import { Block } from "./block.js";

export class Note extends Block {
  build() {
    this.result = el("p", { class: "q--second num", dir: "auto" });
    const parts = [this.pairOf("label", { tag: "p", words: "note" }), this.pairOf("hint", { tag: "p", words: "soft" })];
    this.node.className = "stack stack--tight";
    this.node.replaceChildren(...parts.filter(Boolean), this.result);
  }

  refresh() {
    super.refresh();
    const value = this.item.kind === "note" ? undefined : this.interview.value(this.item, this.row);
    this.result.hidden = value === undefined || value === null || value === "";
    this.result.textContent = String(value ?? "");
  }
}
