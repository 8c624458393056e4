// The map of the list. Without it the page works: the list beside it holds the same places.
import { drawDistricts } from "./districts.js";
import { clusterIcon, markerOf, placesOf, popupOf } from "./pins.js";

const CLOSEST = 18; // levels of zoom: houses
const FIRST = 15; // as close as the first view comes: some streets
const frame = document.querySelector("[data-map]");
const said = frame.dataset;
const numbers = new Map(
  [...document.querySelectorAll("[data-number]")].map(({ dataset }) => [dataset.offer, Number(dataset.number)]),
);
let opened = null;

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

function draw(points, districts) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false, // or the wheel is caught on its way down the page
    maxZoom: CLOSEST,
    zoomSnap: 0.25,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    markerZoomAnimation: !isStill,
  });
  const pins = placesOf(points.features).map((place) => markerOf(place, numbers));
  const around = L.latLngBounds(pins.map((pin) => pin.getLatLng()));
  map.fitBounds(around.isValid() ? around : L.geoJSON(districts).getBounds(), { padding: [24, 24], maxZoom: FIRST });
  const shapes = drawDistricts(map, districts);
  const all = L.latLngBounds([...pins.map((pin) => pin.getLatLng())]).extend(shapes.getBounds());
  map.setMaxBounds(all.pad(0.5)).setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(all)));
  addPins(map, pins);
  listen(map);
}

function addPins(map, pins) {
  const clusters = L.markerClusterGroup({
    animate: false,
    showCoverageOnHover: false,
    maxClusterRadius: 56,
    iconCreateFunction: (cluster) => clusterIcon(cluster, said),
  });
  for (const pin of pins) pin.bindPopup(() => popupOf(pin.place, numbers, said), { closeButton: false, minWidth: 240, maxWidth: 300, maxHeight: 300 });
  clusters.on("clusterclick", ({ layer, originalEvent }) => {
    if (originalEvent.detail !== 0) return; // a pointer knows where it is
    const [first] = layer.getAllChildMarkers();
    const follow = () => setTimeout(() => focusOn(clusters.getVisibleParent(first)));
    map.once("moveend", follow);
    clusters.once("spiderfied", follow);
  });
  clusters.addLayers(pins).addTo(map);
}

/** Who opened a cluster by key goes on at what came out of it. */
function focusOn(marker) {
  if ([document.body, frame].includes(document.activeElement)) marker?.getElement()?.focus();
}

function listen(map) {
  map.on("popupopen", ({ popup }) => {
    opened = popup;
    popup.getElement().querySelector("a").focus({ preventScroll: true });
  });
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  frame.addEventListener("keydown", (event) => pressed(map, event));
  frame.addEventListener("click", ({ target }) => target.closest(".popup__close") && close(map));
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => map.zoomIn(Number(button.dataset.zoom)));
  }
}

function pressed(map, event) {
  const icon = event.target.closest(".leaflet-marker-icon");
  if (icon && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault(); // or Leaflet hears of the same key once more
    icon.click();
  } else if (event.key === "Escape" && opened?.isOpen()) {
    close(map);
  }
}

function close(map) {
  map.closePopup();
  opened._source?.getElement()?.focus();
}

function show() {
  document.querySelector("[data-without-map]").remove();
  for (const element of document.querySelectorAll("[data-with-map]")) element.hidden = false;
}

const [points, districts] = await Promise.all([said.points, said.districts].map(read));
if (points.features.length + districts.features.length) {
  show();
  draw(points, districts);
  performance.mark("map-ready");
}
