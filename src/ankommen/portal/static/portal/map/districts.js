// The districts under the pins: quiet shapes with their names, as far as there is room for these.
import { element } from "./element.js";

const SHIFTS = [0, 32, -32, 52, -52]; // pixels down

/** Draws the shapes and gives the layer that they are. */
export function drawDistricts(map, collection) {
  map.createPane("names").classList.add("mapnames");
  const shapes = L.geoJSON(collection, { interactive: false, style: { className: "mapdistrict" } }).addTo(map);
  const names = collection.features.map(({ properties }) => nameOf(properties).addTo(map));
  const shown = names.map((name) => name.getElement().querySelector("span"));
  let waiting = 0;
  map.on("zoomend layeradd", () => {
    cancelAnimationFrame(waiting); // pins come many at a time
    waiting = requestAnimationFrame(() => leaveRoom(map, shown));
  });
  return shapes;
}

function nameOf({ name, label: [longitude, latitude] }) {
  const icon = L.divIcon({ className: "mapname", iconSize: [0, 0], html: element("span", { textContent: name }) });
  return L.marker([latitude, longitude], { icon, pane: "names", interactive: false, keyboard: false });
}

// A name moves a little where a pin would cover it; it goes where it would cover another name.
function leaveRoom(map, names) {
  const pins = boxesOf(map.getPane("markerPane").children);
  const taken = [];
  for (const name of names) {
    name.style.visibility = "";
    const free = SHIFTS.find((down) => !pins.some((pin) => meet(moved(name, down), pin)));
    const box = moved(name, free ?? 0);
    if (taken.some((other) => meet(box, other))) name.style.visibility = "hidden";
    else taken.push(box);
  }
}

function moved(name, down) {
  name.style.marginBlockStart = `${down}px`;
  return name.getBoundingClientRect();
}

const boxesOf = (elements) => [...elements].map((element) => element.getBoundingClientRect());
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
