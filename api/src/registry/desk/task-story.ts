import type { TaskStep } from "@resik/contract/http/tasks";
import { nameOf, type Principal } from "../../auth/principal.ts";
import type { RegistryDb } from "../tables.ts";

/** Whose step it is. */
export interface Actor {
  /** Their account; null for the program and the command line. */
  id: string | null;
  /** The name that colleagues know; null for what the program did by itself. */
  name: string | null;
}

export const PROGRAM: Actor = { id: null, name: null };

/** How stories name who asks. */
export const actorOfTask = (principal: Principal): Actor => ({
  id: principal.kind === "user" ? principal.id : null,
  name: nameOf(principal),
});

export interface StoryStep {
  task: string;
  step: TaskStep;
  by: Actor;
  note?: string | null | undefined;
  nowMs: number;
}

/** Writes a step of a task's story: it is never changed, and never goes. */
export const addStep = (db: RegistryDb, { task, step, by, note, nowMs }: StoryStep) =>
  db
    .insertInto("task_steps")
    .values({ task, step, at_ms: nowMs, by_name: by.name, note: note ?? null })
    .execute();

/** How many steps a task's story has. */
export async function countSteps(db: RegistryDb, task: string): Promise<number> {
  const { steps } = await db
    .selectFrom("task_steps")
    .select(({ fn }) => fn.countAll<number>().as("steps"))
    .where("task", "=", task)
    .executeTakeFirstOrThrow();
  return steps;
}
