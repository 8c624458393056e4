/**
 * The two languages of the screen: which are shown, and every sentence in both.
 *
 * A sentence is a function: language code -> {text, language, missing}. Where a text is not translated, it comes in the
 * form's own language (or the professional's) and says so.
 */

import { el } from "./element.js";
import { markup } from "./markup.js";

export class Languages {
  /** boot: the boot object of the page; source: source language and texts of the compiled document. */
  constructor(boot, { source_language: language, texts }) {
    this.own = boot.languages.own;
    this.client = isTag(boot.languages.client) ? boot.languages.client : this.own;
    this.all = boot.languages.all;
    this.show = "both";
    this.#source = language;
    this.#packs = { [language]: texts };
    this.#addresses = boot.form.texts;
    this.#wording = boot.wording;
    this.#topics = boot.topics;
  }

  #source;
  #packs;
  #addresses;
  #wording;
  #topics;

  /** Fetch the texts of a language once. Throws when the network or the server fails. */
  async load(code) {
    if (this.#packs[code] || !this.#addresses[code]) return;
    const response = await fetch(this.#addresses[code]);
    if (!response.ok) throw new Error(`texts ${code}: ${response.status}`);
    this.#packs[code] = await response.json();
  }

  /** Who reads which language: [["own", "de"], ["client", "ar"]], one pair where both read the same. */
  get sides() {
    const own = ["own", this.own];
    return this.own === this.client ? [own] : [own, ["client", this.client]];
  }

  /** The language in which single words (labels for screen readers, the page itself) are said. */
  get leading() {
    return this.show === "client" ? this.client : this.own;
  }

  direction(code) {
    return this.all.find((language) => language.code === code)?.direction ?? "ltr";
  }

  name(code) {
    return this.all.find((language) => language.code === code)?.name ?? code;
  }

  /** Whether the form has this text at all. */
  has(key) {
    return Boolean(this.#packs[this.#source][key]);
  }

  /** A text of the form. `insert` puts present values in place of ${key}: (text, say) -> text. */
  form(key, insert = (text) => text) {
    return (code) => {
      const translated = this.#packs[code]?.[key];
      const text = translated || this.#packs[this.#source][key] || "";
      const language = translated ? code : this.#source;
      return { text: insert(text, (other) => this.form(other)(language).text), language, missing: !translated };
    };
  }

  /** One of the screen's own sentences; `values` fill its braces. */
  says(id, values = {}) {
    return (code) => {
      const translated = this.#wording[code]?.[id];
      const text = translated ?? this.#wording[this.own]?.[id] ?? id;
      const filled = text.replace(/\{(\w+)\}/g, (brace, name) => values[name] ?? brace);
      return { text: filled, language: translated ? code : this.own, missing: !translated };
    };
  }

  /** The name of a topic. */
  topic(slug) {
    return (code) => {
      const names = this.#topics[slug] ?? {};
      return { text: names[code] ?? names[this.own] ?? slug, language: names[code] ? code : this.own, missing: !names[code] };
    };
  }

  /** The same words in every language, from elsewhere: {code: text}. */
  given(texts) {
    return (code) => {
      const text = texts[code] ?? texts[this.own] ?? Object.values(texts)[0] ?? "";
      return { text, language: texts[code] ? code : this.own, missing: !texts[code] };
    };
  }

  /** A sentence as plain text in the leading language. */
  plain(sentence) {
    return sentence(this.leading).text;
  }

  /** A sentence in all languages shown, as plain text, for an <option> or a label that holds no element. */
  joined(sentence) {
    const shown = this.sides.filter(([side]) => this.show === "both" || this.show === side || this.own === this.client);
    return [...new Set(shown.map(([, code]) => sentence(code).text))].join(" · ");
  }

  /** The pair: the sentence in both languages, each in its own direction. layout: "bi" (blocks) or "both" (one line). */
  pair(sentence, { layout = "bi", words = "", tag = "span", ...attributes } = {}) {
    const spans = this.sides.map(([side, code]) => this.#side(sentence(code), side, words));
    return el(tag, { class: layout, ...attributes }, spans);
  }

  #side({ text, language, missing }, side, words) {
    const attributes = {
      [`data-${side}`]: true,
      lang: language,
      dir: this.direction(language),
      class: words || null,
      "data-untranslated": missing && side === "client",
      title: missing && side === "client" ? this.says("untranslated")(this.leading).text : null,
    };
    return el("span", attributes, markup(text));
  }
}

/** Whether it is a language tag at all: the browser names no months in anything else. */
function isTag(code) {
  try {
    return Intl.getCanonicalLocales(code).length > 0;
  } catch {
    return false;
  }
}
