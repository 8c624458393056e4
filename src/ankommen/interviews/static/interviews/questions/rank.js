/** Putting answers in order: touched one after the other, then moved up and down by buttons. Nothing is in order before. */

import { button, el, fill, icon } from "../element.js";

export function ranking(question) {
  const { languages, interview, item, row } = question;
  const ranked = el("ol", { class: "rows rows--tight" });
  const rest = el("div", { class: "options" });
  const hint = languages.pair(languages.says("rank_hint"), { tag: "p", words: "soft" });
  const label = (name) => interview.choiceLabel(item, row, name);
  const words = (name) => languages.pair(label(name));
  const order = () => (Array.isArray(question.value) ? question.value : []);
  const set = (names, focus) => {
    question.answer(names.length ? names : undefined);
    control.show(); // at once: what has the focus is drawn anew
    (ranked.querySelector(`[data-name="${CSS.escape(focus)}"] button:enabled`) ?? rest.querySelector("button"))?.focus();
  };

  function moved(name, step) {
    const names = order().filter((other) => other !== name);
    names.splice(order().indexOf(name) + step, 0, name);
    return names;
  }

  function tool(id, name, isOff, act, sign = icon("ui-down")) {
    const says = `${languages.plain(languages.says(id))}: ${languages.plain(label(name))}`;
    return button("secondary", act, sign, { "aria-label": says, disabled: isOff });
  }

  function place(name, index, names) {
    return el("li", { class: "ranked", "data-name": name },
      el("span", { class: "num q--second" }, `${index + 1}.`), words(name),
      el("span", { class: "ranked__tools" },
        tool("rank_up", name, index === 0, () => set(moved(name, -1), name), icon("ui-down", "icon icon--up")),
        tool("rank_down", name, index === names.length - 1, () => set(moved(name, 1), name)),
        tool("rank_out", name, false, () => set(order().filter((other) => other !== name), name), icon("ui-close")),
      ),
    );
  }

  function option(name) {
    return el("button", { type: "button", class: "option option--add", onclick: () => set([...order(), name], name) }, icon("ui-plus"), words(name));
  }

  let drawn = null;
  const control = {
    node: el("div", { class: "stack" }, hint, ranked, rest),
    isGroup: true,
    show() {
      const offered = interview.form.choices(item.key, row).map((choice) => choice.name);
      const names = order().filter((name) => offered.includes(name));
      const state = JSON.stringify([offered, names]);
      if (state === drawn) return;
      drawn = state;
      fill(ranked, names.map(place));
      fill(rest, offered.filter((name) => !names.includes(name)).map(option));
    },
  };
  return control;
}
