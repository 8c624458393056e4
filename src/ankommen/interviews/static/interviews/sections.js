/** A form cut into sections, one a screen. */

const UNSEEN = new Set(["calculate", "hidden", "meta"]);
const PAGE = 5;
const LONG = 40;

/** Whether an item is something to see at all. */
export function isSeen(item) {
  return !UNSEEN.has(item.kind);
}

/** Whether somebody answers this item on the screen. */
export function isQuestion(item) {
  return isSeen(item) && !item.items && item.kind !== "note" && !item.read_only && !item.calculation;
}

/**
 * The sections of a document: [{id, group, items, topic}]. A top-level group is one; loose questions between groups make one; a
 * group that is too long for a screen and holds groups is opened up; what has no groups is cut into pages.
 */
export function sectionsOf(document) {
  return cut(document.items, null);
}

function cut(items, parent) {
  const sections = [];
  let loose = [];
  const close = () => {
    sections.push(...pages(loose, parent));
    loose = [];
  };
  for (const item of items.filter(isSeen)) {
    if (item.kind !== "group" && !(item.kind === "repeat" && size(item) > PAGE)) {
      loose.push(item);
      continue;
    }
    close();
    sections.push(...opened(item, parent));
  }
  close();
  return sections;
}

function opened(item, parent) {
  const holdsGroups = item.kind === "group" && item.items.some((inner) => inner.items);
  if (size(item) > LONG && holdsGroups) return cut(item.items, item);
  if (size(item) > LONG && item.kind === "group") return pages(item.items.filter(isSeen), item);
  return [section(item.key, item, [item], item.topic ?? parent?.topic)];
}

/** Loose questions: one section while they fit a screen, else pages. A note opens the page of what follows it. */
function pages(items, parent) {
  const perPage = items.length > 2 * PAGE ? PAGE : 2 * PAGE;
  const sections = [];
  let page = [];
  for (const item of items) {
    if (page.filter((other) => other.kind !== "note").length >= perPage) {
      sections.push(pageOf(page, parent));
      page = [];
    }
    page.push(item);
  }
  if (page.length) sections.push(pageOf(page, parent));
  return sections;
}

function pageOf(items, parent) {
  return section(`~${items[0].key}`, parent, items, items.find((item) => item.topic)?.topic ?? parent?.topic);
}

function section(id, group, items, topic) {
  return { id, group, items, topic: topic ?? firstTopic(items) };
}

function firstTopic(items) {
  for (const item of items) {
    const topic = item.topic ?? (item.items && firstTopic(item.items));
    if (topic) return topic;
  }
  return null;
}

function size(item) {
  return (item.items ?? []).filter(isSeen).reduce((sum, inner) => sum + (inner.items ? size(inner) : 1), 0);
}
