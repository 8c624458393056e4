/** The little markup that XLSForm labels carry: line breaks, **strong**, *emphasis*. Tags are dropped, their text stays. */

import { el } from "./element.js";

const TAG = /<\/?[a-z][^<>]*>/gi;
const SPAN = /\*\*(.+?)\*\*|__(.+?)__|\*(\S(?:.*?\S)?)\*/g;

/** The nodes of a label. */
export function markup(text) {
  const lines = plain(text).split("\n");
  return lines.flatMap((line, index) => [...(index ? [el("br")] : []), ...spans(line.replace(/^#{1,6}\s+/, ""))]);
}

/** A label without tags, for places that hold text only. */
export function plain(text) {
  return text.replace(/<br\s*\/?>/gi, "\n").replace(TAG, "").trim();
}

function spans(line) {
  const nodes = [];
  let end = 0;
  for (const match of line.matchAll(SPAN)) {
    nodes.push(line.slice(end, match.index));
    nodes.push(match[3] ? el("em", {}, match[3]) : el("strong", {}, match[1] ?? match[2]));
    end = match.index + match[0].length;
  }
  return [...nodes, line.slice(end)].filter((node) => node !== "");
}
