import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

/** Texts of these pages, in the language of the page. */
export const useAccountsText = createTextHook({ id: indonesian, en: english });
