import type { indonesian } from "./id.ts";

export const english: typeof indonesian = {
  title: "Waste bank",
};
