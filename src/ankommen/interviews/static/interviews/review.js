/** The last screen: what is still open, section by section, and the end of the interview. */

import { button, el, icon } from "./element.js";

export class Review {
  /** moves: {back, next, visit}; next finishes, visit goes to a question: (section, item, row). */
  constructor(interview, moves) {
    this.interview = interview;
    this.moves = moves;
    this.languages = interview.languages;
    this.alerts = el("div", { class: "alerts" });
    this.form = el("form", { class: "stack stack--wide", novalidate: true, onsubmit: (event) => this.#submit(event) },
      el("div", { class: "qhead" }, el("h1", { tabindex: "-1" }, this.#says("review_title", "both"))),
      this.alerts, this.#lists(), this.#says("review_then", "bi", { tag: "p", words: "soft" }), this.#actions());
  }

  focus() {
    this.form.querySelector("h1").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  update() {}

  /** Say above everything what came of finishing: nodes, or nothing. */
  say(...nodes) {
    this.alerts.replaceChildren(...nodes);
    this.alerts.firstChild?.focus?.();
  }

  #says(id, layout, attributes = {}) {
    return this.languages.pair(this.languages.says(id), { layout, ...attributes });
  }

  #lists() {
    const open = this.interview.openSections.map((section) => ({ section, questions: this.interview.missing(section) }));
    const wrong = this.#wrong();
    const isWrong = ({ item, row }) => wrong.some((other) => other.item === item && other.row.join() === row.join());
    const left = open.flatMap(({ section, questions }) => questions.map((question) => ({ section, ...question }))).filter((entry) => !isWrong(entry));
    if (!wrong.length && !left.length) return [this.#says("review_all", "bi", { tag: "p", words: "lead" })];
    return [this.#list("review_needed", wrong, "error-box"), this.#list("review_open", left, "panel")];
  }

  /** What must be put right before the end: {section, item, row}. */
  #wrong() {
    return this.interview.openSections.flatMap((section) => {
      const problems = this.interview.problems(section);
      const has = ({ item, row }) => problems.some((problem) => problem.key === item.key && problem.row.join() === row.join());
      return [...this.interview.questions(section)].filter(has).map((question) => ({ section, ...question }));
    });
  }

  #list(id, entries, frame) {
    if (!entries.length) return null;
    const items = entries.map(({ section, item, row }) => {
      const visit = (event) => {
        event.preventDefault();
        this.moves.visit(section, item, row);
      };
      return el("li", {}, el("a", { href: "#main", onclick: visit }, this.languages.pair(this.interview.fullLabel(item, row))));
    });
    return el("div", { class: `${frame} stack`, tabindex: "-1" }, this.#says(id, "bi", { tag: "p" }), el("ul", { class: "stack stack--tight" }, items));
  }

  #submit(event) {
    event.preventDefault();
    const needed = this.form.querySelector(".error-box ul");
    if (needed) needed.parentNode.focus();
    else this.moves.next();
  }

  #actions() {
    const words = (id) => this.#says(id, "kern-label both");
    return el("div", { class: "actions" },
      button("secondary", this.moves.back, [icon("ui-back", "icon flip"), words("back")]),
      button("primary", null, [icon("ui-check"), words("finish")], { type: "submit" }));
  }
}
