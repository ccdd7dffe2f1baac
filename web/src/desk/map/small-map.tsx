import { useEffect, useMemo, useRef } from "preact/hooks";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { parseStationList } from "../../edge/parse-stations.ts";
import { openMapPart } from "../edge/parse-map.ts";
import { useMapText } from "../text/map-text.ts";
import { areaLabels } from "./area-labels.ts";
import "./district-map.css";
import { drawMap } from "./leaflet-map.ts";

const parseMap = answerOf(openMapPart);

/** One place among the kecamatan, and a way to it with the phone's own map. */
export function SmallMap({ lat, lon }: { lat: number; lon: number }) {
  const text = useMapText();
  const map = useLoaded("/api/v1/open/map", parseMap);
  const stations = useLoaded("/api/v1/open/stations", parseStationList);
  const holder = useRef<HTMLDivElement>(null);
  const tiles = map.value?.tiles ?? null;
  const isReady = map.value !== null || map.failure !== null;
  const labels = useMemo(() => areaLabels(stations.value?.stations ?? []), [stations.value]);
  useEffect(() => {
    if (!isReady || holder.current === null) return undefined;
    const name = `${text.thisPlace}: ${text.here}`;
    const drawn = drawMap({
      element: holder.current,
      tiles,
      isStill: matchMedia("(prefers-reduced-motion: reduce)").matches,
      words: { ...text, placeName: () => name, clusterName: () => name },
    });
    const place = {
      key: "place",
      lat,
      lon,
      tone: "fine" as const,
      label: text.here,
      name: text.thisPlace,
      note: `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
      links: [],
    };
    drawn.show([place], []);
    drawn.show([place], labels);
    return () => drawn.close();
  }, [isReady, tiles?.url, labels, lat, lon, text]);
  return (
    <div class="map">
      <div class="map-frame panel">
        <div
          class="map-canvas map-canvas-small"
          ref={holder}
          role="group"
          aria-label={text.thisPlace}
        />
      </div>
      <a class="link-button map-navigate" href={`geo:${lat},${lon}?q=${lat},${lon}`}>
        {text.navigate}
      </a>
    </div>
  );
}
