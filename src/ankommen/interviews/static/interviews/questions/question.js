/** A question: its words twice, hint, error, ONE set of controls, and "no answer". */

import { el, icon } from "../element.js";
import { instance } from "../interview.js";
import { Block } from "./block.js";
import { problemSentence } from "../problems.js";
import { controlFor } from "./controls.js";

export class Question extends Block {
  /** The start of all ids inside; also what an error links to. */
  get id() {
    return `q-${instance(this.item, this.row).replace(/[^\w]/g, "-")}`;
  }

  get value() {
    return this.interview.value(this.item, this.row);
  }

  answer(value) {
    this.interview.answer(this.item, this.row, value);
  }

  build() {
    this.control = controlFor(this);
    const { isGroup, hasNoAnswer } = this.control;
    const words = this.#words(isGroup);
    this.error = el("div", { id: `${this.id}-error`, hidden: true });
    this.noAnswer = hasNoAnswer ? null : this.#noAnswer();
    const answer = el("div", { class: "control" }, this.control.node, this.noAnswer);
    const parts = [words, this.#hint(), this.#guidance(), this.error, answer];
    const attributes = { id: this.id, class: "stack qset", tabindex: "-1" };
    this.frame = isGroup ? el("fieldset", attributes, parts) : el("div", attributes, parts);
    this.node.replaceChildren(this.frame);
    this.interview.appear(this.item, this.row);
  }

  #words(isGroup) {
    const label = this.pairOf("label", { words: "q q--second" }) ?? el("span", { class: "q q--second" }, this.item.key);
    return isGroup ? el("legend", {}, label) : el("label", { for: `${this.id}-input` }, label);
  }

  #hint() {
    const hint = this.pairOf("hint", { tag: "p", words: "soft", id: `${this.id}-hint` });
    this.hasHint = Boolean(hint);
    return hint;
  }

  #guidance() {
    const guidance = this.pairOf("guidance_hint", { tag: "p", words: "soft" });
    if (!guidance) return null;
    return el("details", {}, el("summary", { class: "link" }, this.languages.pair(this.languages.says("explain"), { layout: "both" })), guidance);
  }

  #noAnswer() {
    const box = el("input", {
      type: "checkbox", class: "kern-form-check__checkbox", autocomplete: "off",
      onchange: () => this.answer(box.checked ? null : undefined),
    });
    const words = this.languages.pair(this.languages.says("no_answer"), { layout: "both" });
    return el("label", { class: "option option--quiet option--alone" }, box, words);
  }

  /** Ids of what explains the controls, for aria-describedby. */
  get describedBy() {
    return [this.hasHint && `${this.id}-hint`, !this.error.hidden && this.error.id].filter(Boolean).join(" ") || null;
  }

  refresh() {
    super.refresh();
    this.control.update?.();
    const { value } = this;
    if (this.noAnswer) this.noAnswer.querySelector("input").checked = value === null;
    this.control.show(value);
    if (this.problem) this.#recheck();
    this.#describe();
  }

  /** Show what is wrong, or null for nothing. */
  show(problem) {
    this.problem = problem;
    this.error.hidden = !problem;
    this.frame.classList.toggle("has-error", Boolean(problem));
    this.error.className = "error";
    if (problem) this.error.replaceChildren(icon("ui-alert"), this.languages.pair(problemSentence(this.interview, this.item, problem)));
    this.#describe();
  }

  /** A problem that is gone goes from the screen at once; a new one waits until the person moves on. */
  #recheck() {
    const stands = this.interview.form.problems().some((problem) => concerns(problem, this.item, this.row));
    if (!stands && !this.problem.message) this.show(null);
  }

  #describe() {
    const target = this.control.isGroup ? this.frame : this.control.field;
    if (!target) return;
    if (this.describedBy) target.setAttribute("aria-describedby", this.describedBy);
    else target.removeAttribute("aria-describedby");
    if (this.control.field) this.control.field.setAttribute("aria-invalid", String(Boolean(this.problem)));
  }

  /** Put the focus where the answer begins. */
  focus() {
    const { control, frame } = this;
    const first = () => frame.querySelector(".control input:checked") ?? frame.querySelector(".control :is(input, select, button)");
    (control.field ?? first() ?? frame).focus();
    this.frame.scrollIntoView({ block: "nearest" });
  }

  *questions() {
    if (!this.node.hidden) yield this;
  }
}

/** Whether a problem is about this item in this row. */
export function concerns(problem, item, row) {
  return problem.key === item.key && (problem.row ?? []).join() === row.join();
}
