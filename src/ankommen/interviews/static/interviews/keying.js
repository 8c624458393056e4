/** Rapid keying of sheets that were filled in on paper: one screen, the keyboard alone, one sheet after the other. */

import { button, el, fill } from "./element.js";
import { Interview } from "./interview.js";
import { keyingBlock } from "./keying/blocks.js";
import { Sheet } from "./keying/sheet.js";
import { loginBox } from "./login.js";
import { load } from "./loading.js";
import { send } from "./sending.js";

const FIELDS = "input:not([type=hidden]), select, button[type=submit]";

class Keying {
  constructor(boot, interview, mount) {
    Object.assign(this, { boot, interview, mount });
    this.languages = interview.languages;
    this.news = el("div", { role: "status" });
    this.sheet = new Sheet(boot, this.languages, (day) => interview.form.load(interview.form.raw, day));
    this.questions = el("div", { class: "stack stack--wide" });
    this.alerts = el("div", { class: "alerts" });
    this.form = el("form", { class: "stack stack--wide keying", novalidate: true, autocomplete: "off", onsubmit: (event) => this.#onSubmit(event), onkeydown: (event) => this.#onKey(event) },
      el("p", { class: "soft" }, this.#says("keying_help")), this.news, this.sheet.node, this.questions, this.alerts,
      el("div", { class: "actions" }, button("primary", null, this.#says("store_sheet"), { type: "submit" })));
    mount.replaceChildren(this.form);
    interview.addEventListener("change", () => this.#update());
    window.addEventListener("beforeunload", (event) => this.isDirty && event.preventDefault());
    this.#begin();
  }

  #stored = 0;

  #says(id, values) {
    return this.languages.plain(this.languages.says(id, values));
  }

  /** A fresh sheet with a number of its own. */
  #begin() {
    this.id = crypto.randomUUID();
    this.body = null;
    this.interview.form.load({}, this.sheet.day ?? this.boot.on);
    this.blocks = this.interview.document.items.map((item) => keyingBlock(this.interview, item, [])).filter(Boolean);
    fill(this.questions, this.blocks.map((block) => block.node));
    this.sheet.clear();
    this.alerts.replaceChildren();
    this.#update();
    this.isDirty = false;
    this.sheet.focus();
  }

  #update() {
    this.isDirty = true;
    for (const block of this.blocks) block.update();
  }

  /** Enter goes on, Shift+Enter back; in the last field Enter reaches the button. */
  #onKey(event) {
    if (event.key !== "Enter" || event.isComposing || event.target.type === "submit") return;
    event.preventDefault();
    const fields = [...this.form.querySelectorAll(FIELDS)].filter((field) => field.offsetParent);
    fields[fields.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
  }

  async #onSubmit(event) {
    event.preventDefault();
    const wrong = this.#lines().filter((line) => line.check({ isLast: true }));
    const frame = this.sheet.read();
    if (!frame) return;
    if (!wrong.length) await this.#store(frame, { outcome: "complete", break_off_reason: "" });
    else this.#offerPartial(wrong, frame);
  }

  #lines() {
    return this.blocks.flatMap((block) => [...block.lines()]);
  }

  /** A sheet can have gaps that nobody can ask about any more: it is stored as incomplete, if nothing else is wrong. */
  #offerPartial(wrong, frame) {
    wrong[0].field.focus();
    const onlyGaps = wrong.every((line) => line.check({ isLast: true }).code === "required");
    const store = () => this.#store(frame, { outcome: "partial", break_off_reason: "other" });
    this.#alert("sheet_gaps", { count: wrong.length }, onlyGaps && button("secondary", store, this.#says("store_partial")));
  }

  async #store(frame, ending) {
    const { boot, interview } = this;
    this.body = JSON.stringify({
      form_id: boot.form.id, version: boot.form.version, hash: boot.form.hash, contact: "paper", ...frame, ...ending, answers: interview.form.answers(),
    });
    await this.#send(frame.receipt);
  }

  async #send(receipt) {
    const result = await send(addressOf(this.boot, this.id), this.boot.csrf, this.body);
    const again = () => this.#send(receipt);
    if (result.status === "stored") this.#next(receipt);
    else if (result.status === "refused") this.#refused(result.problems);
    else if (result.status === "login_needed") fill(this.alerts, loginBox(this.interview, again));
    else this.#alert(result.status, {}, button("secondary", again, this.#says("try_again")));
  }

  #next(receipt) {
    this.#stored += 1;
    this.#begin();
    fill(this.news, el("div", { class: "notice notice--success stack stack--tight" },
      el("p", {}, this.#says("sheet_stored", { code: receipt })), el("p", { class: "soft" }, this.#says("sheets_today", { count: this.#stored }))));
    window.scrollTo(0, 0);
  }

  #refused(problems) {
    const lines = this.#lines();
    const others = [];
    for (const problem of problems) {
      const line = lines.find(({ item, row }) => problem.key === item.key && problem.row.join() === row.join());
      if (line) line.show(problem);
      else others.push(el("p", {}, this.languages.plain(this.languages.given(problem.message))));
    }
    this.#alert("refused", {}, others);
  }

  #alert(id, values, ...more) {
    fill(this.alerts, el("div", { class: "error-box stack", role: "alert" }, el("p", {}, this.#says(id, values)), more));
  }
}

/** The address of an interview: the boot object has it with an example of a number. */
function addressOf(boot, id) {
  return boot.urls.submit.replace(/[0-9a-f-]{36}/, id);
}

load((boot, { document: compiled, form, languages }) => {
  languages.show = "own";
  form.load({}, boot.on);
  const interview = new Interview({ boot, document: compiled, form, languages, draft: null });
  new Keying(boot, interview, document.querySelector("#screen"));
});
