/** The present section: only its questions are in the page. */

import { button, el, icon } from "./element.js";
import { summary } from "./problems.js";
import { blockFor } from "./questions/blocks.js";
import { concerns } from "./questions/question.js";
import { isSeen } from "./sections.js";

export class SectionView {
  /** moves: {back, next, later}, what the buttons do; back is null in the first section. */
  constructor(interview, section, moves) {
    this.interview = interview;
    this.section = section;
    this.moves = moves;
    const only = section.items.length === 1;
    this.blocks = section.items.filter(isSeen).map((item) => blockFor(interview, item, [], only && item === section.group));
    this.alerts = el("div", { class: "alerts" });
    this.form = el("form", { class: "stack stack--wide", novalidate: true, autocomplete: "off", onsubmit: (event) => this.#submit(event) },
      this.#heading(), this.alerts, this.blocks.map((block) => block.node), this.#actions());
    this.update();
  }

  /** Follow the present answers. */
  update() {
    for (const block of this.blocks) block.update();
    const { languages, openSections } = this.interview;
    const place = { number: openSections.indexOf(this.section) + 1, total: openSections.length };
    this.place.textContent = languages.plain(languages.says("place", place));
  }

  focus() {
    this.form.querySelector("h1").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  /** The questions on the screen now. */
  get questions() {
    return this.blocks.flatMap((block) => [...block.questions()]);
  }

  /** Show problems at their questions and in the summary; returns whether there are any. */
  showProblems(problems) {
    const { questions } = this;
    const found = questions.filter((question) => {
      const problem = problems.find((other) => concerns(other, question.item, question.row));
      question.show(problem ?? null);
      return problem;
    });
    const strays = problems.filter((problem) => !questions.some(({ item, row }) => concerns(problem, item, row)));
    this.alerts.replaceChildren(...(problems.length ? [summary(this.interview, found, strays, this.moves.later)] : []));
    this.alerts.firstChild?.focus();
    return problems.length > 0;
  }

  focusOn(item, row) {
    this.questions.find((question) => concerns({ key: item.key, row }, question.item, question.row))?.focus();
  }

  #submit(event) {
    event.preventDefault();
    this.moves.next();
  }

  #heading() {
    const { interview, section } = this;
    this.place = el("small");
    const sign = section.topic && el("span", { class: "arch" }, icon(section.topic));
    return el("div", { class: "qhead" }, el("h1", { tabindex: "-1" }, sign,
      el("span", { class: "row" }, interview.languages.pair(interview.title(section), { layout: "both" }), this.place)));
  }

  #actions() {
    const { languages } = this.interview;
    const words = (id) => languages.pair(languages.says(id), { layout: "kern-label both" });
    const back = this.moves.back && button("secondary", this.moves.back, [icon("ui-back", "icon flip"), words("back")]);
    const next = button("primary", null, [words("next"), icon("ui-arrow", "icon flip")], { type: "submit" });
    return el("div", { class: "actions" }, back ?? el("span"), next);
  }
}
