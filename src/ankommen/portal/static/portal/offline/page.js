// The page for times without a network. The browser shows it in the place of any public page of this language that
// did not come, so the address says what was wanted: an offer, a topic, a search.
import { dayIn, filled } from "./fill.js";
import { base, forget, isPossible, keep, kept, keptSince } from "./keep.js";
import { find } from "./search.js";

const AT_ONCE = 25; // offers until somebody asks for more
const frame = document.querySelector("[data-offline]");
const place = location.pathname.slice(base.length); // "offers/?q=…"
const asked = new URLSearchParams(location.search);
const part = (name) => frame.querySelector(`[data-part=${name}]`);

const offerIn = (file) => file.offers.find(({ id }) => place.startsWith(`offers/${id}/`));
const topicAsked = () => /^topics\/([\w-]+)\//.exec(place)?.[1] ?? asked.get("topic") ?? "";

function isOld({ confirmed_on: day }, months) {
  if (!day) return true;
  const limit = new Date(`${day}T23:59`);
  limit.setMonth(limit.getMonth() + months);
  return limit < new Date();
}

// What templates ask for beside the facts of the file.
function factsOf(offer, { languages, months_until_old: months, sources }) {
  const where = (offer.places ?? []).map(({ district, town, name }) => district ?? town ?? name).filter(Boolean);
  return {
    ...offer,
    url: `${base}offers/${offer.id}/`,
    by: [offer.provider, [...new Set(where)].join(", ")].filter(Boolean).join(" · "),
    spoken: (offer.languages ?? []).map((tag) => languages[tag]).join(", "),
    day: offer.confirmed_on && dayIn(frame, new Date(`${offer.confirmed_on}T12:00`)),
    state: isOld(offer, months) ? "old" : "fresh",
    cost: offer.is_free ? "" : offer.cost_note,
    phone_link: offer.phone && `tel:${offer.phone.replaceAll(" ", "")}`,
    email_link: offer.email && `mailto:${offer.email}`,
    from: sources[offer.source],
  };
}

function placePart(at) {
  const shown = filled("place", at);
  const rows = (at.lines ?? []).map(([days, times]) => filled("hours", { days, times }));
  shown.querySelector("tbody").append(...rows);
  if (!rows.length) shown.querySelector("table").remove();
  return shown;
}

function showOffer(offer, file) {
  const shown = filled("offer", factsOf(offer, file));
  shown.querySelector("[data-places]").replaceWith(...(offer.places ?? []).map(placePart));
  part("offer").append(shown);
  part("offer").hidden = false;
  document.title = offer.name;
}

function showList(file) {
  const topic = topicAsked();
  const question = asked.get("q") ?? "";
  const months = file.months_until_old;
  const found = find(question, file).filter(({ topics }) => !topic || topics?.includes(topic));
  const later = (offer) => 2 * isOld(offer, months) + (offer.german?.includes("name") ?? false);
  if (!question) found.sort((one, other) => later(one) - later(other));
  part("search").elements.q.value = question;
  part("search").elements.topic.value = topic;
  part("number").textContent = new Intl.NumberFormat(document.documentElement.lang).format(found.length);
  part(found.length ? "more" : "none").hidden = false;
  part("more").addEventListener("click", () => showMore(found, file));
  showMore(found, file);
  part("list").hidden = false;
}

function showMore(found, file) {
  const cards = found.splice(0, AT_ONCE).map((offer) => filled("card", factsOf(offer, file)));
  const [first] = cards.map((card) => card.querySelector("a"));
  const isFollowing = part("cards").childElementCount > 0;
  part("cards").append(...cards);
  if (isFollowing) first?.focus(); // who asked for more goes on there
  part("more").hidden = !found.length;
}

function show(file, since) {
  const isAsked = place === "offline/" && navigator.onLine; // else the page stands in for one that did not come
  part(isAsked ? "kept" : "without").hidden = false;
  for (const element of frame.querySelectorAll("[data-as-of]")) element.textContent = dayIn(element, since);
  part("remove").hidden = false;
  const offer = offerIn(file);
  if (offer) showOffer(offer, file);
  else showList(file);
}

async function begin() {
  part("script").remove();
  if (!isPossible) return (part("impossible").hidden = false);
  const [file, since] = [await kept("offline.json"), await keptSince()];
  if (file && since) show(await file.json(), since);
  else part("nothing").hidden = false;
}

function afterwards(name) {
  for (const element of frame.querySelectorAll("[data-part]")) element.hidden = element.dataset.part !== name;
  part(name).focus();
}

frame.addEventListener("click", async ({ target }) => {
  const { act } = target.closest("[data-act]")?.dataset ?? {};
  if (act === "remove") {
    await forget();
    afterwards("removed");
  } else if (act === "keep") {
    if (await keep()) location.reload();
    else afterwards("failed");
  }
});

await begin();
