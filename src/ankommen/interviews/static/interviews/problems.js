/** What is wrong, in words: at the question and in the summary on top of the section. */

import { el } from "./element.js";

const TYPES = { integer: "integer", decimal: "decimal", date: "date", datetime: "date", time: "time", geopoint: "geopoint" };

/** The sentence of a problem: the server's, else the form's own in that language, else ours. */
export function problemSentence(interview, item, problem) {
  const { languages } = interview;
  if (problem.message) return languages.given(problem.message);
  if (item && problem.text && languages.has(problem.text)) return interview.text(problem.text, item, problem.row);
  const type = problem.code === "type" && TYPES[item?.kind];
  return languages.says(`error_${type || problem.code}`);
}

/**
 * The box on top, in both languages: a link to each question that needs a look, the sentences of problems that belong to no
 * question, and a way to answer later.
 */
export function summary(interview, questions, strays, onLater) {
  const { languages } = interview;
  const title = languages.pair(languages.says("please_check"), { tag: "p" });
  const links = questions.map((question) => problemLink(interview, question));
  const items = [...links, ...strays.map((problem) => straySentence(interview, problem))].map((words) => el("li", {}, words));
  const later = el("button", { type: "button", class: "link", onclick: onLater }, languages.pair(languages.says("later"), { layout: "both" }));
  return el("div", { class: "error-box stack stack--tight", role: "alert", tabindex: "-1" }, title, el("ul", {}, items), later);
}

/** The sentence of a problem without a question on the screen: a number of rows, a field of the submission. */
export function straySentence(interview, problem) {
  return interview.languages.pair(problemSentence(interview, null, problem));
}

function problemLink(interview, question) {
  const go = (event) => {
    event.preventDefault();
    question.focus();
  };
  const words = interview.languages.pair(interview.fullLabel(question.item, question.row));
  return el("a", { href: `#${question.id}`, onclick: go }, words);
}
