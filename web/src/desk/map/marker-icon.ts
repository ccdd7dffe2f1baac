import { worstTone, type MapPlace, type Tone } from "./map-place.ts";

const SVG = "http://www.w3.org/2000/svg";
/** A shape for each tone, so that nobody needs to see colours. */
export const SHAPES: Record<Tone, string> = {
  critical: "M12 2.5L22.5 21h-21z",
  high: "M12 1.5L22.5 12 12 22.5 1.5 12z",
  warning: "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19",
  silent: "M4 4h16v16H4zM4 4l16 16M20 4L4 20",
  fine: "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12",
};

function shapeOf(tone: Tone): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `map-shape map-shape-${tone}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[tone]);
  svg.append(path);
  return svg;
}

function textOf(className: string, text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}

/** What stands on the map for one place or for several that lie close together. */
export function markerContent(places: readonly MapPlace[]): HTMLElement {
  const [only] = places;
  const box = document.createElement("span");
  box.className = places.length > 1 ? "map-mark map-mark-many" : "map-mark";
  box.append(shapeOf(worstTone(places)));
  const label = places.length > 1 ? String(places.length) : (only?.label ?? "");
  box.append(textOf("map-label", label));
  return box;
}

/** The popup: each place with what is the matter there and where to read on. */
export function popupContent(places: readonly MapPlace[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "map-popup";
  for (const place of places) {
    const part = document.createElement("section");
    part.append(textOf("map-popup-name", place.name));
    if (place.note !== "") part.append(textOf("map-popup-note", place.note));
    for (const { href, text } of place.links) {
      const link = document.createElement("a");
      link.className = "map-popup-link";
      link.href = href;
      link.textContent = text;
      part.append(link);
    }
    box.append(part);
  }
  return box;
}
