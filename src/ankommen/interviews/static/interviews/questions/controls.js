/** Which control belongs to which kind of question. */

import { looksLike } from "./appearance.js";
import { acknowledgement, chooseFromMenu, chooseMany, chooseOne } from "./choice.js";
import { dateFields, dateTimeFields, timeFields } from "./date.js";
import { positionFields } from "./geopoint.js";
import { rangeScale } from "./range.js";
import { ranking } from "./rank.js";
import { decimalField, integerField, textField } from "./typed.js";

const CONTROLS = {
  text: textField,
  integer: integerField,
  decimal: decimalField,
  range: rangeScale,
  date: dateFields,
  time: timeFields,
  datetime: dateTimeFields,
  select_multiple: chooseMany,
  rank: ranking,
  acknowledge: acknowledgement,
  geopoint: positionFields,
};

/**
 * The control of a question: {node, isGroup, hasNoAnswer, field, show(value), update()}. `isGroup` asks for a fieldset, `hasNoAnswer`
 * says that "no answer" is one of its options, `field` is the one input that carries the label, if there is one.
 */
export function controlFor(question) {
  const { kind } = question.item;
  if (kind === "select_one") return looksLike(question.item, "minimal") ? chooseFromMenu(question) : chooseOne(question);
  return CONTROLS[kind](question);
}
