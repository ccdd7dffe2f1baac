import { fail, ok, type Result } from "@resik/contract/error-code";
import { TASK_STEPS_MAX, type TaskState, type TaskStep } from "@resik/contract/http/tasks";
import type { RegistryDb } from "../tables.ts";
import { endReport, giveReportBack, takeReportInWork } from "./resident-report-states.ts";
import { takeAlertInHand } from "./task-alert.ts";
import { checkOnlyTask, checkRoom } from "./task-creation.ts";
import { assignablePerson } from "./task-people.ts";
import { findTask, isActive, type TaskRow } from "./task-rows.ts";
import { addStep, countSteps, type Actor } from "./task-story.ts";

/** Who does a step, when, and with which words. */
export interface StepOf {
  by: Actor;
  nowMs: number;
  note?: string | undefined;
}

type StepResult = Promise<Result<TaskRow>>;

/** Notes and the like end before a story does: the end of a task is always written. */
async function checkStory(db: RegistryDb, task: string): Promise<Result<null>> {
  if ((await countSteps(db, task)) < TASK_STEPS_MAX) return ok(null);
  return fail("too-many-requests", `task ${task} has ${TASK_STEPS_MAX} steps`);
}

async function findActive(db: RegistryDb, id: string): StepResult {
  const task = await findTask(db, id);
  if (!task.ok) return task;
  if (!isActive(task.value.state)) {
    return fail("already-settled", `task ${id} is ${task.value.state}`);
  }
  const story = await checkStory(db, id);
  return story.ok ? task : story;
}

/** Writes a step with its change and reads the task anew. */
async function take(
  db: RegistryDb,
  id: string,
  step: TaskStep,
  { by, nowMs, note }: StepOf,
  change: Partial<Pick<TaskRow, "state" | "owner" | "due_at_ms" | "started_at_ms" | "ended_at_ms">>,
): StepResult {
  if (Object.keys(change).length > 0) {
    await db.updateTable("tasks").set(change).where("id", "=", id).execute();
  }
  await addStep(db, { task: id, step, by, note, nowMs });
  return findTask(db, id);
}

/**
 * Gives a task, and its alert, to a member of staff or to nobody; to the same one a second time
 * changes nothing. This and all below: call it in a transaction.
 *
 * @returns `not-found` for the task or the person, `already-settled` when it is over.
 */
export async function assignTask(
  db: RegistryDb,
  id: string,
  owner: string | null,
  step: StepOf,
): StepResult {
  const task = await findActive(db, id);
  if (!task.ok || task.value.owner === owner) return task;
  const person = owner === null ? null : await assignablePerson(db, owner);
  if (person && !person.ok) return person;
  if (task.value.alert !== null) await takeAlertInHand(db, task.value.alert, { owner, ...step });
  return take(db, id, "assigned", { ...step, note: person?.value.name }, { owner });
}

/** Says that work has begun; who begins what is nobody's is its owner from then on. */
export async function startTask(db: RegistryDb, id: string, step: StepOf): StepResult {
  const task = await findActive(db, id);
  if (!task.ok || task.value.state === "started") return task;
  const owner = task.value.owner ?? step.by.id;
  if (task.value.alert !== null && owner !== task.value.owner) {
    await takeAlertInHand(db, task.value.alert, { owner, ...step });
  }
  return take(db, id, "started", step, { state: "started", started_at_ms: step.nowMs, owner });
}

/** Ends a task that is not over. @returns the task as it is when it has this very end already. */
async function endTask(
  db: RegistryDb,
  id: string,
  end: Extract<TaskState, "done" | "cancelled">,
  step: StepOf,
): Promise<Result<{ task: TaskRow; isNew: boolean }>> {
  const task = await findTask(db, id);
  if (!task.ok) return task;
  if (task.value.state === end) return ok({ task: task.value, isNew: false });
  if (!isActive(task.value.state)) {
    return fail("already-settled", `task ${id} is ${task.value.state}`);
  }
  const ended = await take(db, id, end, step, { state: end, ended_at_ms: step.nowMs });
  return ended.ok ? ok({ task: ended.value, isNew: true }) : ended;
}

/**
 * Says that it is done. A report ends with it; an alert ends when the readings agree.
 *
 * @param step `answer`: what the reporter reads.
 */
export async function finishTask(
  db: RegistryDb,
  id: string,
  step: StepOf & { answer?: string | undefined },
): StepResult {
  const ended = await endTask(db, id, "done", step);
  if (!ended.ok) return ended;
  const { task, isNew } = ended.value;
  if (isNew && task.report !== null) {
    await endReport(db, task.report, { state: "done", answer: step.answer, nowMs: step.nowMs });
  }
  return ok(task);
}

/** Says that it will not be done. Its alert stays as it is; its report waits for somebody again. */
export async function cancelTask(db: RegistryDb, id: string, step: StepOf): StepResult {
  const ended = await endTask(db, id, "cancelled", step);
  if (!ended.ok) return ended;
  const { task, isNew } = ended.value;
  if (isNew && task.report !== null) await giveReportBack(db, task.report);
  return ok(task);
}

/**
 * Says that it is not done after all.
 *
 * @returns `already-exists` with the id of another task about the same, `not-open` when it is not
 * over, `too-many-requests` while there are too many.
 */
export async function reopenTask(db: RegistryDb, id: string, step: StepOf): StepResult {
  const task = await findTask(db, id);
  if (!task.ok) return task;
  if (isActive(task.value.state)) return fail("not-open", `task ${id} is not over`);
  const { alert, report } = task.value;
  for (const check of [checkStory(db, id), checkRoom(db), checkOnlyTask(db, { alert, report })]) {
    const checked = await check;
    if (!checked.ok) return checked;
  }
  if (report !== null) await takeReportInWork(db, report);
  return take(db, id, "reopened", step, { state: "open", started_at_ms: null, ended_at_ms: null });
}

/** Writes words into the story, also after the end. */
export async function noteOnTask(db: RegistryDb, id: string, step: StepOf): StepResult {
  const task = await findTask(db, id);
  if (!task.ok) return task;
  const story = await checkStory(db, id);
  return story.ok ? take(db, id, "noted", step, {}) : story;
}

/** Sets when it is due; the same time changes nothing. */
export async function setTaskDue(
  db: RegistryDb,
  id: string,
  dueAtMs: number,
  step: StepOf,
): StepResult {
  const task = await findActive(db, id);
  if (!task.ok || task.value.due_at_ms === dueAtMs) return task;
  const note = new Date(dueAtMs).toISOString();
  return take(db, id, "due-changed", { ...step, note }, { due_at_ms: dueAtMs });
}
