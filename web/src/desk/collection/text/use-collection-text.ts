import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

/** Texts of the collection list, in the language of the page. */
export const useCollectionText = createTextHook({ id: indonesian, en: english });
