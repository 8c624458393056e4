/** The bar on top: is it saved, which languages, how large, and what staff may do besides asking. */

import { el, icon } from "./element.js";

const LARGEST = 3;

export class Toolbar {
  /** acts: {look, switchLanguage, handOver, breakOff}; look is called after the view has changed. */
  constructor(interview, acts) {
    this.interview = interview;
    this.languages = interview.languages;
    this.acts = acts;
    this.saved = el("p", { class: "state state--idle small", role: "status" });
    this.node = el("div", { class: "row row--apart" }, this.#title(), el("div", { class: "row tools" }, this.#tools()));
  }

  /** state: "saved", "saving", "not_saved", "too_big_to_save" or "draft_gone". */
  showSaved(state) {
    const shape = { saved: "done", saving: "idle" }[state] ?? "late";
    this.saved.className = `state state--${shape} small`;
    this.saved.replaceChildren(this.#both(state));
  }

  #title() {
    return el("p", { class: "row" }, el("strong", {}, this.#both("interview")), this.saved);
  }

  #tools() {
    if (this.interview.boot.handed_over) return [this.#display([]), this.#breakOff(), this.#giveBack()];
    return [this.#shown(), this.#display([this.#swap()]), this.#more()];
  }

  #both(id) {
    return this.languages.pair(this.languages.says(id), { layout: "both" });
  }

  #plain(id) {
    return this.languages.plain(this.languages.says(id));
  }

  #shown() {
    const { own, client } = this.languages;
    if (own === client) return null;
    const views = [["both", this.#plain("both"), null], ["own", this.languages.name(own), own], ["client", this.languages.name(client), client]];
    const buttons = views.map(([show, words, lang]) => {
      const isOn = this.interview.view.show === show;
      return el("button", { type: "button", "aria-pressed": String(isOn), lang, onclick: () => this.#look({ show }) }, words);
    });
    return el("div", { class: "segment", role: "group", "aria-label": this.#plain("languages_shown") }, buttons);
  }

  #swap() {
    const { view } = this.interview;
    if (view.show !== "both" || this.languages.own === this.languages.client) return null;
    const first = view.first === "client" ? "own" : "client";
    return el("button", { type: "button", "aria-label": this.#plain("swap"), onclick: () => this.#look({ first }) }, icon("ui-swap"));
  }

  #display(before) {
    const { scale } = this.interview.view;
    const size = (id, sign, step, isOff) =>
      el("button", { type: "button", "aria-label": `${sign}, ${this.#plain(id)}`, dir: "ltr", disabled: isOff, onclick: () => this.#look({ scale: scale + step }) }, sign);
    const sizes = [size("smaller", "A−", -1, scale <= 0), size("larger", "A+", 1, scale >= LARGEST)];
    return el("div", { class: "segment", role: "group", "aria-label": this.#plain("display") }, before, sizes);
  }

  #look(change) {
    this.acts.look({ ...this.interview.view, ...change });
  }

  #more() {
    const items = [this.#clientLanguage(), this.#button("hand_over", "ui-person", this.acts.handOver), this.#breakOff()];
    const menu = el("details", { class: "more" }, el("summary", { class: "kern-btn kern-btn--secondary btn--small" }, this.#both("more")), el("div", { class: "more__menu stack" }, items));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.firstChild.focus();
    });
    return menu;
  }

  #clientLanguage() {
    const { all, client } = this.languages;
    const options = all.map(({ code, name }) => el("option", { value: code, lang: code }, name));
    const field = el("select", { id: "client-language", autocomplete: "off", onchange: () => this.acts.switchLanguage(field.value) }, options);
    field.value = client;
    return el("div", { class: "field" }, el("label", { for: field.id }, this.#both("client_language")), field);
  }

  #breakOff() {
    return this.#button("break_off", "ui-close", this.acts.breakOff);
  }

  #button(id, sign, act) {
    return el("button", { type: "button", class: "kern-btn kern-btn--secondary btn--small", onclick: act }, icon(sign), this.#both(id));
  }

  #giveBack() {
    return el("a", { class: "link", href: this.interview.boot.urls.take_back }, this.#both("give_back"));
  }
}
