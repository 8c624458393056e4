/** Matches a text against the tree of a pattern, all ways at once: the twin of engines/formlogic/matching.py. */

export class Matcher {
  /** tree: what the compiled document holds for regex(). */
  constructor(tree) {
    this.#add(tree);
    this.#machine.push(["match"]);
  }

  #machine = [];

  #add(tree) {
    const [operator, ...operands] = tree;
    if (operator === "seq") operands.forEach((part) => this.#add(part));
    else if (operator === "or") this.#addAlternatives(operands);
    else if (operator === "repeat") this.#addRepeated(...operands);
    else this.#machine.push(tree);
  }

  /** A jump whose targets are filled in later. */
  #jump(...targets) {
    const jump = ["jump", targets];
    this.#machine.push(jump);
    return jump[1];
  }

  #addAlternatives(parts) {
    const fork = this.#jump();
    const leaves = parts.map((part) => {
      fork.push(this.#machine.length);
      this.#add(part);
      return this.#jump();
    });
    leaves.forEach((leave) => leave.push(this.#machine.length));
  }

  #addRepeated(part, least, most) {
    for (let copy = 0; copy < least; copy += 1) this.#add(part);
    if (most === null) {
      const start = this.#machine.length;
      const fork = this.#jump(start + 1);
      this.#add(part);
      this.#jump(start);
      fork.push(this.#machine.length);
      return;
    }
    const skips = [];
    for (let copy = least; copy < most; copy += 1) {
      skips.push(this.#jump(this.#machine.length + 1));
      this.#add(part);
    }
    skips.forEach((skip) => skip.push(this.#machine.length));
  }

  /** Whether the whole text fits the pattern. */
  fits(text) {
    const signs = Array.from(text);
    let states = this.#reachable([0], true, !signs.length);
    for (let place = 0; place < signs.length; place += 1) {
      const code = signs[place].codePointAt(0);
      const following = states.filter((state) => holds(this.#machine[state], code)).map((state) => state + 1);
      if (!following.length) return false;
      states = this.#reachable(following, false, place === signs.length - 1);
    }
    return states.some((state) => this.#machine[state][0] === "match");
  }

  /** The states that read a character or accept, from `states` on without reading one. */
  #reachable(states, atStart, atEnd) {
    const [waiting, seen, reached] = [[...states], new Set(states), []];
    while (waiting.length) {
      const state = waiting.pop();
      const [operator, operand] = this.#machine[state];
      let targets = [];
      if (operator === "set" || operator === "match") reached.push(state);
      else if (operator === "jump") targets = operand;
      else if (operator === "start" ? atStart : atEnd) targets = [state + 1];
      for (const target of targets) {
        if (!seen.has(target)) waiting.push(target);
        seen.add(target);
      }
    }
    return reached;
  }
}

function holds([operator, ranges], code) {
  return operator === "set" && ranges.some(([first, last]) => first <= code && code <= last);
}
