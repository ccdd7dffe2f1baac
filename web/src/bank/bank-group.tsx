import { usePageTitle } from "../shell/page-title.ts";
import { useBankText } from "./text/use-bank-text.ts";

/** `rest` is what follows the group's first level in the address. */
export function BankGroup({ rest }: { rest: readonly string[] }) {
  const text = useBankText();
  usePageTitle(text.title);
  return <h1 data-page={rest.join("/")}>{text.title}</h1>;
}
