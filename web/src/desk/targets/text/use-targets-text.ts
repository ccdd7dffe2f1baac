import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type TargetsText = typeof indonesian;

/** Texts of these pages, in the language of the page. */
export const useTargetsText = createTextHook({ id: indonesian, en: english });
