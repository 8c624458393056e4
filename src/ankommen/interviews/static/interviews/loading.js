/** Starting a screen: the boot object, the compiled document, the texts. If that fails, a sentence says so and offers to try again. */

import { button, el, useSprite } from "./element.js";
import { Form } from "./formlogic.js";
import { Languages } from "./languages.js";

/** Load all and call `draw(boot, {document, form, languages})`. */
export async function load(draw) {
  const boot = JSON.parse(document.querySelector("#boot").textContent);
  useSprite(boot.icons);
  try {
    const loaded = await fetched(boot);
    await draw(boot, loaded);
  } catch (error) {
    sayFailure(boot);
    throw error;
  }
}

async function fetched(boot) {
  const response = await fetch(boot.form.document);
  if (!response.ok) throw new Error(`document: ${response.status}`);
  const compiled = await response.json();
  const languages = new Languages(boot, compiled);
  await Promise.all(languages.sides.map(([, code]) => languages.load(code)));
  return { document: compiled, form: new Form(compiled), languages };
}

function sayFailure(boot) {
  const { own, client } = boot.languages;
  const says = (id) => [own, client].map((code) => el("p", { lang: code, dir: "auto" }, boot.wording[code]?.[id] ?? boot.wording[own][id]));
  const again = button("primary", () => location.reload(), boot.wording[own].load_again);
  const box = el("div", { class: "error-box stack", role: "alert" }, says("cannot_load"), again);
  document.querySelector("#screen").replaceChildren(el("main", { id: "main", class: "wrap wrap--read section" }, box));
}
