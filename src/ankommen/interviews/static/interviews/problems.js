/** What is wrong, in words: at the question and in the summary on top of the section. */

import { el } from "./element.js";

const BY_KIND = new Set(["integer", "decimal", "date", "time", "geopoint", "rank"]);

/** The sentence of a problem: the server's, else the form's own in that language, else ours. */
export function problemSentence(interview, item, problem) {
  const { languages } = interview;
  if (problem.message) return languages.given(problem.message);
  if (problem.text && languages.has(problem.text)) return interview.text(problem.text, problem.row ?? []);
  const isKind = problem.code === "type" && BY_KIND.has(item?.kind);
  return languages.says(isKind ? `error_${item.kind}` : `error_${problem.code}`);
}

/** The box on top: a link to each question that needs a look, in both languages, and a way to answer later. */
export function summary(interview, questions, onLater) {
  const { languages } = interview;
  const title = languages.pair(languages.says("please_check"), { tag: "p" });
  const items = questions.map((question) => el("li", {}, problemLink(interview, question)));
  const later = el("button", { type: "button", class: "link", onclick: onLater }, languages.pair(languages.says("later"), { layout: "both" }));
  return el("div", { class: "error-box stack stack--tight", role: "alert", tabindex: "-1" }, title, el("ul", {}, items), later);
}

function problemLink(interview, question) {
  const go = (event) => {
    event.preventDefault();
    question.focus();
  };
  const words = interview.languages.pair(interview.label(question.item, question.row), { layout: "bi" });
  return el("a", { href: `#${question.id}`, onclick: go }, words);
}
