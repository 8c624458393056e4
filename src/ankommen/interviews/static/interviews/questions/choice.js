/** Radio buttons and check boxes: the same control for both languages, each option said twice. */

import { el, fill, icon } from "../element.js";
import { looksLike } from "./appearance.js";
import { Filter } from "./filter.js";

const IN_ONE_LINE = ["horizontal", "horizontal-compact", "likert", "columns", "columns-pack", "quick", "quickcompact"];
const LONG_LIST = 15;

/** One of several: "no answer" is one of the radio buttons. */
export function chooseOne(question) {
  const choices = new Choices(question, "radio");
  const clear = clearButton(question);
  return {
    node: el("div", { class: "stack stack--tight" }, choices.node, clear),
    isGroup: true,
    hasNoAnswer: true,
    update: () => choices.update(),
    show(value) {
      choices.check((name) => (name === null ? value === null : name === value));
      clear.hidden = value === undefined;
    },
  };
}

/** Several of several; "no answer" takes the others away and comes off with the first of them. */
export function chooseMany(question) {
  const choices = new Choices(question, "checkbox");
  return {
    node: choices.node,
    isGroup: true,
    hasNoAnswer: true,
    update: () => choices.update(),
    show(value) {
      choices.check((name) => (name === null ? value === null : Array.isArray(value) && value.includes(name)));
    },
  };
}

/** A drop-down list, where the form asks for the appearance `minimal`. */
export function chooseFromMenu(question) {
  const { languages, interview, item, row } = question;
  const field = el("select", {
    id: `${question.id}-input`,
    autocomplete: "off",
    onchange: () => question.answer(field.value || undefined),
  });
  let offered = null;
  return {
    node: el("div", { class: "field" }, field),
    field,
    update() {
      const names = interview.form.choices(item.key, row).map((choice) => choice.name);
      if (names.join("\n") === offered) return;
      offered = names.join("\n");
      const label = (name) => languages.joined(interview.choiceLabel(item, row, name));
      const options = names.map((name) => el("option", { value: name }, label(name)));
      fill(field, el("option", { value: "" }, languages.joined(languages.says("choose"))), options);
    },
    show(value) {
      field.value = value ?? "";
    },
  };
}

/** "I have read this": one box. */
export function acknowledgement(question) {
  const { languages } = question;
  const box = el("input", {
    type: "checkbox", class: "kern-form-check__checkbox", autocomplete: "off",
    onchange: () => question.answer(box.checked ? "OK" : undefined),
  });
  return {
    node: el("label", { class: "option" }, box, languages.pair(languages.says("acknowledged"))),
    isGroup: true,
    show(value) {
      box.checked = value === "OK";
    },
  };
}

/** A quiet way back to "not answered", for controls that cannot be emptied by themselves. */
export function clearButton(question) {
  const { languages } = question;
  const leave = () => {
    question.answer(undefined);
    question.focus();
  };
  const words = languages.pair(languages.says("clear"), { layout: "both" });
  return el("button", { type: "button", class: "link small clear", hidden: true, onclick: leave }, icon("ui-undo", "icon icon--s"), words);
}

class Choices {
  constructor(question, type) {
    this.question = question;
    this.type = type;
    this.options = el("div", { class: "options" });
    this.isShort = looksLike(question.item, ...IN_ONE_LINE);
    this.options.classList.toggle("options--short", this.isShort);
    this.node = el("div", { class: "stack" });
  }

  #names = null;

  /** Offer what the rules offer now; nothing is rebuilt while the list stays the same. */
  update() {
    const choices = this.question.interview.form.choices(this.question.item.key, this.question.row);
    const names = choices.map((choice) => choice.name).join("\n");
    if (names === this.#names) return;
    this.#names = names;
    this.#offer(choices);
  }

  #offer(choices) {
    this.boxes = [];
    const options = choices.map(({ name }) => this.#option(name, this.#label(name)));
    this.filter = choices.length > LONG_LIST ? new Filter(this.question, options) : null;
    this.options.classList.toggle("options--long", Boolean(this.filter));
    const none = this.#option(null, this.question.languages.says("no_answer"));
    fill(this.options, options, !this.filter && none);
    fill(this.node, this.filter?.node, this.options, this.filter && none); // which is seen without scrolling through a long list
    this.filter?.apply();
  }

  #label(name) {
    const { interview, item, row } = this.question;
    return interview.choiceLabel(item, row, name);
  }

  #option(name, label) {
    const { languages, id } = this.question;
    const box = el("input", {
      type: this.type,
      class: `kern-form-check__${this.type}`,
      name: id,
      value: name ?? "",
      autocomplete: "off",
      onchange: () => this.#chosen(name, box.checked),
    });
    this.boxes.push([name, box]);
    const layout = this.isShort ? "bi bi--stacked" : "bi";
    return el("label", { class: name === null ? "option option--quiet" : "option" }, box, languages.pair(label, { layout }));
  }

  #chosen(name, isChecked) {
    if (this.type === "radio") this.question.answer(name);
    else if (name === null) this.question.answer(isChecked ? null : undefined);
    else this.question.answer(this.#ticked());
  }

  /** The ticked names in form order; undefined where none is left. */
  #ticked() {
    const names = this.boxes.filter(([name, box]) => name !== null && box.checked).map(([name]) => name);
    return names.length ? names : undefined;
  }

  check(isChosen) {
    for (const [name, box] of this.boxes) box.checked = isChosen(name);
  }
}
