/** The end of an interview: one receipt, one body, sent until it is stored; then the needs found. */

import { button, el } from "./element.js";
import { loginBox } from "./login.js";
import { straySentence } from "./problems.js";
import { newReceipt } from "./receipt.js";
import { post, send } from "./sending.js";

const WITH_RETRY = new Set(["busy", "offline", "not_stored", "login_needed"]);

export class Finish {
  /** acts: {say(...nodes), refused(problems), draft}. */
  constructor(interview, acts) {
    this.interview = interview;
    this.languages = interview.languages;
    this.acts = acts;
    this.receipt = newReceipt();
  }

  #body;
  #timer;

  /** Send the interview as it stands. outcome: "complete" or "partial" with its reason. */
  async run({ outcome, reason = "" }) {
    const { interview, receipt } = this;
    this.#body = JSON.stringify(submission(interview, { outcome, reason, receipt }));
    await this.#send();
  }

  async #send() {
    clearTimeout(this.#timer);
    const { boot } = this.interview;
    this.#say("sending", "notice");
    await this.acts.draft.flush();
    const result = await send(boot.urls.submit, boot.csrf, this.#body);
    if (result.status === "stored") {
      this.acts.draft.end();
      post(boot.urls.needs, boot.csrf, { receipt: this.receipt });
    } else if (result.status === "refused") {
      const strays = result.problems.filter(({ key }) => !this.interview.sectionOf(key));
      this.acts.refused(result.problems);
      this.#say("refused", "error-box", strays.map((problem) => straySentence(this.interview, problem)));
    } else {
      this.#trouble(result);
    }
  }

  #trouble({ status, wait, detail }) {
    if (status === "login_needed") {
      this.acts.say(loginBox(this.interview, () => this.#send()));
      return;
    }
    if (status === "busy") this.#timer = setTimeout(() => this.#send(), wait * 1000);
    const words = this.languages.pair(this.languages.says("try_again"), { layout: "kern-label both" });
    const again = WITH_RETRY.has(status) && button("secondary", () => this.#send(), words);
    this.#say(status, "error-box", detail && status === "not_stored" && el("p", { class: "soft" }, detail), again);
  }

  #say(id, frame, ...more) {
    const sentence = this.languages.pair(this.languages.says(id), { tag: "p" });
    this.acts.say(el("div", { class: `${frame} stack`, role: "alert", tabindex: "-1" }, sentence, more));
  }
}

/** What is sent: docs/decisions/0002. */
function submission(interview, { outcome, reason, receipt }) {
  const { boot, form, languages } = interview;
  return {
    form_id: boot.form.id,
    version: boot.form.version,
    hash: boot.form.hash,
    language: languages.client,
    interpreter: boot.interpreter,
    contact: boot.contact,
    site: boot.site,
    on: boot.on,
    outcome,
    break_off_reason: reason,
    consent: boot.consent,
    receipt,
    answers: form.answers(),
  };
}
