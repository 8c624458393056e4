/** Breaking off: why, and what becomes of what was said. */

import { button, el } from "./element.js";

/** Open the dialog. acts: {keep(reason), discard()}; discarding asks twice, and whoever holds the device may do it. */
export function askBreakOff(interview, acts) {
  const { languages, boot } = interview;
  const says = (id, layout = "bi", attributes = {}) => languages.pair(languages.says(id, attributes.values), { layout, ...attributes });
  const error = el("p", { class: "error", role: "alert", hidden: true }, says("choose_reason"));
  const reasons = Object.keys(boot.break_off_reasons[languages.own]).map((reason) => option(interview, reason));
  const chosen = () => dialog.querySelector("input:checked")?.value;

  function keep() {
    error.hidden = Boolean(chosen());
    if (!chosen()) return dialog.querySelector("input").focus();
    dialog.close();
    return acts.keep(chosen());
  }

  function discard(event) {
    event.currentTarget.hidden = true;
    sure.hidden = false;
    sure.querySelector("button").focus();
  }

  const does = (id, kind, act) => button(kind, act, says(id, "kern-label both"));
  const sure = el("div", { class: "notice notice--error stack", hidden: true, role: "alert" },
    says("discard_loses", "bi", { tag: "p", values: { count: answered(interview) } }), does("discard_sure", "danger", acts.discard));
  const unfit = unfitEntries(interview);
  const dialog = el("dialog", { class: "kern-dialog", "aria-labelledby": "break-off-title" },
    el("div", { class: "stack" },
      el("h2", { id: "break-off-title" }, says("why_break_off")),
      error, el("div", { class: "options", role: "radiogroup", "aria-labelledby": "break-off-title" }, reasons),
      says("partial_kept", "bi", { tag: "p", words: "soft" }),
      unfit.length > 0 && el("div", { class: "notice notice--warning" }, el("div", {}, says("unfit", "bi", { tag: "p" }),
        el("ul", {}, unfit.map(({ item, row }) => el("li", {}, languages.pair(interview.fullLabel(item, row))))))),
      el("div", { class: "actions" },
        does("go_on", "secondary", () => dialog.close()),
        does("discard_all", "danger", discard),
        does("keep_partial", "primary", keep)),
      sure));
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("#screen").append(dialog);
  dialog.showModal();
}

/** Questions whose entry breaks a rule, so that it cannot be stored as it stands: [{item, row}]. */
export function unfitEntries(interview) {
  return interview.openSections.flatMap((section) => {
    const problems = interview.problems(section).filter((problem) => problem.code !== "required");
    const has = ({ item, row }) => problems.some((problem) => problem.key === item.key && problem.row.join() === row.join());
    return [...interview.questions(section)].filter(has);
  });
}

function option({ languages, boot }, reason) {
  const words = Object.fromEntries(Object.entries(boot.break_off_reasons).map(([code, labels]) => [code, labels[reason]]));
  const box = el("input", { type: "radio", class: "kern-form-check__radio", name: "break-off", value: reason, autocomplete: "off" });
  return el("label", { class: "option" }, box, languages.pair(languages.given(words)));
}

function answered(interview) {
  const questions = interview.openSections.flatMap((section) => [...interview.questions(section)]);
  return questions.filter(({ item, row }) => interview.value(item, row) !== undefined).length;
}
