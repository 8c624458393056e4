/** One line of the keying screen: a question of the sheet, its numbered choices, and the field to type into. */

import { el, fill } from "../element.js";
import { instance } from "../interview.js";
import { plain } from "../markup.js";
import { problemSentence } from "../problems.js";
import { concerns } from "../questions/question.js";
import { exampleOf, readTyped } from "./typed.js";

export class Line {
  constructor(interview, item, row) {
    Object.assign(this, { interview, item, row });
    this.languages = interview.languages;
    const id = `k-${instance(item, row).replace(/\W/g, "-")}`;
    this.error = el("p", { id: `${id}-error`, class: "error small", hidden: true });
    this.legend = el("p", { id: `${id}-legend`, class: "small soft" });
    this.field = el("input", {
      id, autocomplete: "off", spellcheck: "false", inputmode: "text", "aria-describedby": `${this.legend.id} ${this.error.id}`,
      oninput: () => this.#type(), onblur: () => this.check(),
    });
    this.label = el("label", { for: id });
    this.node = el("div", { class: "keyline", hidden: true }, this.label, this.field, this.legend, this.error);
  }

  /** Follow the present answers: whether the question applies, and what may be chosen. */
  update() {
    this.node.hidden = !this.interview.isRelevant(this.item, this.row);
    if (this.node.hidden) return;
    const label = plain(this.languages.plain(this.interview.label(this.item, this.row))) || this.item.key;
    if (this.label.textContent !== label) this.label.textContent = label;
    this.#tellChoices();
  }

  #choices = [];
  #told = null;

  #tellChoices() {
    const { form } = this.interview;
    const example = exampleOf(this.item.kind);
    this.#choices = this.item.list ? form.choices(this.item.key, this.row) : [];
    const names = this.#choices.map(({ name }) => name).join("\n");
    if (names === this.#told) return;
    this.#told = names;
    const numbered = this.#choices.map(({ name }, index) => el("span", { class: "keyline__choice" }, el("b", { class: "num" }, index + 1), " ", this.#choiceLabel(name)));
    const how = { select_multiple: "type_numbers", rank: "type_order" }[this.item.kind];
    fill(this.legend, numbered, how && el("span", { class: "keyline__how" }, this.#says(how)), example && this.#says("example", { example }), this.item.kind === "acknowledge" && `1 = ${this.#says("acknowledged")}`);
  }

  #choiceLabel(name) {
    return plain(this.languages.plain(this.interview.choiceLabel(this.item, this.row, name)));
  }

  #says(id, values) {
    return this.languages.plain(this.languages.says(id, values));
  }

  #type() {
    this.interview.answer(this.item, this.row, readTyped(this.field.value, this.item, this.#choices));
  }

  /** Show what is wrong with what was typed; an empty field waits until the sheet is stored. */
  check({ isLast = false } = {}) {
    const problem = this.interview.form.problems().find((other) => concerns(other, this.item, this.row));
    const shown = problem && (isLast || problem.code !== "required") ? problem : null;
    this.show(shown);
    return shown;
  }

  show(problem) {
    this.error.hidden = !problem;
    this.field.setAttribute("aria-invalid", String(Boolean(problem)));
    this.error.textContent = problem ? this.languages.plain(problemSentence(this.interview, this.item, problem)) : "";
  }

  *lines() {
    if (!this.node.hidden) yield this;
  }
}
