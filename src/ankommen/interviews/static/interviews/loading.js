/** Starting a screen: the boot object, the compiled document, the texts. */

import { useSprite } from "./element.js";
import { Form } from "./formlogic.js";
import { Languages } from "./languages.js";

/** Load all and call `draw(boot, {document, form, languages})`. If that fails, the page shows the box it holds for it. */
export async function load(draw) {
  const boot = JSON.parse(document.querySelector("#boot").textContent);
  useSprite(boot.icons);
  try {
    await draw(boot, await fetched(boot));
    document.querySelector(".late").remove();
  } catch (error) {
    document.documentElement.classList.add("failed");
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
