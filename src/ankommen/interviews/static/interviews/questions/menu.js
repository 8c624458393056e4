/** A drop-down list, where the form asks for the appearance `minimal`. */

import { el, fill } from "../element.js";

export function chooseFromMenu(question) {
  const { languages, interview, item, row } = question;
  const field = el("select", {
    id: `${question.id}-input`,
    autocomplete: "off",
    onchange: () => question.answer(field.value || undefined),
  });
  let offered = null;
  return {
    node: el("div", { class: "field" }, field),
    field,
    update() {
      const names = interview.form.choices(item.key, row).map((choice) => choice.name);
      if (names.join("\n") === offered) return;
      offered = names.join("\n");
      const label = (name) => languages.joined(interview.text(`choice/${item.list}/${name}`, row));
      const options = names.map((name) => el("option", { value: name }, label(name)));
      fill(field, el("option", { value: "" }, languages.joined(languages.says("choose"))), options);
    },
    show(value) {
      field.value = value ?? "";
    },
  };
}
