import { useLocation } from "preact-iso/router";
import { useNow } from "../shell/now-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { BankReport } from "./bank-report.tsx";
import { DistrictPage } from "./district-page.tsx";
import { readAgencyQuery } from "./month-choice.ts";
import { useAgencyText } from "./text/use-agency-text.ts";
import "./agency.css";

/** Every waste bank of the district, for the environment agency; `?bank=` reads one's report. */
export function AgencyBanksPage() {
  const agency = useAgencyText();
  const { url } = useLocation();
  const { month, bank } = readAgencyQuery(url.split("?")[1] ?? "", useNow());
  usePageTitle(agency.title);
  return bank === null ? (
    <DistrictPage month={month} />
  ) : (
    <BankReport bank={bank} month={month} key={`${bank}/${month}`} />
  );
}
