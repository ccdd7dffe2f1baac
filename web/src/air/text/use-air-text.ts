import { createTextHook } from "../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

/** Texts of the pages about the air, in the language of the page. */
export const useAirText = createTextHook({ id: indonesian, en: english });
export type AirText = typeof indonesian;
