// Templates of the page are filled with facts; words stand in the page, in its language, never here.

/**
 * A copy of a template. `data-fact` holds a text, `data-link` an address; `data-if="entry=open"` stays where the
 * fact has this value, and `data-row` where anything of these is left in it.
 */
export function filled(id, facts) {
  const part = document.getElementById(id).content.cloneNode(true);
  for (const element of part.querySelectorAll("[data-if]")) {
    const [name, value] = element.dataset.if.split("=");
    if (String(facts[name] ?? "") !== value) element.remove();
  }
  for (const element of part.querySelectorAll("[data-fact]")) fill(element, element.dataset.fact, facts);
  for (const element of part.querySelectorAll("[data-link]")) link(element, facts[element.dataset.link]);
  for (const row of [...part.querySelectorAll("[data-row]")].reverse()) {
    if (!row.querySelector("[data-fact], [data-if], [data-link]")) row.remove(); // the inner ones first
  }
  return part;
}

function fill(element, name, facts) {
  if (!facts[name]) return element.remove();
  const isGerman = facts.german?.includes(name); // where this language has no words yet
  const text = isGerman ? Object.assign(document.createElement("span"), { lang: "de", dir: "ltr" }) : element;
  text.textContent = facts[name];
  if (isGerman) element.replaceChildren(text);
}

function link(element, address) {
  if (address) element.href = address;
  else element.remove();
}

/** A day as the language of the element around it writes it. */
export function dayIn(element, day) {
  return new Intl.DateTimeFormat(element.closest("[lang]").lang, { dateStyle: "long" }).format(day);
}
