import L from "leaflet";
import "leaflet/dist/leaflet.css";
import type { MapTiles } from "../edge/parse-map.ts";
import type { AreaLabel } from "./area-labels.ts";
import { clusterNear, isOneSpot } from "./clusters.ts";
import { freeLabels } from "./free-labels.ts";
import { TONES, worstTone, type MapPlace } from "./map-place.ts";
import { markerContent, popupContent } from "./marker-icon.ts";

/** About the size of a marker with its label. */
const REACH_PX = 64;
const ZOOM_MAX = 18;
/** A first look at a single place is not a look at its door. */
const FIRST_ZOOM_MAX = 14;
const MARKER_PX = 48;

export interface MapWords {
  zoomIn: string;
  zoomOut: string;
  close: string;
  /** For screen readers: one place, or how many stand together. */
  placeName: (place: MapPlace) => string;
  clusterName: (places: readonly MapPlace[]) => string;
}

export interface DrawnMap {
  show(places: readonly MapPlace[], labels: readonly AreaLabel[]): void;
  close(): void;
}

interface MapOptions {
  element: HTMLElement;
  tiles: MapTiles;
  words: MapWords;
  /** No sliding and fading for people who get dizzy from it. */
  isStill: boolean;
}

/** A map in an element: pictures below where there are any, a plain grid where there are none. */
export function drawMap({ element, tiles, words, isStill }: MapOptions): DrawnMap {
  const map = L.map(element, {
    zoomControl: false,
    maxZoom: ZOOM_MAX,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    markerZoomAnimation: !isStill,
    // A wheel scrolls the page; the buttons and two fingers zoom.
    scrollWheelZoom: false,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (tiles === null) plainGrid().addTo(map);
  else tileLayer(tiles).addTo(map);
  followPopups(map, words);

  const labelLayer = L.layerGroup().addTo(map);
  const drawn = new Map<string, Sign>();
  let named: L.Marker[] = [];
  let shown: readonly MapPlace[] = [];
  let hasView = false;

  const redraw = (): void => {
    if (!hasView) return;
    const zoom = map.getZoom();
    const points = shown.map((place) => {
      const { x, y } = map.project([place.lat, place.lon], zoom);
      return { x, y, place };
    });
    const clusters = clusterNear(points, REACH_PX).map((cell) => cell.map(({ place }) => place));
    const wanted = new Map(clusters.map((places) => [keyOf(places), places]));
    for (const [key, sign] of drawn) {
      if (wanted.has(key)) continue;
      sign.remove();
      drawn.delete(key);
    }
    for (const [key, places] of wanted) {
      const sign = drawn.get(key) ?? addSign(map, places, words);
      drawn.set(key, sign);
      sign.show(places);
    }
    hideCovered(map, named);
  };
  map.on("zoomend", redraw);

  return {
    show(places, labels) {
      shown = places;
      if (!hasView) hasView = firstView(map, [...places, ...labels]);
      labelLayer.clearLayers();
      named = tiles === null ? labels.map((label) => areaMarker(label).addTo(labelLayer)) : [];
      redraw();
    },
    close: () => map.remove(),
  };
}

/** What stands together; it is another sign where a tap on it does something else. */
const keyOf = (places: readonly MapPlace[]): string =>
  [isOneSpot(places) ? "spot" : "area", ...places.map(({ key }) => key).sort()].join(" ");

/** Everything in sight; false while there is nothing. */
function firstView(map: L.Map, points: readonly { lat: number; lon: number }[]): boolean {
  if (points.length === 0) return false;
  const bounds = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
  map.fitBounds(bounds, { padding: [48, 48], maxZoom: FIRST_ZOOM_MAX, animate: false });
  return true;
}

/** What stands on the map for some places. */
interface Sign {
  /** The same places as they are now. Its element stays, and with it focus and popup. */
  show(places: readonly MapPlace[]): void;
  remove(): void;
}

const centreOf = (places: readonly MapPlace[]): L.LatLng =>
  L.latLngBounds(places.map(({ lat, lon }) => [lat, lon])).getCenter();

function addSign(map: L.Map, first: readonly MapPlace[], words: MapWords): Sign {
  let places = first;
  let likeness = "";
  const icon = L.divIcon({
    className: "map-marker",
    iconSize: [MARKER_PX, MARKER_PX],
    popupAnchor: [0, -MARKER_PX / 3],
  });
  const marker = L.marker(centreOf(places), { icon, keyboard: true });
  if (isOneSpot(places)) {
    marker.bindPopup(() => popupContent(places), { minWidth: 200, maxHeight: 280 });
  } else {
    const zoomIn = (): void => {
      const bounds = L.latLngBounds(places.map(({ lat, lon }) => [lat, lon]));
      map.fitBounds(bounds, { padding: [64, 64], maxZoom: ZOOM_MAX });
    };
    marker.on("click", zoomIn);
    marker.on("keypress", (event: L.LeafletKeyboardEvent) => {
      if (event.originalEvent.key === "Enter") zoomIn();
    });
  }
  marker.addTo(map);
  return {
    show(now) {
      const read = JSON.stringify(now);
      if (read === likeness) return;
      places = now;
      likeness = read;
      const [only] = places;
      const isOne = places.length === 1 && only !== undefined;
      const element = marker.getElement();
      if (element) {
        element.textContent = "";
        element.append(markerContent(places));
        element.setAttribute(
          "aria-label",
          isOne ? words.placeName(only) : words.clusterName(places),
        );
      }
      marker.setLatLng(centreOf(places));
      // What is worst lies on top.
      marker.setZIndexOffset((TONES.length - TONES.indexOf(worstTone(places))) * 1_000);
    },
    remove: () => void marker.remove(),
  };
}

/** Hides each name that would lie over one before it; closer by there is room for more. */
function hideCovered(map: L.Map, named: readonly L.Marker[]): void {
  const boxes = named.flatMap((marker) => {
    const name = marker.getElement()?.querySelector("span");
    if (!name) return [];
    // A name that is hidden has no size.
    name.hidden = false;
    const { x, y } = map.project(marker.getLatLng(), map.getZoom());
    return [{ name, x, top: y, width: name.offsetWidth, height: name.offsetHeight }];
  });
  const free = new Set(freeLabels(boxes));
  for (const box of boxes) box.name.hidden = !free.has(box);
}

/** Whoever opens a popup by the keyboard is led into it, and back when it closes. */
function followPopups(map: L.Map, words: MapWords): void {
  let opener: Element | null = null;
  map.on("popupopen", ({ popup }) => {
    const box = popup.getElement();
    box?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    const active = document.activeElement;
    opener = active?.classList.contains("map-marker") === true ? active : null;
    if (opener?.matches(":focus-visible") !== true) return;
    box?.querySelector<HTMLElement>(".map-popup-link")?.focus();
  });
  // Leaflet listens for it only while the map itself has the focus.
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  map.on("popupclose", () => {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    opener = null;
  });
}

function tileLayer({ url, attribution }: NonNullable<MapTiles>): L.TileLayer {
  const plain = document.createElement("span");
  plain.textContent = attribution;
  return L.tileLayer(url, {
    maxZoom: ZOOM_MAX,
    attribution: plain.innerHTML,
    // Tile servers ask to know which site uses them; which page of it they need not know.
    referrerPolicy: "strict-origin",
  });
}

/** Cells that move with the map, so that one sees it move where nothing is drawn below. */
function plainGrid(): L.GridLayer {
  const layer = new L.GridLayer({ tileSize: 128 });
  // Leaflet's own way to make a layer of one's own elements; its types name it protected.
  Object.assign(layer, {
    createTile() {
      const cell = document.createElement("div");
      cell.className = "map-cell";
      return cell;
    },
  });
  return layer;
}

function areaMarker({ name, lat, lon }: AreaLabel): L.Marker {
  const text = document.createElement("span");
  text.textContent = name;
  const icon = L.divIcon({ className: "map-area", html: text, iconSize: [0, 0] });
  return L.marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: -5_000 });
}
