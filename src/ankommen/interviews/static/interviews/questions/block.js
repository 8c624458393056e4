/** An item on the screen that comes and goes with its relevance. What never applied is never built. */

import { el } from "../element.js";

export class Block {
  #isBuilt = false;

  constructor(interview, item, row) {
    this.interview = interview;
    this.languages = interview.languages;
    this.item = item;
    this.row = row;
    this.node = el("div", { hidden: true });
  }

  /** Bring the node up to the present answers. */
  update() {
    const applies = this.interview.isRelevant(this.item, this.row);
    this.node.hidden = !applies;
    if (!applies) return;
    if (!this.#isBuilt) {
      this.#isBuilt = true;
      this.build();
    }
    this.refresh();
  }

  /** All questions inside, shown now. */
  *questions() {}

  /** The pair of a text of this item, or null where the form has none. Follows the answers if values stand in it. */
  pairOf(part, attributes) {
    const key = `item/${this.item.key}/${part}`;
    return this.languages.has(key) ? this.livePair(key, attributes) : null;
  }

  #live = [];

  /** A pair that is written anew whenever the values in it change. */
  livePair(key, attributes) {
    const sentence = this.interview.text(key, this.item, this.row);
    const node = this.languages.pair(sentence, attributes);
    if (this.languages.form(key)(this.languages.own).text.includes("${")) {
      this.#live.push(() => {
        const fresh = this.languages.pair(sentence, attributes);
        if (fresh.textContent !== node.textContent) node.replaceChildren(...fresh.childNodes);
      });
    }
    return node;
  }

  refresh() {
    for (const rewrite of this.#live) rewrite();
  }
}
