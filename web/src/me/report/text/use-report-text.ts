import { createTextHook } from "../../../text/page-text.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type ReportText = typeof indonesian;

/** Texts of a resident's reports, in the language of the page. */
export const useReportText = createTextHook({ id: indonesian, en: english });
