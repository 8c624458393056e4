/** A field that narrows a long list of options down. What is chosen always stays in sight. */

import { el, fill } from "../element.js";

const AT_ONCE = 60;

export class Filter {
  constructor(question, options) {
    const { languages, id } = question;
    this.languages = languages;
    this.options = options.map((node) => ({ node, words: folded(node.textContent), box: node.querySelector("input") }));
    this.count = el("p", { class: "small soft", role: "status" });
    this.field = el("input", { id: `${id}-filter`, type: "search", autocomplete: "off", spellcheck: "false", oninput: () => this.apply() });
    const label = languages.pair(languages.says("filter"), { layout: "both" });
    this.node = el("div", { class: "field" }, el("label", { for: this.field.id }, label), this.field, this.count);
  }

  /** Show the options that hold the typed words, in either language. */
  apply() {
    const wanted = folded(this.field.value);
    let shown = 0;
    for (const { node, words, box } of this.options) {
      const fits = words.includes(wanted) && shown < AT_ONCE;
      node.hidden = !fits && !box.checked;
      shown += fits;
    }
    const id = shown === AT_ONCE ? "narrow" : "found";
    const sentence = this.languages.says(id, { count: shown, total: this.options.length });
    fill(this.count, this.languages.pair(sentence, { layout: "both" }));
  }
}

/** Letters without accents and case, so that "sao" finds "São". */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
