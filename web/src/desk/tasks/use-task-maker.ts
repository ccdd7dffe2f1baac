import { fields, text as textPart } from "../../edge/parts.ts";
import { requestJson } from "../../edge/request.ts";
import { newIntentKey } from "../../controls/intent.ts";
import { usePost } from "../../controls/use-post.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import type { TaskKind } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useNews } from "../parts/news.tsx";
import { useListText } from "../text/list-text.ts";
import { useTaskText } from "../text/task-text.ts";

export interface TaskWish {
  kind: TaskKind;
  dueMs: number;
  /** What it is about, for people: a bin's name, a place. */
  what: string;
  alert?: string;
  report?: string;
  device?: string;
  site?: string;
  note?: string;
  /** Whoever is signed in, unless it says otherwise; null for nobody yet. */
  owner?: string | null;
}

const madePart = fields({ id: textPart });

/** Makes tasks in one tap and says so, with a way to take it back. */
export function useTaskMaker() {
  const { user, refresh } = useDesk();
  const say = useNews();
  const text = useTaskText();
  const list = useListText();
  const { language } = useLanguage();
  const post = usePost((value) => madePart(value) ?? null);

  const undo = async (task: string, onUndone?: () => void): Promise<void> => {
    const answer = await requestJson(`/api/v1/tasks/${task}/cancel`, () => true, {
      body: { note: text.undoReason },
      idempotencyKey: newIntentKey(),
    });
    if (answer.ok) onUndone?.();
    say({ text: answer.ok ? text.undone : refusalText(answer.failure, language) });
    refresh();
  };

  /** The new task's id; null when it was not made. `onUndone`: it was taken back. */
  const make = async (wish: TaskWish, onUndone?: () => void): Promise<string | null> => {
    const { dueMs, what, owner = user.id, ...fields } = wish;
    const dueAt = new Date(dueMs).toISOString();
    const answer = await post.send("/api/v1/tasks", { ...fields, owner, dueAt });
    if (answer === null) return null;
    if (!answer.ok) {
      say({ text: `${text.notMade} ${refusalText(answer.failure, language)}` });
      return null;
    }
    const { id } = answer.value;
    say({
      text: text.made(`${list.taskKind[wish.kind]}, ${what}`),
      undo: { label: text.undo, run: () => void undo(id, onUndone) },
    });
    refresh();
    return id;
  };
  return { make, isSending: post.isSending, failure: post.failure };
}
