import { describe, expect, it } from "vitest";
import { createManualClock } from "./clock.ts";
import { createGroupCommit } from "./group-commit.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(options: { rowsMax?: number; bytesMax?: number; commitMs?: number } = {}) {
  const clock = createManualClock(0);
  const commits: number[][] = [];
  let failure: Error | null = null;
  const commit = createGroupCommit<number>({
    clock: {
      ...clock,
      // Each look at the clock during a commit costs as long as the commit is said to take.
      monotonicMs: () => clock.monotonicMs() + elapsedMs,
    },
    rowsMax: options.rowsMax ?? 100,
    bytesMax: options.bytesMax ?? 1_000,
    waitMsMax: 5,
    bytesOf: () => 10,
    commit(rows) {
      elapsedMs += options.commitMs ?? 0;
      if (failure) throw failure;
      commits.push(rows);
    },
  });
  let elapsedMs = 0;
  return {
    clock,
    commit,
    commits,
    failWith: (error: Error | null) => {
      failure = error;
    },
  };
}

describe("group commit", () => {
  it("commits what came in one turn together, at the end of the turn", async () => {
    const { commit, commits } = setUp();
    const answers: unknown[] = [];
    for (const row of [1, 2, 3]) commit.add(row, (error) => answers.push(error));
    expect(commits).toEqual([]);
    expect(answers).toEqual([]);
    await turn();
    expect(commits).toEqual([[1, 2, 3]]);
    expect(answers).toEqual([null, null, null]);
  });

  it("answers each row once, only after the commit that held it", async () => {
    const { commit, commits } = setUp({ rowsMax: 2 });
    const seen: [number, number][] = [];
    for (const row of [1, 2, 3]) commit.add(row, () => seen.push([row, commits.length]));
    expect(seen).toEqual([
      [1, 1],
      [2, 1],
    ]);
    await turn();
    expect(seen).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
  });

  it("commits at once when the bytes reach their maximum", () => {
    const { commit, commits } = setUp({ bytesMax: 30 });
    for (const row of [1, 2]) commit.add(row, () => undefined);
    expect(commits).toEqual([]);
    commit.add(3, () => undefined);
    expect(commits).toEqual([[1, 2, 3]]);
  });

  it("waits as long as the last commit took, and never longer than its bound", async () => {
    const { clock, commit, commits } = setUp({ commitMs: 40 });
    commit.add(1, () => undefined);
    await turn();
    commit.add(2, () => undefined);
    await turn();
    expect(commits).toEqual([[1]]);
    await clock.advance(4);
    expect(commits).toEqual([[1]]);
    commit.add(3, () => undefined);
    await clock.advance(1);
    expect(commits).toEqual([[1], [2, 3]]);
  });

  it("gives a failed commit's error to each of its rows and takes the next ones", async () => {
    const { clock, commit, commits, failWith } = setUp();
    const answers: (Error | null)[] = [];
    const full = new Error("disk full");
    failWith(full);
    commit.add(1, (error) => answers.push(error));
    commit.add(2, (error) => answers.push(error));
    await turn();
    failWith(null);
    commit.add(3, (error) => answers.push(error));
    await turn();
    await clock.advance(5);
    expect(answers).toEqual([full, full, null]);
    expect(commits).toEqual([[3]]);
  });

  it("takes rows that are added while answers are given", async () => {
    const { commit, commits } = setUp();
    commit.add(1, () => commit.add(2, () => undefined));
    await turn();
    await turn();
    expect(commits).toEqual([[1], [2]]);
  });
});
