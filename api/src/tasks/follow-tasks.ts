import type { ProgramNote } from "@resik/contract/program-note";
import { deviceIdSchema } from "@resik/contract/slug";
import type { ReadingSource } from "@resik/readings/port";
import { removeOldPhotos } from "../registry/desk/report-photos.ts";
import { awaitingTasks, isStillAwaiting, overtakenTasks } from "../registry/desk/task-rounds.ts";
import { cancelTask, noteOnTask, reopenTask } from "../registry/desk/task-steps.ts";
import { PROGRAM } from "../registry/desk/task-story.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { TaskEvents } from "./task-events.ts";

/**
 * So long the readings have to agree that a task is done: a bin says its level every half hour, a
 * rule clears some readings later, and air takes an hour's mean.
 */
export const SENSOR_AGREES_WITHIN_MS = 2 * 3_600_000;
/** So long a device may say nothing at all after its task was done. */
export const SENSOR_SPEAKS_WITHIN_MS = 24 * 3_600_000;

/** What the program notes; the pages have the words. */
const STILL_RAISES: ProgramNote = "still-there";
const SAYS_NOTHING: ProgramNote = "says-nothing";
const ENDED_ITSELF: ProgramNote = "ended-itself";

export interface TaskRound {
  db: RegistryDb;
  source: Pick<ReadingSource, "latest">;
  nowMs: number;
  events: TaskEvents;
}

/**
 * Looks once at what nobody does: a task that was said to be done and whose sensor does not agree
 * is opened again; one whose alert ended before anybody began is cancelled, and one that somebody
 * is at gets a note. Photos of reports go when their time is over. Level-triggered, so a missed
 * round loses nothing. See docs/adr/0017.
 *
 * @returns how many steps were written; more may be left for the next round.
 * @throws when the registry or the store fails.
 */
export async function followTasks(round: TaskRound): Promise<number> {
  const { db, nowMs, events } = round;
  // First what asks nothing of the readings: their store may be away for days.
  const removed = await removeOldPhotos(db, nowMs);
  if (removed > 0) events.photosRemoved("aged", removed);
  return (await closeOvertaken(round)) + (await reopenUnproven(round));
}

async function closeOvertaken({ db, nowMs, events }: TaskRound): Promise<number> {
  let steps = 0;
  for (const { id, state } of await overtakenTasks(db)) {
    const step = { by: PROGRAM, nowMs, note: ENDED_ITSELF };
    const take = state === "open" ? cancelTask : noteOnTask;
    const taken = await db.transaction().execute((trx) => take(trx, id, step));
    if (!taken.ok) continue;
    events.overtaken(id, state === "open" ? "cancelled" : "noted");
    steps++;
  }
  return steps;
}

async function reopenUnproven({ db, source, nowMs, events }: TaskRound): Promise<number> {
  let steps = 0;
  for await (const task of awaitingTasks(db, nowMs - SENSOR_AGREES_WITHIN_MS)) {
    const { id, device, endedAtMs } = task;
    const isSilent = device !== null && !(await hasSpoken(source, device, endedAtMs));
    if (isSilent && nowMs - endedAtMs < SENSOR_SPEAKS_WITHIN_MS) continue;
    const step = { by: PROGRAM, nowMs, note: isSilent ? SAYS_NOTHING : STILL_RAISES };
    const opened = await db
      .transaction()
      .execute(async (trx) =>
        (await isStillAwaiting(trx, task)) ? reopenTask(trx, id, step) : null,
      );
    if (!opened?.ok) continue;
    events.reopened(id);
    steps++;
  }
  return steps;
}

/** Whether the device has measured anything since; that it is there or gone is no measurement. */
async function hasSpoken(
  source: Pick<ReadingSource, "latest">,
  device: string,
  sinceMs: number,
): Promise<boolean> {
  const newest = await source.latest({ device: deviceIdSchema.parse(device) });
  return newest.some(({ channel, atMs }) => channel !== "status" && atMs > sinceMs);
}
