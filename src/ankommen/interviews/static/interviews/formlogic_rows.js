/** The answers of one interview as they are worked on: rows of a repeat, the form itself being the outermost row. */

const { hasOwnProperty } = Object.prototype;

/** A property of a JSON object; undefined where it has none of its own. */
export function own(object, key) {
  return hasOwnProperty.call(object, key) ? object[key] : undefined;
}

/** Set a property, also one with a name that JavaScript keeps for itself. */
export function put(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * One row. given: the answers as they came in, unchecked. values: what expressions read. relevant: keys of the items that
 * apply. results: answers worked out. rows: the rows of the repeats in it.
 */
export class Row {
  /** source: what stands in the list of rows: an object, or whatever came in its place. */
  constructor(index, source) {
    this.index = index;
    this.source = source;
    this.given = typeof source === "object" && source !== null && !Array.isArray(source) ? source : {};
    this.values = new Map();
    this.results = new Map();
    this.relevant = new Set();
    this.rows = new Map();
  }

  /** Forget what was worked out for an item. */
  clear(key) {
    this.values.delete(key);
    this.results.delete(key);
    this.relevant.delete(key);
  }
}
