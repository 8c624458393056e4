// Finding offers by words, on the device. Marks, case and ways of writing a letter make no difference.

const ALIKE = [[/[\p{M}\u0640]/gu, ""], [/ß/g, "ss"], [/ı/g, "i"], [/ة/g, "ه"], [/[ىی]/g, "ي"], [/ک/g, "ك"], [/ґ/g, "г"]];
const TEXTS = ["name", "summary", "description", "for_whom", "documents", "volunteers_wanted", "provider"];

function plain(text) {
  return ALIKE.reduce((said, [one, other]) => said.replace(one, other), text.normalize("NFKD").toLowerCase());
}

const wordsOf = (question) => plain(question).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** The offers that hold all words, or else most of them; those that hold one in their name come first. */
export function find(question, { offers, topics, languages }) {
  const words = wordsOf(question);
  const scored = offers.map((offer) => {
    const labels = [...(offer.topics ?? []).map((slug) => topics[slug]), ...(offer.languages ?? []).map((tag) => languages[tag])];
    const text = plain([...TEXTS.map((fact) => offer[fact]), ...labels].join(" "));
    const name = plain(offer.name);
    const found = words.filter((word) => text.includes(word));
    return { offer, found: found.length, named: found.filter((word) => name.includes(word)).length };
  });
  const most = Math.max(0, ...scored.map(({ found }) => found));
  if (!most) return words.length ? [] : offers;
  const best = scored.filter(({ found }) => found === most);
  return best.sort((one, other) => other.named - one.named).map(({ offer }) => offer);
}
