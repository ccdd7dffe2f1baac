import { usePageTitle } from "../shell/page-title.ts";
import { useMeText } from "./text/use-me-text.ts";

/** `rest` is what follows the group's first level in the address. */
export function MeGroup({ rest }: { rest: readonly string[] }) {
  const text = useMeText();
  usePageTitle(text.title);
  return <h1 data-page={rest.join("/")}>{text.title}</h1>;
}
