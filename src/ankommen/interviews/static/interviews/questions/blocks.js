/** What stands on the screen for an item of the form. */

import { isQuestion } from "../sections.js";
import { Group } from "./group.js";
import { Note } from "./note.js";
import { Question } from "./question.js";
import { Repeat } from "./repeat.js";

/** The block of an item; `isWhole` where it fills the section and the section's heading already says its name. */
export function blockFor(interview, item, row, isWhole = false) {
  const Kind = { group: Group, repeat: Repeat }[item.kind] ?? (isQuestion(item) ? Question : Note);
  const block = new Kind(interview, item, row);
  block.isWhole = isWhole;
  return block;
}
