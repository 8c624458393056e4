/** The box that asks for a new login. The page stays as it is, with all answers in it. */

import { button, el } from "./element.js";

export function loginBox(interview, onRetry) {
  const { languages, boot } = interview;
  const both = (id) => languages.pair(languages.says(id), { layout: "kern-label both" });
  return el("div", { class: "error-box stack", role: "alert", tabindex: "-1", "data-login": true },
    languages.pair(languages.says("login_needed"), { tag: "p" }),
    el("div", { class: "row" },
      el("a", { class: "kern-btn kern-btn--primary btn--big", href: boot.urls.login, target: "_blank", rel: "noopener" }, both("login")),
      button("secondary", onRetry, both("try_again"))));
}
