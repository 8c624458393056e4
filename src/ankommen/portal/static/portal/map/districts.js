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
  const boxes = boxesOf(names); // all are measured before the first is moved: one layout, not one for each
  const taken = [];
  names.forEach((name, index) => {
    const home = moved(boxes[index], -(name.dataset.down ?? 0));
    const down = SHIFTS.find((by) => !pins.some((pin) => meet(moved(home, by), pin))) ?? 0;
    const box = moved(home, down);
    const hasRoom = !taken.some((other) => meet(box, other));
    if (hasRoom) taken.push(box);
    name.dataset.down = down;
    Object.assign(name.style, { marginBlockStart: `${down}px`, visibility: hasRoom ? "" : "hidden" });
  });
}

const moved = ({ left, right, top, bottom }, down) => ({ left, right, top: top + down, bottom: bottom + down });
const boxesOf = (elements) => [...elements].map((element) => element.getBoundingClientRect());
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
