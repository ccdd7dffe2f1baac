import { useEffect } from "preact/hooks";
import { warmGroup } from "../../service-worker/warm-group.ts";
import { useWeighText } from "../weigh/text/use-weigh-text.ts";
import { countUnsent, needsSignIn, useQueue } from "./use-queue.ts";
import "./queue.css";

/** How many deposits wait on this phone, for the head of the desk; it leads to the list. */
export function QueueSign({ bank }: { bank: string }) {
  const text = useWeighText();
  const { items } = useQueue(bank);
  const { waiting, person } = countUnsent(items ?? []);
  const total = waiting + person;
  // This sign stands on every page of the desk: whoever works here needs all of them offline.
  useEffect(() => void warmGroup("bank"), []);
  return (
    <a class="queue-sign" href="/bank/antrean">
      {total === 0 ? (
        <span class="badge badge-good">{text.queue.signNone}</span>
      ) : (
        <span class="badge badge-warn">{text.queue.sign(total)}</span>
      )}
      {needsSignIn(items ?? []) && (
        <span class="badge badge-alarm">{text.queue.trouble["sign-in"]}</span>
      )}
      {person > 0 && <span class="badge badge-alarm">{text.queue.signPerson(person)}</span>}
    </a>
  );
}
