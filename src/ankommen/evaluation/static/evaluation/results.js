// The page works without this. Choosing a breakdown shows it at once, open rows stay open, print opens all rows.
const form = document.querySelector("[data-live]");
const rows = [...document.querySelectorAll("details.bar")];

form?.querySelector("[type=submit]").setAttribute("hidden", "");
form?.addEventListener("change", () => {
  for (const row of rows.filter((one) => one.open)) {
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "open", value: row.dataset.key });
    form.append(kept);
  }
  form.requestSubmit();
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
let closed = [];
addEventListener("beforeprint", () => {
  closed = rows.filter((row) => !row.open);
  for (const row of closed) row.open = true;
});
addEventListener("afterprint", () => {
  for (const row of closed) row.open = false;
});
