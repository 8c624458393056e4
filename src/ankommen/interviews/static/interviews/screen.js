/** The interview screen: starts it, and moves from section to section. */

import { askBreakOff, unfitEntries } from "./breakoff.js";
import { Draft } from "./draft.js";
import { el } from "./element.js";
import { Finish } from "./finish.js";
import { isObject } from "./formlogic_checks.js";
import { Interview } from "./interview.js";
import { load } from "./loading.js";
import { loginBox } from "./login.js";
import { Rail } from "./rail.js";
import { Review } from "./review.js";
import { post } from "./sending.js";
import { SectionView } from "./sectionview.js";
import { Toolbar } from "./toolbar.js";
import { passedOn, passOn } from "./windows.js";

const SCALES = ["scale-0", "scale-1", "scale-2", "scale-3"];

class Screen {
  constructor(interview, mount) {
    this.interview = interview;
    this.languages = interview.languages;
    this.boot = interview.boot;
    this.notices = el("div", { class: "wrap wrap--read" });
    this.bar = el("header", { class: "ibar no-print" });
    this.main = el("main", { id: "main", class: "wrap wrap--read" });
    mount.replaceChildren(this.bar, this.notices, this.main);
    mount.addEventListener("keydown", (event) => this.#onKey(event));
    this.draft = new Draft({
      url: this.boot.urls.draft, csrf: this.boot.csrf, content: () => interview.draft, tell: (state) => this.#tellSaved(state),
    });
    this.finish = new Finish(interview, { draft: this.draft, say: (...nodes) => this.#say(nodes), refused: (problems) => this.#refused(problems) });
    this.#draw();
    interview.addEventListener("change", () => this.#onChange());
  }

  #savedState = "saved";
  #drawing = 0;

  /** Draw everything anew: at the start, and when languages or view change. */
  #draw() {
    const { interview, languages } = this;
    this.#dress();
    this.toolbar = new Toolbar(interview, {
      look: (view) => this.#look(view), switchLanguage: (code) => this.#switchLanguage(code),
      handOver: () => this.#handOver(), breakOff: () => this.#breakOff(),
    });
    this.rail = new Rail(interview, (id) => this.go(id));
    this.bar.replaceChildren(el("div", { class: "wrap wrap--read stack stack--tight" }, this.toolbar.node, this.rail.node));
    this.toolbar.showSaved(this.#savedState);
    this.#drawSection();
    document.title = languages.plain(languages.says("interview"));
  }

  #dress() {
    const { view } = this.interview;
    this.languages.show = this.boot.handed_over ? "client" : view.show;
    const page = document.documentElement;
    page.dataset.show = this.languages.show;
    page.dataset.first = view.first;
    page.lang = this.languages.leading;
    page.dir = this.languages.direction(this.languages.leading);
    page.classList.remove(...SCALES);
    page.classList.add(SCALES[view.scale]);
  }

  #drawSection() {
    const { interview } = this;
    const section = interview.present;
    if (section) this.view = new SectionView(interview, section, this.#moves(section));
    else this.view = new Review(interview, { back: () => this.#step(-1), next: () => this.finish.run({ outcome: "complete" }), visit: (...place) => this.#visit(...place) });
    this.main.replaceChildren(this.view.form);
  }

  #moves(section) {
    const isFirst = this.interview.openSections[0] === section;
    return { back: isFirst ? null : () => this.#step(-1), next: () => this.#next(section), later: () => this.#step(1) };
  }

  /** Next: first say what is wrong here. */
  #next(section) {
    this.interview.visited.add(section.id);
    if (this.view.showProblems(this.interview.problems(section))) this.#onChange();
    else this.#step(1);
  }

  #step(by) {
    const ids = [...this.interview.openSections.map(({ id }) => id), "review"];
    const here = ids.indexOf(this.interview.present?.id ?? "review");
    this.go(ids[Math.min(Math.max(here + by, 0), ids.length - 1)]);
  }

  /** Show another section; what is open here stays open and is marked on the rail. */
  go(id) {
    const { interview } = this;
    if (interview.present) interview.visited.add(interview.present.id);
    interview.section = id;
    interview.changed();
    this.notices.replaceChildren();
    this.#drawSection();
    this.rail.update();
    this.view.focus();
  }

  #visit(section, item, row) {
    this.go(section.id);
    this.view.focusOn(item, row);
  }

  /** Answers came: the section follows at once, the rail when the browser has time. */
  #onChange() {
    this.draft.touch();
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => {
      this.view.update();
      this.rail.update();
    });
  }

  #onKey(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    if (![forward, back].includes(event.key)) return;
    event.preventDefault();
    if (event.key === back) this.#step(-1);
    else if (this.view.section) this.#next(this.view.section);
  }

  #look(view) {
    const label = document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;
    this.interview.view = view;
    this.interview.changed();
    this.#draw();
    const same = [...this.bar.querySelectorAll("button")].find((button) => (button.getAttribute("aria-label") ?? button.textContent) === label);
    same?.focus();
  }

  /** Another language for the client: no answer is touched, only words are drawn anew. */
  async #switchLanguage(code) {
    try {
      await this.languages.load(code);
    } catch {
      this.#say([this.#notice("language_failed")]);
      return;
    }
    this.languages.client = code;
    this.interview.changed();
    this.#draw();
    this.bar.querySelector("summary")?.focus();
  }

  async #handOver() {
    await this.draft.flush();
    if (!this.draft.isSaved) return;
    this.draft.end();
    post(this.boot.urls.hand_over, this.boot.csrf);
  }

  #breakOff() {
    askBreakOff(this.interview, {
      keep: (reason) => this.#keepPartial(reason),
      discard: () => {
        this.draft.end();
        post(this.boot.urls.discard, this.boot.csrf);
      },
    });
  }

  #keepPartial(reason) {
    for (const { item, row } of unfitEntries(this.interview)) this.interview.answer(item, row, undefined);
    this.finish.run({ outcome: "partial", reason });
  }

  #tellSaved(state) {
    this.#savedState = state === "login_needed" ? "not_saved" : state;
    this.toolbar.showSaved(this.#savedState);
    const box = this.notices.querySelector("[data-login]");
    if (state === "saved") box?.remove();
    if (state === "login_needed" && !box) this.#say([loginBox(this.interview, () => this.draft.flush())]);
  }

  /** The server knows better: lead to the first question it names. */
  #refused(problems) {
    const { interview } = this;
    const section = interview.openSections.find((open) => problems.some(({ key }) => interview.sectionOf(key) === open));
    if (!section) return;
    this.go(section.id);
    this.view.showProblems(problems.filter(({ key }) => interview.sectionOf(key) === section));
  }

  /** A later window has everything now. */
  stop() {
    this.draft.end();
    this.bar.remove();
    this.main.replaceChildren(this.#notice("elsewhere"));
  }

  #notice(id) {
    return el("div", { class: "notice notice--warning", role: "alert", tabindex: "-1" }, this.languages.pair(this.languages.says(id), { tag: "p" }));
  }

  #say(nodes) {
    this.notices.replaceChildren(...nodes);
    nodes[0]?.focus();
    this.notices.scrollIntoView({ block: "nearest" });
  }
}

const passed = passedOn(JSON.parse(document.querySelector("#boot").textContent).interview);

load(async (boot, { document: compiled, form, languages }) => {
  const earlier = await passed;
  const draft = earlier ?? boot.draft;
  form.load(isObject(draft?.answers) ? draft.answers : {}, boot.on);
  const interview = new Interview({ boot, document: compiled, form, languages, draft });
  const screen = new Screen(interview, document.querySelector("#screen"));
  performance.mark("interview drawn");
  if (earlier) interview.changed();
  passOn(boot.interview, () => interview.draft, () => screen.stop());
});
