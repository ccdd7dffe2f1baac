import { useEffect, useRef, useState } from "preact/hooks";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, pageOf, text as textPart } from "../../edge/parts.ts";
import type { Failure } from "../../edge/request.ts";
import { formatNumber } from "../../format/number.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import type { BinRow } from "../edge/parse-bins.ts";
import { taskPart } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useNews } from "../parts/news.tsx";
import { useTaskMaker } from "../tasks/use-task-maker.ts";
import { roundDueMs } from "./round-due.ts";
import { useCollectionText } from "./text/use-collection-text.ts";

/** More tasks than these are not looked at for one that is about a bin already. */
const TASKS_MAX = 500;

const parseTasks = answerOf(pageOf(taskPart));
const parseMade = answerOf(fields({ id: textPart }));

export interface BinTasks {
  /** The id of the task to empty a bin that is open or started, by device. */
  byDevice: ReadonlyMap<string, string>;
  /** False until the tasks were read, so that none is made twice. */
  isKnown: boolean;
  isSending: boolean;
  /** Why the tasks could not be read at the latest attempt. */
  failure: Failure | null;
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
  // One after the other, each with a key that it keeps until it was answered.
  const post = usePost(parseMade);
  const [isSending, setSending] = useState(false);
  // Made since the list was read: a second tap makes no second task.
  const [fresh, setFresh] = useState<ReadonlyMap<string, string>>(new Map());
  const isBusy = useRef(false);
  const path = isStaff ? `/api/v1/tasks?state=active&limit=${TASKS_MAX}` : null;
  const tasks = useLoaded(path, parseTasks);
  useEffect(() => setFresh(new Map()), [tasks.value]);
  const byDevice = new Map(fresh);
  for (const { id, kind, device } of tasks.value?.items ?? []) {
    if (kind === "empty-bin" && device !== null) byDevice.set(device, id);
  }
  const dueMs = roundDueMs(day, nowMs);
  /** Kept until the list is read anew; an answer that was under way may not know them yet. */
  const keepFresh = (made: ReadonlyMap<string, string>): void => {
    setFresh((before) => new Map([...before, ...made]));
    tasks.refresh();
  };

  const forget = (device: string): void =>
    setFresh((before) => new Map([...before].filter(([one]) => one !== device)));

  /** It stops at the first that fails, and says how far it came. */
  const sendAll = async (bins: readonly BinRow[]): Promise<void> => {
    const made = new Map<string, string>();
    const dueAt = new Date(dueMs).toISOString();
    let trouble = "";
    for (const { device, site } of bins) {
      const body = { kind: "empty-bin", device, site, owner: null, dueAt };
      const answer = await post.send("/api/v1/tasks", body);
      if (answer?.ok) made.set(device, answer.value.id);
      else if (answer) trouble = ` ${refusalText(answer.failure, language)}`;
      if (!answer?.ok) break;
    }
    const count = formatNumber(made.size);
    const isAll = made.size === bins.length;
    const told = isAll ? text.madeAll(count) : text.madeSome(count, formatNumber(bins.length));
    say({ text: `${told}${trouble}` });
    keepFresh(made);
    refresh();
  };

  return {
    byDevice,
    isKnown: tasks.value !== null,
    isSending: isSending || maker.isSending,
    failure: tasks.failure,
    async make({ device, site, name }) {
      if (isBusy.current) return;
      const wish = { kind: "empty-bin", dueMs, what: name, device, site, owner: null } as const;
      const id = await maker.make(wish, () => forget(device));
      if (id !== null) keepFresh(new Map([[device, id]]));
    },
    async makeAll(bins) {
      if (isBusy.current || maker.isSending) return;
      isBusy.current = true;
      setSending(true);
      await sendAll(bins);
      isBusy.current = false;
      setSending(false);
    },
    refresh: tasks.refresh,
  };
}
