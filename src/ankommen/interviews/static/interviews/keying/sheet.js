/** What is said about a sheet as a whole: when, in which language, who interpreted, where, consent, and its code. */

import { el } from "../element.js";
import { westernDigits } from "../questions/digits.js";
import { newReceipt, readReceipt } from "../receipt.js";
import { mondayOf, readDay } from "./week.js";

export class Sheet {
  /** onDay hears the day of the interview as soon as it is known: rules may ask for it. */
  constructor(boot, languages, onDay) {
    this.boot = boot;
    this.says = (id) => languages.plain(languages.says(id));
    this.errors = new Map();
    const onInput = () => this.day && onDay(this.day);
    this.fields = {
      day: el("input", { inputmode: "numeric", oninput: onInput }),
      week: el("input", { inputmode: "text", oninput: onInput }),
      language: this.#menu(boot.client_languages.map(({ code, name }) => [code, name])),
      interpreter: this.#menu(boot.interpreters.map(({ value, label }) => [value, label])),
      site: this.#menu(boot.sites.map(({ slug, name }) => [slug, name]), this.says("no_site")),
      code: el("input", { spellcheck: "false", autocapitalize: "characters" }),
      consent: el("input", { type: "checkbox", class: "kern-form-check__checkbox" }),
    };
    this.node = el("section", { class: "panel panel--mist stack", "aria-labelledby": "sheet-title" },
      el("h2", { id: "sheet-title" }, this.says("sheet")),
      el("div", { class: "fields" },
        this.#labelled("day", "interview_day", "day_hint"), this.#labelled("week", "interview_week", "week_hint"),
        this.#labelled("language", "client_language"), this.#labelled("interpreter", "interpreter"), this.#labelled("site", "site"),
        this.#labelled("code", "paper_code", "paper_code_hint")),
      this.#consentBox());
  }

  /** The day of the interview as ISO text, the Monday where only the week is known; null where neither is. */
  get day() {
    const [day, week] = [this.fields.day.value, this.fields.week.value].map(westernDigits);
    return day ? readDay(day) : mondayOf(week, this.boot.on);
  }

  /** The sheet's part of a submission, or null; what is missing is then said at its field, the first one focused. */
  read() {
    const { language, interpreter, site, code, consent } = this.fields;
    const receipt = code.value.trim() ? readReceipt(code.value) : newReceipt();
    const wrong = [
      ["day", this.day ? null : "bad_day"], ["language", language.value ? null : "choose"],
      ["interpreter", interpreter.value ? null : "choose"], ["code", receipt ? null : "bad_code"],
      ["consent", consent.checked ? null : "consent_missing"],
    ];
    for (const [name, id] of wrong) this.#tell(name, id);
    const first = wrong.find(([, id]) => id);
    if (first) {
      this.fields[first[0]].focus();
      return null;
    }
    return {
      language: language.value, interpreter: interpreter.value, site: site.value || null, on: this.day, receipt,
      consent: { ...this.boot.consent, language: this.#consentLanguage(language.value) },
    };
  }

  /** The notice on the sheet: in the client's language where there is one, else in German. */
  #consentLanguage(language) {
    return this.boot.consent_languages.includes(language) ? language : this.boot.languages.own;
  }

  /** Ready for the next sheet: day and place stay, because sheets come in stacks; the rest is asked anew. */
  clear() {
    for (const name of ["language", "interpreter", "code"]) this.fields[name].value = "";
    this.fields.consent.checked = false;
  }

  focus() {
    (this.day ? this.fields.language : this.fields.day).focus();
  }

  #menu(options, empty = this.says("choose")) {
    return el("select", {}, el("option", { value: "" }, empty), options.map(([value, label]) => el("option", { value }, label)));
  }

  #labelled(name, id, hint = null) {
    const field = this.#prepared(name);
    return el("div", { class: "field" }, el("label", { for: field.id }, this.says(id)),
      hint && el("p", { class: "hint", id: `${field.id}-hint` }, this.says(hint)), this.errors.get(name), field);
  }

  #consentBox() {
    const field = this.#prepared("consent");
    return el("div", { class: "field" }, this.errors.get("consent"), el("label", { class: "check" }, field, el("span", {}, this.says("consent_on_paper"))));
  }

  #prepared(name) {
    const field = this.fields[name];
    field.id = `sheet-${name}`;
    field.autocomplete = "off";
    this.errors.set(name, el("p", { class: "error", id: `${field.id}-error`, hidden: true }));
    field.setAttribute("aria-describedby", `${field.id}-hint ${field.id}-error`);
    return field;
  }

  #tell(name, id) {
    const error = this.errors.get(name);
    error.hidden = !id;
    error.textContent = id ? this.says(id) : "";
    this.fields[name].setAttribute("aria-invalid", String(Boolean(id)));
  }
}
