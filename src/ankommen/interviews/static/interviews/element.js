/** A small builder of elements. It sets text as text and never as markup, so an answer cannot become a tag. */

let sprite = "";

/** Tell the address of the sprite from which `icon` takes its signs. */
export function useSprite(url) {
  sprite = url;
}

/** Make an element. Attributes: `on…` functions listen, true and "" are bare, null, undefined and false are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...present(children));
  return node;
}

/** Put children in place of what an element holds. */
export function fill(node, ...children) {
  node.replaceChildren(...present(children));
  return node;
}

/** A sign from the sprite; decoration only, hidden from screen readers. */
export function icon(name, className = "icon") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** A button of 56 px that does `act`. kind: "primary", "secondary" or "danger". */
export function button(kind, act, children, attributes = {}) {
  return el("button", { type: "button", class: `kern-btn kern-btn--${kind} btn--big`, onclick: act, ...attributes }, children);
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
