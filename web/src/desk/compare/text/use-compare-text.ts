import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

/** Texts of this page, in the language of the page. */
export const useCompareText = createTextHook({ id: indonesian, en: english });
