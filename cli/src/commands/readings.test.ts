import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "@resik/kit/program";
import { openReadingSource } from "@resik/readings/open";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addReadings, testCommand, type TestCommand } from "../backup/data-folder.fixture.ts";
import { takeLock } from "../preflight/lock.ts";
import { runReadingsCopy, type ReadingsCopyOptions } from "./readings.ts";

let dir = "";
let dataDir = "";
let to = "";
let command: TestCommand;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "resik-copy-command-"));
  dataDir = join(dir, "data");
  to = `sqlite://${dir}/other/readings/readings.sqlite`;
  command = testCommand({ RESIK_DATA_DIR: dataDir });
  await addReadings(dataDir, 0, 12_000);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const copy = (options: Partial<ReadingsCopyOptions> = {}) =>
  runReadingsCopy(command.context, {
    from: "sqlite:",
    to,
    restart: false,
    json: false,
    ...options,
  });
const figures = (): unknown => JSON.parse(command.out.at(-1) ?? "");
const stored = async (): Promise<number> => {
  const context = { dataDir, clock: command.context.clock };
  const source = await openReadingSource(to, context);
  const [tally] = await source.tally("air");
  await source.close();
  return tally?.readings ?? 0;
};

describe("resik readings copy", () => {
  it("copies, says how fast and in how much memory, and that both are equal", async () => {
    await copy();
    expect(command.out[0]).toMatch(
      /^Copied: 12000 of 12000 readings written in \d+ s \(\d+ a second\), at most \d+ MiB/,
    );
    expect(command.out[1]).toMatch(/are equal \(floats within 1e-9\)/);
    expect(command.notes[0]).toMatch(/^resik: copying readings from sqlite: to sqlite:\/\/\//);
    expect(await stored()).toBe(12_000);
    command.out.length = 0;
    await copy({ json: true });
    expect(figures()).toMatchObject({
      readings: 12_000,
      equal: true,
      differing: 0,
      resumed: true,
      perS: expect.any(Number),
      rssMbMax: expect.any(Number),
      seconds: expect.any(Number),
    });
    await copy({ json: true, restart: true });
    expect(figures()).toMatchObject({ resumed: false, copied: 12_000, equal: true });
  });

  it("ends after the batch at hand at Ctrl-C, and the same command goes on", async () => {
    const running = copy();
    setImmediate(() => command.end());
    await expect(running).rejects.toThrow(/ended with \d+ readings confirmed; the same command/);
    expect(await stored()).toBeLessThan(12_000);
    await copy({ json: true });
    expect(figures()).toMatchObject({ equal: true });
    expect(await stored()).toBe(12_000);
  });

  it("names the series that are not equal, and fails", async () => {
    await addReadings(join(dir, "other"), 20_000, 1);
    await expect(copy()).rejects.toThrow("The two stores are not equal; nothing was removed");
    expect(command.out[0]).toMatch(/^NOT EQUAL/);
    expect(command.out.at(-1)).toMatch(/^air +pati-kota +st-01 +12000 +12001$/);
  });

  it("goes on from no notes that are torn", async () => {
    await copy();
    const folder = join(dataDir, "copies");
    const [name = ""] = readdirSync(folder).filter((each) => each.startsWith("readings-"));
    writeFileSync(join(folder, name), readFileSync(join(folder, name)).subarray(0, 40));
    await copy({ json: true });
    expect(figures()).toMatchObject({ resumed: false, copied: 12_000, equal: true });
  });

  it("is refused onto itself, onto a store in use, and beside another copy", async () => {
    await expect(copy({ to: "sqlite:" })).rejects.toThrow(/are the same store/);
    await expect(copy({ to: `sqlite://${dataDir}/readings/readings.sqlite` })).rejects.toThrow(
      /are the same store/,
    );
    const lock = takeLock(dataDir, process.ppid);
    const into = { from: to, to: "sqlite:" };
    await expect(copy(into)).rejects.toThrow(/in use by another running Resik/);
    // The running system may be read.
    await copy();
    lock.release();
    const other = takeLock(join(dataDir, "copies"), process.ppid);
    await expect(copy()).rejects.toThrow(/Another copy is running/);
    other.release();
  });

  it("says in a sentence what is no store, and never a password", async () => {
    for (const wrong of ["mysql://user:hunter2@db/x", "nothing", "sqlite:x"]) {
      for (const ends of [{ from: wrong }, { to: wrong }]) {
        const error: unknown = await copy(ends).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(StartError);
        expect(String(error)).not.toContain("hunter2");
      }
    }
    await expect(copy({ from: `sqlite://${dir}/none.sqlite` })).rejects.toThrow(
      /cannot be copied: The readings file .* does not exist yet/,
    );
    expect([...command.out, ...command.notes].join()).not.toContain("hunter2");
  });
});
