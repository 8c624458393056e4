/** Which item is worked out from which others, and in which order: the twin of engines/formlogic/dependencies.py. */

const WITHOUT_READS = new Set(["number", "string", "boolean", "choices", "cell", "row-number", "position", "last"]);
const RULES = ["relevant", "calculation", "count"];

/** What an Expr reads: [{key, kept, isPicked}]. kept: rows shared with the reader. */
export function reads(expr, tree, isPicked = false) {
  const [operator, ...operands] = expr;
  if (WITHOUT_READS.has(operator)) return [];
  if (["value", "nodes", "rows", "indexed"].includes(operator)) return itemReads(expr, tree, isPicked);
  if (operator === "inside") {
    const [base, key] = operands;
    return [...reads(base, tree, true), ...itemReads(["nodes", key, 0], tree, true)];
  }
  if (operator === "filter") {
    const picks = isPicked || !isList(operands[0]);
    return operands.flatMap((operand) => reads(operand, tree, picks));
  }
  const inner = operator === "regex" ? operands.slice(0, 1) : operands.filter(Array.isArray);
  return inner.flatMap((operand) => reads(operand, tree, isPicked && operator !== "current"));
}

function isList(nodes) {
  return nodes[0] === "choices" || (nodes[0] === "filter" && isList(nodes[1]));
}

function itemReads([operator, key, ...operands], tree, isInPicked) {
  const place = tree.get(key);
  const isPicked = (isInPicked || operator === "indexed") && place.repeats.length > 0;
  const asked = operator === "value" ? place.repeats.length : operands[0];
  const kept = isPicked ? 0 : asked;
  const found = operands.slice(1).flatMap((index) => reads(index, tree, isInPicked));
  for (const repeat of place.rows.slice(kept)) found.push({ key: repeat, kept, isPicked });
  if (place.kind !== "repeat") found.push({ key, kept, isPicked });
  return found;
}

/** What must be known before `place` can be worked out. */
export function edges(place, tree) {
  const found = place.parent.key ? [{ key: place.parent.key, kept: place.parent.repeats.length, isPicked: false }] : [];
  for (const rule of RULES) {
    if (!place.item[rule]) continue;
    for (const edge of reads(place.item[rule], tree)) found.push({ ...edge, isPicked: edge.isPicked && place.isLeaf });
  }
  return found;
}

/** Blocks of keys in an order that never reads ahead. edgesOf: Map of key to what it reads. */
export function evaluationOrder(edgesOf) {
  const graph = new Map();
  const strict = new Map();
  for (const [key, found] of edgesOf) {
    graph.set(key, found.map((edge) => edge.key));
    strict.set(key, found.filter((edge) => !edge.isPicked).map((edge) => edge.key));
  }
  return components(graph).map((block) => {
    if (block.length === 1) return block;
    const inner = new Map(block.map((key) => [key, strict.get(key).filter((read) => block.includes(read))]));
    return components(inner).flat();
  });
}

/** The strongly connected components, what is read before what reads (Tarjan 1972), without recursion. */
function components(graph) {
  const placeOf = new Map([...graph.keys()].map((key, place) => [key, place]));
  const [number, lowest, waiting, isWaiting, found] = [new Map(), new Map(), [], new Set(), []];

  const enter = (key) => {
    lowest.set(key, number.size);
    number.set(key, number.size);
    waiting.push(key);
    isWaiting.add(key);
    return { key, next: 0 };
  };
  const nextUnseen = (turn) => {
    const following = graph.get(turn.key);
    for (; turn.next < following.length; turn.next += 1) {
      const other = following[turn.next];
      if (!number.has(other)) return other;
      if (isWaiting.has(other)) lowest.set(turn.key, Math.min(lowest.get(turn.key), number.get(other)));
    }
    return null;
  };
  const leave = (key) => {
    if (lowest.get(key) !== number.get(key)) return;
    const component = waiting.splice(waiting.lastIndexOf(key));
    component.forEach((member) => isWaiting.delete(member));
    found.push(component.sort((one, other) => placeOf.get(one) - placeOf.get(other)));
  };
  for (const root of graph.keys()) {
    const path = number.has(root) ? [] : [enter(root)];
    while (path.length) {
      const turn = path[path.length - 1];
      const unseen = nextUnseen(turn);
      if (unseen !== null) {
        path.push(enter(unseen));
        continue;
      }
      path.pop();
      leave(turn.key);
      const above = path[path.length - 1];
      if (above) lowest.set(above.key, Math.min(lowest.get(above.key), lowest.get(turn.key)));
    }
  }
  return found;
}
