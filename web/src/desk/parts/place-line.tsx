import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { createLazyPart } from "../../shell/lazy-part.tsx";

const SmallMap = createLazyPart(async () => (await import("../map/small-map.tsx")).SmallMap);

interface PlaceLineProps {
  title: string;
  lat: number | null;
  lon: number | null;
}

/** Where something is, on a small map; nothing where nobody knows. */
export function PlaceLine({ title, lat, lon }: PlaceLineProps) {
  if (lat === null || lon === null) return null;
  return (
    <Section title={title}>
      <SmallMap lat={lat} lon={lon} />
    </Section>
  );
}
