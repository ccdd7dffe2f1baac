import type { ComponentChildren } from "preact";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { isRefusal } from "../../edge/request.ts";
import { useFresh } from "../live/use-fresh.ts";

interface DetailPageProps<T> {
  path: string;
  parse: (value: unknown) => T | null;
  /** The list that it belongs to; it also heads the page while nothing has come. */
  back: { href: string; label: string };
  /** Heads the page of what there is not. */
  unknownTitle: string;
  /** The page with its own head. */
  children: (value: T) => ComponentChildren;
}

/** One thing of a list, kept fresh; where asking again fails it says so above what it shows. */
export function DetailPage<T>(props: DetailPageProps<T>) {
  const { path, parse, back, unknownTitle, children } = props;
  const loaded = useLoaded(path, parse);
  useFresh(loaded.refresh);
  const { value, failure } = loaded;
  const isUnknown =
    failure !== null && (isRefusal(failure, "not-found") || isRefusal(failure, "invalid-input"));
  return (
    <>
      {value === null && <PageHead title={isUnknown ? unknownTitle : back.label} back={back} />}
      <LoadedView of={loaded}>{children}</LoadedView>
    </>
  );
}
