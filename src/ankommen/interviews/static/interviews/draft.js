/** The draft: saved a moment after each change, tried again until it stands on the server, kept nowhere else. */

import { csrfToken } from "./sending.js";

const PAUSE = 600; // milliseconds between the last change and the saving
const LONGEST_PAUSE = 5000; // and no longer after the first one, however fast somebody answers
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;

export class Draft {
  /**
   * url: where it is saved; content: gives the present content; tell: hears "saving", "saved", "not_saved", "login_needed", "draft_gone"
   * or "too_big_to_save".
   */
  constructor({ url, csrf, content, tell }) {
    this.url = url;
    this.csrf = csrf;
    this.content = content;
    this.tell = tell;
    this.isSaved = true;
    document.addEventListener("visibilitychange", () => this.#onVisibility());
    window.addEventListener("pagehide", () => this.flush());
    window.addEventListener("focus", () => this.flush());
    window.addEventListener("online", () => this.flush());
    window.addEventListener("beforeunload", (event) => this.isSaved || this.isOver || event.preventDefault());
  }

  #changedAt = 0;
  #timer;
  #wait = FIRST_WAIT;
  #underWay = null;

  /** Something is different: save it in a moment. */
  touch() {
    if (this.isSaved) this.#changedAt = Date.now();
    this.isSaved = false;
    if (this.isOver) return;
    this.#later(Math.min(PAUSE, Math.max(0, this.#changedAt + LONGEST_PAUSE - Date.now())));
  }

  /** Save now what is not saved yet. Resolves when the server has answered. */
  async flush() {
    if (this.isSaved || this.isOver) return;
    clearTimeout(this.#timer);
    await this.#underWay;
    this.#underWay = this.#save();
    await this.#underWay;
  }

  /** The interview is stored or discarded: there is nothing to save any more. */
  end() {
    this.isOver = true;
    clearTimeout(this.#timer);
  }

  #onVisibility() {
    // On a tablet the page may never come back once it is hidden.
    if (document.visibilityState === "hidden" || !this.isSaved) this.flush();
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  async #save() {
    if (this.isSaved || this.isOver) return;
    this.tell("saving");
    this.isSaved = true; // whatever changes from here on is not in this request, and `touch` says so
    const state = await this.#put(JSON.stringify(this.content()));
    if (state === "saved") {
      this.#wait = FIRST_WAIT;
      if (this.isSaved) this.tell("saved");
      return;
    }
    this.isSaved = false;
    this.tell(state);
    if (state === "not_saved") this.#tryAgain();
  }

  async #put(body) {
    try {
      const response = await fetch(this.url, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(this.csrf) },
        body,
        keepalive: body.length < 20000, // browsers allow 64 kB for all such requests of a page together
      });
      return stateOf(response);
    } catch {
      return "not_saved";
    }
  }

  #tryAgain() {
    this.#later(this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}

function stateOf(response) {
  if (response.ok && !response.redirected) return "saved";
  return { 401: "login_needed", 404: "draft_gone", 413: "too_big_to_save" }[response.status] ?? "not_saved";
}
