import { useRef, useState } from "preact/hooks";
import { newId } from "../new-id.ts";
import type { QueueItem } from "../queue/queue-item.ts";
import { saveInQueue } from "../queue/phone-queue.ts";
import { problemOf, termsOf, toQueueItem } from "./build-deposit.ts";
import { valueDeposit, type ValuedDeposit } from "./deposit-value.ts";
import type { Draft } from "./draft.ts";
import { useWeighText } from "./text/use-weigh-text.ts";
import type { WeighingProps } from "./weighing.tsx";

export interface Saving {
  isSaving: boolean;
  /** Why nothing was saved; empty when nothing is the matter. */
  message: string;
  save: () => Promise<void>;
  /** The operator changed something: what was said is no longer true. */
  clear: () => void;
}

/** Price versions of the lines: what the operator saw is what is saved, or it is shown first. */
const versionsOf = ({ lines }: ValuedDeposit): string =>
  lines.map(({ price }) => price?.version ?? "-").join(" ");

/** Saves the deposit on the phone, and only then has it sent. */
export function useSave(
  props: WeighingProps & { draft: Draft; isOnline: boolean; onSaved: (item: QueueItem) => void },
  shown: ValuedDeposit,
): Saving {
  const { kept, rules, user, access, draft, isOnline, onSaved } = props;
  const { desk } = kept;
  const text = useWeighText();
  const [isSaving, setSaving] = useState(false);
  const [message, setMessage] = useState("");
  // Five taps come faster than the screen is drawn.
  const isBusy = useRef(false);
  const accepted = useRef("");

  const check = (atMs: number): string => {
    const valued = valueDeposit(rules, termsOf(draft, desk), draft.lines, atMs);
    const problem = problemOf(draft, valued, { desk, isOnline });
    if (problem !== null) return text.save.problem[problem];
    const versions = versionsOf(valued);
    if (versions === versionsOf(shown) || versions === accepted.current) return "";
    accepted.current = versions;
    return text.save.priceMoved;
  };

  const save = async (): Promise<void> => {
    if (isBusy.current) return;
    // A phone whose clock lags must not look prices up before they were fetched.
    const atMs = Math.max(Date.now(), desk.takenAtMs);
    const problem = check(atMs);
    setMessage(problem);
    if (problem !== "") return;
    isBusy.current = true;
    setSaving(true);
    const operatorName = user.name;
    const item = toQueueItem({ draft, desk, rules, operatorName, atMs, key: newId() });
    try {
      const answer = await saveInQueue(item);
      if (answer === "full") {
        setMessage(text.save.full);
        return;
      }
      onSaved(item);
      access.end();
    } catch {
      // The store refused, for space or by a setting; the draft is still on the screen.
      setMessage(text.save.failed);
    } finally {
      isBusy.current = false;
      setSaving(false);
    }
  };
  return { isSaving, message, save, clear: () => setMessage("") };
}
