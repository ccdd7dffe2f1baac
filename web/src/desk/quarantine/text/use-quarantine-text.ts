import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

/** Texts of what is held back, in the language of the page. */
export const useQuarantineText = createTextHook({ id: indonesian, en: english });
