import { useEffect, useMemo, useRef } from "preact/hooks";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import type { Station } from "../../edge/station.ts";
import { Notice } from "../../shell/notice.tsx";
import { openMapPart } from "../edge/parse-map.ts";
import type { AttentionItem } from "../home/attention-list.ts";
import { useItemName } from "../home/use-item-name.ts";
import { useMapText } from "../text/map-text.ts";
import { areaLabels } from "./area-labels.ts";
import "./district-map.css";
import { drawMap, type DrawnMap } from "./leaflet-map.ts";
import { MapLegend } from "./map-legend.tsx";
import { mapPlaces, worstTone, type MapPlace, type PlaceWords } from "./map-place.ts";

const parseMap = answerOf(openMapPart);

interface DistrictMapProps {
  items: readonly AttentionItem[];
  stations: readonly Station[];
  /** Only what stands in `items` is shown. */
  isFiltered: boolean;
}

/** Where everything is and how it stands there. */
export function DistrictMap({ items, stations, isFiltered }: DistrictMapProps) {
  const text = useMapText();
  const words = usePlaceWords();
  const map = useLoaded("/api/v1/open/map", parseMap);
  // Without an answer about pictures the places are still worth seeing.
  const tiles = map.value?.tiles ?? null;
  const isReady = map.value !== null || map.failure !== null;
  const places = useMemo(
    () => mapPlaces({ stations, items, isFiltered, words }),
    [stations, items, isFiltered, words],
  );
  const labels = useMemo(() => areaLabels(stations), [stations]);
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap | null>(null);

  useEffect(() => {
    if (!isReady || holder.current === null) return undefined;
    const made = drawMap({
      element: holder.current,
      tiles,
      isStill: matchMedia("(prefers-reduced-motion: reduce)").matches,
      words: {
        ...text,
        placeName: (place) => `${place.name}: ${text.tone[place.tone]}, ${place.label}`,
        clusterName: (some: readonly MapPlace[]) =>
          text.cluster(String(some.length), text.tone[worstTone(some)]),
      },
    });
    drawn.current = made;
    made.show(places, labels);
    return () => {
      made.close();
      drawn.current = null;
    };
  }, [isReady, tiles?.url, text]);
  useEffect(() => drawn.current?.show(places, labels), [places, labels]);

  return (
    <section class="map" aria-label={text.name}>
      <p class="visually-hidden" id="map-help">
        {text.help}
      </p>
      <div class="map-frame panel">
        <div class="map-canvas" ref={holder} role="group" aria-describedby="map-help" />
        {isReady && places.length === 0 && labels.length === 0 && (
          <div class="map-empty">
            <Notice icon="bin" level="h2" title={text.emptyTitle} text={text.emptyText} />
          </div>
        )}
      </div>
      <MapLegend />
      {isReady && tiles === null && <p class="quiet">{text.noTiles}</p>}
    </section>
  );
}

function usePlaceWords(): PlaceWords {
  const text = useMapText();
  const itemName = useItemName();
  return useMemo(() => ({ ...text, itemName }), [text, itemName]);
}
