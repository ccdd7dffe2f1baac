import { useState } from "preact/hooks";

/** The phone may look this long. */
const LOCATE_MS_MAX = 20_000;
/** 1 m: what a report needs, and no more. */
const DECIMALS = 5;

export interface Located {
  lat: number;
  lon: number;
  /** Within so many metres. */
  accuracyM: number;
}

export interface PhoneLocation {
  located: Located | null;
  state: "idle" | "looking" | "failed";
  /** Asks the phone, which asks its owner. */
  locate: () => void;
  forget: () => void;
}

const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));

/** Where the phone is, asked for by a button and never by itself. */
export function usePhoneLocation(): PhoneLocation {
  const [located, setLocated] = useState<Located | null>(null);
  const [state, setState] = useState<PhoneLocation["state"]>("idle");
  const locate = (): void => {
    // A page without https has none.
    if (!("geolocation" in navigator)) {
      setState("failed");
      return;
    }
    setState("looking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { latitude, longitude, accuracy } = coords;
        const accuracyM = Math.max(1, Math.round(accuracy));
        setLocated({ lat: rounded(latitude), lon: rounded(longitude), accuracyM });
        setState("idle");
      },
      () => setState("failed"),
      { enableHighAccuracy: true, timeout: LOCATE_MS_MAX, maximumAge: 60_000 },
    );
  };
  return { located, state, locate, forget: () => setLocated(null) };
}
