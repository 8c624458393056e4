// Pins, clusters and what opens above them. A pin is a place: several offers in one house share it.
import { element } from "./element.js";

const NAMED = 3; // names of offers that a pin says before it only counts
const DIGITS = 4; // of a degree: what lies within some ten metres is one place

/** The offers of the features by place: { at: [latitude, longitude], offers }. */
export function placesOf(features) {
  const places = new Map();
  for (const { geometry, properties } of features) {
    const at = [...geometry.coordinates].reverse();
    const key = at.map((degrees) => degrees.toFixed(DIGITS)).join();
    if (!places.has(key)) places.set(key, { at, offers: [] });
    const { offers } = places.get(key);
    if (!offers.some(({ offer }) => offer === properties.offer)) offers.push(properties);
  }
  return [...places.values()];
}

/** The marker of a place; numbers: what the list calls its offers, by id. */
export function markerOf(place, numbers) {
  place.offers.sort((one, other) => (numbers.get(one.offer) ?? Infinity) - (numbers.get(other.offer) ?? Infinity));
  const marker = L.marker(place.at, { icon: new Pin({ place, numbers }) });
  marker.place = place;
  return marker;
}

/** What opens above a pin; said: the page's own words. */
export function popupOf({ offers }, numbers, said) {
  const close = element("button", { type: "button", className: "popup__close", ariaLabel: said.close, textContent: "×" });
  const list = element("ul", { className: "rows" }, offers.map((offer) => itemOf(offer, numbers, said)));
  return element("div", { className: "popup", dir: document.documentElement.dir }, [list, close]);
}

/** The circle of a cluster with the number of its offers. */
export function clusterIcon(cluster, said) {
  const number = cluster.getAllChildMarkers().reduce((sum, { place }) => sum + place.offers.length, 0);
  const shown = element("span", { textContent: number, ariaHidden: "true" });
  const name = element("span", { className: "vh", textContent: said.cluster.replace("{number}", number) });
  return L.divIcon({ className: "mapcluster", iconSize: [48, 48], html: element("div", {}, [shown, name]) });
}

const Pin = L.DivIcon.extend({
  options: { className: "mappin", iconSize: [44, 48], iconAnchor: [22, 44], popupAnchor: [0, -36] },
  createIcon(old) {
    const { place, numbers } = this.options;
    this.options.html = element("div", {}, [numberOf(place, numbers), namesOf(place)]); // only of pins in sight
    return L.DivIcon.prototype.createIcon.call(this, old);
  },
});

function numberOf({ offers }, numbers) {
  const number = numbers.get(offers[0].offer) ?? "";
  return element("span", { className: number ? "" : "mappin__dot", textContent: number + (offers.length > 1 ? "+" : "") });
}

function namesOf({ offers }) {
  const names = offers.slice(0, NAMED).map(({ name, language }) => element("span", { lang: language, textContent: `${name}, ` }));
  const more = offers.length - names.length;
  return element("span", { className: "vh" }, more ? [...names, `+${more}`] : names);
}

function itemOf(offer, numbers, said) {
  const { name, language, url, provider, state, is_rough: isRough } = offer;
  const link = element("a", { href: url, textContent: name, lang: language, dir: "auto" });
  const lines = [element("p", {}, numbers.has(offer.offer) ? [`${numbers.get(offer.offer)}. `, link] : [link])];
  if (provider) lines.push(element("p", { className: "soft" }, [element("bdi", { textContent: provider })]));
  if (state) lines.push(element("p", {}, [element("span", { className: `state state--${state.shape}`, textContent: state.sentence })]));
  if (isRough) lines.push(element("p", { className: "soft", textContent: said.rough }));
  return element("li", {}, lines);
}
