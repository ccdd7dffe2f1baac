import { createContext, type ComponentChildren } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";
import { readText, writeSetting } from "./kept-setting.ts";

interface District {
  /** `Kabupaten Pati`; empty until the api was heard for the first time in this browser. */
  name: string;
  learn: (name: string) => void;
}

const DistrictContext = createContext<District>({ name: "", learn: () => undefined });

/** The district this system belongs to. */
export const useDistrict = (): District => useContext(DistrictContext);

/** Pages that hear the district's name from the api hand it on; the browser keeps it. */
export function DistrictProvider({ children }: { children: ComponentChildren }) {
  const [name, setName] = useState(() => readText("district"));
  const district = useMemo<District>(
    () => ({
      name,
      learn(heard) {
        if (heard === "" || heard === name) return;
        writeSetting("district", heard);
        setName(heard);
      },
    }),
    [name],
  );
  return <DistrictContext.Provider value={district}>{children}</DistrictContext.Provider>;
}
