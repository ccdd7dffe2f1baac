import { useRef, useState } from "preact/hooks";
import { newIntentKey } from "../../controls/intent.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf, fields, pageOf, text as textPart } from "../../edge/parts.ts";
import { requestJson } from "../../edge/request.ts";
import { formatNumber } from "../../format/number.ts";
import { fromInputText } from "../../format/time.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import type { BinRow } from "../edge/parse-bins.ts";
import { taskPart } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useNews } from "../parts/news.tsx";
import { useTaskMaker } from "../tasks/use-task-maker.ts";
import { useCollectionText } from "./text/use-collection-text.ts";

/** More tasks than these are not looked at for one that is about a bin already. */
const TASKS_MAX = 500;
/** A round ends in the afternoon. */
const ROUND_ENDS = "16:00";
const HOUR_MS = 3_600_000;

const parseTasks = answerOf(pageOf(taskPart));
const parseMade = answerOf(fields({ id: textPart }));

export interface BinTasks {
  /** The id of the task to empty a bin that is open or started, by device. */
  byDevice: ReadonlyMap<string, string>;
  /** False until the tasks were read, so that none is made twice. */
  isKnown: boolean;
  isSending: boolean;
  make(bin: BinRow): Promise<void>;
  makeAll(bins: readonly BinRow[]): Promise<void>;
  refresh(): void;
}

/** Tasks to empty the bins of one day's list; operators make none. */
export function useBinTasks(day: string): BinTasks {
  const text = useCollectionText();
  const { language } = useLanguage();
  const { isStaff, refresh } = useDesk();
  const say = useNews();
  const maker = useTaskMaker();
  const nowMs = useNow();
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);
  const path = isStaff ? `/api/v1/tasks?state=active&limit=${TASKS_MAX}` : null;
  const tasks = useLoaded(path, parseTasks);
  const byDevice = new Map<string, string>();
  for (const { id, kind, device } of tasks.value?.items ?? []) {
    if (kind === "empty-bin" && device !== null) byDevice.set(device, id);
  }
  // On the day itself, after the round, there are still some hours to go.
  const dueMs = Math.max(fromInputText(`${day}T${ROUND_ENDS}`), nowMs + 2 * HOUR_MS);

  /** One after the other; it stops at the first that fails, and says how far it came. */
  const sendAll = async (bins: readonly BinRow[]): Promise<void> => {
    let made = 0;
    let trouble = "";
    for (const { device, site } of bins) {
      const dueAt = new Date(dueMs).toISOString();
      const answer = await requestJson("/api/v1/tasks", parseMade, {
        body: { kind: "empty-bin", device, site, owner: null, dueAt },
        idempotencyKey: newIntentKey(),
      });
      if (answer.ok) made++;
      else trouble = ` ${refusalText(answer.failure, language)}`;
      if (!answer.ok) break;
    }
    const count = formatNumber(made);
    const isAll = made === bins.length;
    const told = isAll ? text.madeAll(count) : text.madeSome(count, formatNumber(bins.length));
    say({ text: `${told}${trouble}` });
    tasks.refresh();
    refresh();
  };

  return {
    byDevice,
    isKnown: tasks.value !== null,
    isSending: isSending || maker.isSending,
    async make({ device, site, name }) {
      await maker.make({ kind: "empty-bin", dueMs, what: name, device, site, owner: null });
      tasks.refresh();
    },
    async makeAll(bins) {
      if (isBusy.current) return;
      isBusy.current = true;
      setSending(true);
      await sendAll(bins);
      isBusy.current = false;
      setSending(false);
    },
    refresh: tasks.refresh,
  };
}
