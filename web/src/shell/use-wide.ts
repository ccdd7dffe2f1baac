import { useEffect, useState } from "preact/hooks";

/** From here on list and detail stand side by side; the style sheets use the same width. */
const WIDE_QUERY = "(min-width: 60rem)";

/** Whether the window is wide enough for list and detail side by side. */
export function useWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(WIDE_QUERY).matches);
  useEffect(() => {
    const media = matchMedia(WIDE_QUERY);
    const onChange = () => setWide(media.matches);
    media.addEventListener("change", onChange);
    return () => media.removeEventListener("change", onChange);
  }, []);
  return isWide;
}
