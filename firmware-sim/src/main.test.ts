import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually, startTestBroker, type TestBroker } from "./broker.fixture.ts";
import { makeFleet } from "./fleet.fixture.ts";

const MAIN = join(import.meta.dirname, "main.ts");

interface Program {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  exit: Promise<number | null>;
}

describe("the command", () => {
  let broker: TestBroker;
  let folder: string;
  let fleetPath: string;
  let children: ChildProcess[];

  beforeEach(async () => {
    broker = await startTestBroker();
    folder = mkdtempSync(join(tmpdir(), "resik-sim-"));
    fleetPath = join(folder, "fleet.json");
    const fleet = makeFleet({ bins: 2, airs: 2, brokerUrl: broker.url, seed: "of the file" });
    writeFileSync(fleetPath, JSON.stringify(fleet));
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    await broker.close();
    rmSync(folder, { recursive: true });
  });

  function start(...argv: string[]): Program {
    const child = fork(MAIN, argv, { silent: true, execArgv: [] });
    children.push(child);
    const text = { out: "", err: "" };
    child.stdout?.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (text.err += chunk.toString()));
    // `close` comes after the last byte of both streams.
    const exit = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
    return { child, stdout: () => text.out, stderr: () => text.err, exit };
  }

  it("runs a fleet, prints its seed, tells its supervisor, and ends within three seconds", async () => {
    const truthPath = join(folder, "truth.ndjson");
    const outboxPath = join(folder, "outbox.db");
    const program = start(
      "run",
      "--fleet",
      fleetPath,
      "--truth",
      truthPath,
      "--outbox",
      outboxPath,
    );
    const [message] = (await once(program.child, "message")) as [unknown];
    expect(message).toMatchObject({ type: "resik-ready", program: "sim" });
    await broker.until(() => broker.seen.length >= 4);
    await eventually(() => program.stdout().includes("seed: of the file"));
    const startMs = systemClock.monotonicMs();
    program.child.kill("SIGTERM");
    expect(await program.exit).toBe(0);
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(3_000);
    const offline = broker.seen.filter(({ payload }) => payload.includes('"offline"'));
    expect(offline).toHaveLength(4);
    expect(readFileSync(truthPath, "utf8").trim().split("\n").length).toBeGreaterThan(8);
  });

  it("ends when its supervisor is gone", async () => {
    const program = start("run", "--fleet", fleetPath);
    await once(program.child, "message");
    program.child.disconnect();
    // Node never says `close` of a child whose channel the parent closed.
    expect(await once(program.child, "exit")).toEqual([0, null]);
  });

  it("reports a backfill and a load as one JSON line", async () => {
    const backfill = start("backfill", "--fleet", fleetPath, "--days", "1", "--json");
    expect(await backfill.exit).toBe(0);
    const report = JSON.parse(backfill.stdout()) as { messages: number };
    expect(report.messages).toBe(broker.seen.length);
    const load = start(
      "load",
      "--fleet",
      fleetPath,
      "--connections",
      "4",
      "--messages",
      "400",
      "--json",
    );
    expect(await load.exit).toBe(0);
    expect(JSON.parse(load.stdout())).toMatchObject({ acked: 400, complete: true });
  });

  it("says in one sentence what is wrong and exits with 78", async () => {
    const noFile = start("run", "--fleet", join(folder, "no.json"));
    expect(await noFile.exit).toBe(78);
    expect(noFile.stderr()).toContain("fleet file");
    const noCommand = start("fly");
    expect(await noCommand.exit).toBe(78);
    expect(noCommand.stderr()).toContain("Usage:");
  });
});
