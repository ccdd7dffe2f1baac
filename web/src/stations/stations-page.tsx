import { useLocation } from "preact-iso/router";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { parseStationFilter } from "../route/station-filter.ts";
import { createLazyPart } from "../shell/lazy-part.tsx";
import { useWide } from "../shell/use-wide.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { firstStation } from "./first-station.ts";
import { StationsContent } from "./stations-content.tsx";
import { StationsProvider, useStations } from "./stations-context.tsx";
import "./stations-page.css";

/** The chart library comes with the detail, not before. */
const StationDetail = createLazyPart(
  async () => (await import("../detail/station-detail.tsx")).StationDetail,
);

interface StationsPageProps {
  /** The station in the address; null on the list's own page. */
  device: string | null;
}

/** List and detail: side by side where there is room, otherwise one page each. */
export function StationsPage({ device }: StationsPageProps) {
  return (
    <StationsProvider>
      <ConnectionBanner />
      <StationsFrame device={device} />
    </StationsProvider>
  );
}

function StationsFrame({ device }: StationsPageProps) {
  const isWide = useWide();
  const { url } = useLocation();
  const query = url.split("?")[1] ?? "";
  const filter = useMemo(() => parseStationFilter(query), [query]);
  const shown = useShownDevice(device, isWide);
  useReturnToTop(device, isWide);
  if (!isWide && device !== null) return <StationDetail device={device} isPage key={device} />;
  const hasDetail = isWide && shown !== null;
  return (
    <div class={hasDetail ? "stations stations-pair" : "stations"}>
      <StationsContent filter={filter} selected={isWide ? shown : null} />
      {hasDetail && (
        <div class="stations-detail">
          <StationDetail device={shown} isPage={false} key={shown} />
        </div>
      )}
    </div>
  );
}

/**
 * Beside the list there is always a detail: the station of the address, or the one that wanted
 * attention most when the page opened. That one does not change under the reader's eyes.
 */
function useShownDevice(device: string | null, isWide: boolean): string | null {
  const { state } = useStations();
  const first = useRef<string | null>(null);
  if (!isWide || device !== null) return device;
  first.current ??= firstStation(state);
  return first.current;
}

/** A detail opened on a phone starts at its top; back in the list, one is where one was. */
function useReturnToTop(device: string | null, isWide: boolean): void {
  const listY = useRef(0);
  useEffect(() => {
    if (isWide) return undefined;
    if (device === null) {
      scrollTo(0, listY.current);
      const remember = () => {
        listY.current = scrollY;
      };
      addEventListener("scroll", remember, { passive: true });
      return () => removeEventListener("scroll", remember);
    }
    scrollTo(0, 0);
    return undefined;
  }, [device, isWide]);
}
