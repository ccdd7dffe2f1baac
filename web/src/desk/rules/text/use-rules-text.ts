import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type RulesText = typeof indonesian;

/** Texts of these pages, in the language of the page. */
export const useRulesText = createTextHook({ id: indonesian, en: english });
