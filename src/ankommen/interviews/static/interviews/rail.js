/** The sections in a row: where we are, what is done, where an answer is missing. A very long form gets a list instead. */

import { el, icon } from "./element.js";

const MOST_SIGNS = 20;
const MOST_IN_ROW = 6; // of a phone; the rows are alike, so that no sign is left alone in the last

export class Rail {
  /** go: what happens with the section that is touched; "review" is the last of them. */
  constructor(interview, go) {
    this.interview = interview;
    this.languages = interview.languages;
    this.go = go;
    this.node = el("nav", { "aria-label": this.#plain("sections") });
    this.update();
  }

  update() {
    const { openSections, present } = this.interview;
    this.here = present?.id ?? "review";
    this.node.replaceChildren(openSections.length > MOST_SIGNS ? this.#menu(openSections) : this.#signs(openSections));
  }

  #plain(id) {
    return this.languages.plain(this.languages.says(id));
  }

  #signs(sections) {
    const signs = sections.map((section, index) => {
      const sign = section.topic ? icon(section.topic) : el("span", { class: "num", "aria-hidden": "true" }, index + 1);
      return this.#sign(section.id, sign, this.#name(section, index), this.interview.state(section));
    });
    const review = this.#sign("review", icon("ui-check"), this.#plain("section_review"), "open");
    const list = el("ol", { class: "sections" }, [...signs, review].map((sign) => el("li", {}, sign)));
    const rows = Math.ceil(list.children.length / MOST_IN_ROW);
    list.style.setProperty("--columns", Math.ceil(list.children.length / rows));
    return list;
  }

  #sign(id, sign, name, state) {
    const words = id === "review" ? name : `${name}, ${this.#plain(`section_${state}`)}`;
    const go = (event) => {
      event.preventDefault();
      this.go(id);
    };
    const attributes = { href: "#main", "data-state": state, "aria-current": id === this.here ? "step" : null, title: name, onclick: go };
    return el("a", attributes, sign, el("span", { class: "vh" }, words));
  }

  #name(section, index) {
    return `${index + 1}. ${this.languages.plain(this.interview.title(section))}`;
  }

  #menu(sections) {
    const options = sections.map((section, index) => {
      const words = `${this.#name(section, index)} (${this.#plain(`section_${this.interview.state(section)}`)})`;
      return el("option", { value: section.id, selected: section.id === this.here }, words);
    });
    const review = el("option", { value: "review", selected: this.here === "review" }, this.#plain("section_review"));
    const field = el("select", { "aria-label": this.#plain("sections"), autocomplete: "off", onchange: () => this.go(field.value) }, options, review);
    return el("div", { class: "field" }, field);
  }
}
