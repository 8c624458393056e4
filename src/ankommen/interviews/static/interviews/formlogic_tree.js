/** The items of a document as a tree with its choice lists: the twin of engines/formlogic/tree.py and choices.py. */

export const SELECTS = new Set(["select_one", "select_multiple", "rank"]);
const CONTAINERS = new Set(["root", "group", "repeat", "note"]);

/** Where an item stands. repeats: keys of the repeats around it, outermost first, itself not counted. */
class Place {
  constructor(item, parent) {
    this.item = item;
    this.key = item.key;
    this.kind = item.kind;
    this.parent = parent;
    this.repeats = parent ? parent.rows : [];
    this.rows = this.kind === "repeat" ? [...this.repeats, this.key] : this.repeats;
    this.isLeaf = !CONTAINERS.has(this.kind);
    this.children = [];
  }
}

/** The choices of one list: {list, name, place counted from one, cells}. */
class ChoiceList {
  constructor(list, rows) {
    this.all = rows.map((cells, index) => ({ list, name: String(cells.name), place: index + 1, cells: new Map(Object.entries(cells)), row: cells }));
    this.#byName = new Map();
    for (const choice of this.all) {
      if (!this.#byName.has(choice.name)) this.#byName.set(choice.name, []);
      this.#byName.get(choice.name).push(choice);
    }
  }

  #byName;

  /** All choices with this name: a cascade may list one name under several parents. */
  alike(name) {
    return this.#byName.get(name) ?? [];
  }
}

export class Tree {
  constructor(document) {
    this.root = new Place({ key: "", kind: "root" }, null);
    this.places = new Map();
    this.choices = new Map(Object.entries(document.choices ?? {}).map(([name, rows]) => [name, new ChoiceList(name, rows)]));
    this.#add(document.items, this.root);
  }

  #add(items, parent) {
    for (const item of items) {
      const place = new Place(item, parent);
      this.places.set(place.key, place);
      parent.children.push(place);
      this.#add(item.items ?? [], place);
    }
  }

  get(key) {
    return this.places.get(key);
  }
}

/** How many repeats, from the outside, two places stand in together. */
export function shared(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}
