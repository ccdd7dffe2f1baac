import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { ledgerPath, openLedger } from "@resik/ledger/open";
import { openReadingSource } from "@resik/readings/open";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  addReadings,
  addTransfer,
  CAPITAL,
  fillDataFolder,
  testCommand,
  type TestCommand,
} from "../backup/data-folder.fixture.ts";
import { takeLock } from "../preflight/lock.ts";
import { runBackup, verifyBackup, type BackupCommandOptions } from "./backup.ts";
import { runRestore } from "./restore.ts";

let dir = "";
let dataDir = "";
let folder = "";
let command: TestCommand;
let cashAtMs = 0;
let template = "";
let templateBackup = "";
// Made once: what each test has of it is a copy.
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), "resik-backup-template-"));
  cashAtMs = systemClock.nowMs();
  dataDir = join(template, "data");
  await fillDataFolder(dataDir, cashAtMs);
  command = testCommand({ RESIK_DATA_DIR: dataDir });
  templateBackup = await backup({ to: join(template, "backups") });
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-backup-"));
  dataDir = join(dir, "data");
  folder = join(dataDir, "backups");
  command = testCommand({ RESIK_DATA_DIR: dataDir });
  cpSync(join(template, "data"), dataDir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const settings = () => ({ RESIK_DATA_DIR: dataDir, RESIK_LEDGER_URL: "sqlite:" });
const backup = async (options: Partial<BackupCommandOptions> = {}): Promise<string> => {
  const all = { keep: 7, withoutSecrets: false, json: true, ...options };
  await runBackup(command.context, settings(), all);
  // The command's own answer.
  return (JSON.parse(command.out.at(-1) ?? "") as { path: string }).path;
};
const verify = (path: string) => verifyBackup(command.context, path, { json: false });
const restore = (path: string, to = join(dir, "restored")) =>
  runRestore(command.context, settings(), path, { dataDir: to, json: false });
const backups = () => readdirSync(folder).filter((name) => name !== "resik.lock");

describe("resik backup", () => {
  it("takes everything, for its owner alone, and says what it holds", async () => {
    const path = await backup();
    const manifest: unknown = JSON.parse(readFileSync(join(path, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({
      counts: {
        ledger: { isIntact: true, transfers: 2, heads: [{ bank: "bank-mawar", seq: 2 }] },
        registry: { members: 0 },
        readings: { total: 1_000, channels: { air: 1_000 } },
        inbox: null,
      },
    });
    expect(readdirSync(path).sort()).toEqual([
      "ledger",
      "manifest.json",
      "readings",
      "registry",
      "secrets.env",
    ]);
    for (const name of ["secrets.env", "ledger/ledger.sqlite", "manifest.json"]) {
      expect(statSync(join(path, name)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(command.notes).toEqual([expect.stringContaining("inbox.sqlite yet")]);
    expect(JSON.stringify([command.out, command.notes])).not.toContain("s3cret");
    await verify(path);
    expect(command.out.at(-1)).toBe("Readings: 1000, and 0 messages in quarantine.");
  });

  it("leaves the secrets out where it is told to, and says so after a restore too", async () => {
    const path = await backup({ withoutSecrets: true });
    expect(existsSync(join(path, "secrets.env"))).toBe(false);
    await restore(path);
    expect(command.out.join("\n")).toMatch(/It brought no secrets/);
  });

  it("keeps the newest ones, and removes what interrupted ones left", async () => {
    const paths = [await backup({ keep: 2 })];
    mkdirSync(join(folder, ".incomplete-resik-2026-01-01T00-00-00Z", "ledger"), {
      recursive: true,
    });
    mkdirSync(join(folder, "my-own-folder"));
    for (let count = 0; count < 2; count++) paths.push(await backup({ keep: 2 }));
    expect(backups().sort()).toEqual(
      ["my-own-folder", ...paths.slice(1).map((path) => path.slice(folder.length + 1))].sort(),
    );
  });

  it("removes no earlier one when the books are broken", async () => {
    const first = await backup();
    const db = openDurableSqlite(ledgerPath(dataDir));
    db.exec("DROP TRIGGER postings_never_change");
    db.exec("UPDATE postings SET amount = 500000 WHERE account = 'cash'");
    db.close();
    await expect(backup({ keep: 1 })).rejects.toThrow(/The books are broken/);
    expect(backups()).toHaveLength(2);
    expect(existsSync(first)).toBe(true);
  });

  it("takes the inbox from where the broker has it, and counts its messages", async () => {
    const brokerDir = join(dir, "broker-data");
    mkdirSync(join(brokerDir, "broker"), { recursive: true });
    const inbox = openDurableSqlite(join(brokerDir, "broker", "inbox.sqlite"));
    inbox.exec("CREATE TABLE segment (id INTEGER PRIMARY KEY, rows INTEGER NOT NULL)");
    inbox.exec("INSERT INTO segment (rows) VALUES (3), (4)");
    const path = await backup({ brokerDir });
    inbox.close();
    await verify(path);
    expect(command.out).toContain("Inbox: 7 messages on their way to the store.");
  });

  it("ends at Ctrl-C without a trace", async () => {
    const running = backup();
    command.end();
    await expect(running).rejects.toThrow("It was ended. No backup was made.");
    expect(backups()).toEqual([]);
  });

  it("is refused where there is no data, no ledger of ours, or another backup at work", async () => {
    const lock = takeLock(join(dir), process.ppid);
    await expect(backup({ to: dir })).rejects.toThrow(/Another backup to .* is being taken/);
    lock.release();
    await expect(
      runBackup(
        command.context,
        { ...settings(), RESIK_LEDGER_URL: "postgres://x" },
        { keep: 1, withoutSecrets: false, json: true },
      ),
    ).rejects.toThrow(/Only an embedded ledger/);
    writeFileSync(join(dir, "file"), "x");
    await expect(backup({ to: join(dir, "file", "below") })).rejects.toThrow(/name a folder/);
    rmSync(join(dataDir, "ledger"), { recursive: true });
    rmSync(join(dataDir, "registry"), { recursive: true });
    rmSync(join(dataDir, "readings"), { recursive: true });
    await expect(backup()).rejects.toThrow(/There is nothing to back up/);
    rmSync(dataDir, { recursive: true });
    await expect(backup()).rejects.toThrow(/There is no data folder/);
  });

  it("takes no secret through a link", async () => {
    rmSync(join(dataDir, "secrets.env"));
    symlinkSync("/etc/hostname", join(dataDir, "secrets.env"));
    await expect(backup()).rejects.toThrow(/secrets.env is a symbolic link/);
    expect(backups()).toEqual([]);
  });
});

describe("a backup that lacks what an earlier one has", () => {
  it("is told as such, and no earlier one is removed for it", async () => {
    const whole = await backup();
    rmSync(join(dataDir, "ledger"), { recursive: true });
    await expect(backup({ keep: 1 })).rejects.toThrow(
      `The backup has no ledger, which ${whole} has. Every earlier backup is kept.`,
    );
    expect(backups()).toHaveLength(2);
    // The loss stays one until the last backup that has it was moved away by hand.
    await expect(backup({ keep: 1 })).rejects.toThrow(/has no ledger/);
    expect(backups()).toHaveLength(3);
  });

  it("is as good as any where the store was never there", async () => {
    rmSync(join(dataDir, "ledger"), { recursive: true });
    await backup({ keep: 1 });
    await backup({ keep: 1 });
    expect(backups()).toHaveLength(1);
  });
});

describe("resik restore", () => {
  it("brings back what was there at the moment of the backup, and it goes on from there", async () => {
    const path = await backup();
    await addTransfer(dataDir, "key-cash-2", CAPITAL);
    await addReadings(dataDir, 1_000, 5);
    const to = join(dir, "restored");
    await restore(path, to);
    expect(command.out).toContain("Readings: 1000, and 0 messages in quarantine.");
    expect(readFileSync(join(to, "secrets.env"), "utf8")).toContain("s3cret");
    expect(readdirSync(to).sort()).toEqual(["ledger", "readings", "registry", "secrets.env"]);
    // A key that a phone still holds gives the first answer, not a second transfer.
    const again = await addTransfer(to, "key-cash-1", CAPITAL, cashAtMs);
    expect(again).toMatchObject({ isRepeat: true });
    expect(await addTransfer(to, "key-cash-2", CAPITAL)).toMatchObject({ isRepeat: false });
    const ledger = openLedger("sqlite:", { dataDir: to, clock: systemClock });
    expect(await ledger.verify()).toMatchObject({ isIntact: true, transfers: 3 });
    await ledger.close();
    const source = await openReadingSource("sqlite:", { dataDir: to, clock: systemClock });
    expect(await source.tally("air")).toMatchObject([{ readings: 1_000 }]);
    await source.close();
  });

  it("is refused into a folder that is not empty or in use, which stays as it is", async () => {
    const path = await backup();
    await expect(restore(path, dataDir)).rejects.toThrow(/is not empty .*empty folder only/s);
    const to = join(dir, "used");
    mkdirSync(to);
    const lock = takeLock(to, process.ppid);
    await expect(restore(path, to)).rejects.toThrow(/in use by another running Resik/);
    lock.release();
    expect(readdirSync(to)).toEqual([]);
    // What an interrupted restore left is no data.
    mkdirSync(join(to, ".restoring", "ledger"), { recursive: true });
    await restore(path, to);
  });

  it("gives nothing its place when one of the places is taken meanwhile", async () => {
    const path = await backup();
    const to = join(dir, "restored");
    const running = restore(path, to);
    mkdirSync(join(to, "registry"));
    await expect(running).rejects.toThrow(/registry appeared while the backup was restored/);
    expect(readdirSync(to)).toEqual(["registry"]);
  });

  it("is ended without a trace", async () => {
    const path = await backup();
    const running = restore(path);
    command.end();
    await expect(running).rejects.toThrow(/It was ended/);
    expect(readdirSync(join(dir, "restored"))).toEqual([]);
  });
});

describe("a backup that is not as it was", () => {
  const change: [string, (path: string) => void, RegExp][] = [
    ["has no manifest", (path) => rmSync(join(path, "manifest.json")), /not a complete backup/],
    [
      "has a torn manifest",
      (path) => writeFileSync(join(path, "manifest.json"), '{"format":1,'),
      /is not one that Resik wrote/,
    ],
    [
      "is of a newer version",
      (path) => editManifest(path, (text) => text.replace('"format": 1', '"format": 2')),
      /newer version of Resik; update/,
    ],
    [
      "names a file outside",
      (path) => editManifest(path, (text) => text.replace("secrets.env", "../../secrets.env")),
      /is not one that Resik wrote \(files/,
    ],
    [
      "names a file twice",
      (path) => editManifest(path, (text) => text.replace("registry/registry", "ledger/ledger")),
      /is not one that Resik wrote \(files\)/,
    ],
    ["misses a file", (path) => rmSync(join(path, "registry/registry.sqlite")), /is missing/],
    [
      "has a longer file",
      (path) => appendFileSync(join(path, "secrets.env"), "x"),
      /is not as it was when the backup was taken/,
    ],
    [
      "has another file of the same size",
      (path) => flipByte(join(path, "readings/readings.sqlite")),
      /readings.sqlite is not as it was/,
    ],
    [
      "has a log beside a database",
      (path) => writeFileSync(join(path, "ledger/ledger.sqlite-wal"), "x"),
      /ledger.sqlite-wal is no part of the backup/,
    ],
    [
      "has a folder of its own",
      (path) => mkdirSync(join(path, "extra")),
      /extra is no part of the backup/,
    ],
    [
      "has a link for a file",
      (path) => {
        renameSync(join(path, "secrets.env"), join(dir, "elsewhere"));
        symlinkSync(join(dir, "elsewhere"), join(path, "secrets.env"));
      },
      /secrets.env is not an ordinary file/,
    ],
    [
      "has a link for a folder",
      (path) => {
        renameSync(join(path, "ledger"), join(dir, "elsewhere"));
        symlinkSync(join(dir, "elsewhere"), join(path, "ledger"));
      },
      /ledger is a symbolic link/,
    ],
    [
      "says it holds more",
      (path) => editManifest(path, (text) => text.replace('"transfers": 2', '"transfers": 3')),
      /does not hold what it says: ledger: transfers should be 3 and is 2/,
    ],
  ];

  it.each(change)("%s: verify and restore refuse it in a sentence", async (_what, spoil, words) => {
    const path = join(dir, "spoilt");
    cpSync(templateBackup, path, { recursive: true });
    spoil(path);
    await expect(verify(path)).rejects.toThrow(words);
    await expect(restore(path)).rejects.toThrow(words);
    const to = join(dir, "restored");
    expect(existsSync(to) ? readdirSync(to) : []).toEqual([]);
  });

  it("a schema that this version does not know is refused, whichever store has it", async () => {
    for (const [path, sql, words] of [
      ["ledger/ledger.sqlite", "PRAGMA user_version = 99", /ledger .* newer version/],
      ["registry/registry.sqlite", "PRAGMA user_version = 99", /registry has version 99/],
      ["readings/readings.sqlite", "UPDATE schema_version SET version = 99", /schema 99/],
    ] as const) {
      const made = join(dir, "other");
      cpSync(dataDir, made, { recursive: true });
      const db = openDurableSqlite(join(made, path));
      db.exec(sql);
      db.close();
      const other = testCommand({ RESIK_DATA_DIR: made });
      const options = { keep: 7, withoutSecrets: false, json: true };
      await runBackup(other.context, { ...settings(), RESIK_DATA_DIR: made }, options);
      const taken = (JSON.parse(other.out.at(-1) ?? "") as { path: string }).path;
      await expect(restore(taken)).rejects.toThrow(words);
      expect(readdirSync(join(dir, "restored"))).toEqual([]);
      rmSync(made, { recursive: true });
    }
  });

  it("is none at all where there is no folder", async () => {
    await expect(verify(join(dir, "nowhere"))).rejects.toThrow(/is not a folder with a backup/);
    await expect(restore(join(dir, "nowhere"))).rejects.toThrow(/is not a folder with a backup/);
  });
});

function editManifest(path: string, edit: (text: string) => string): void {
  const file = join(path, "manifest.json");
  const text = readFileSync(file, "utf8");
  const edited = edit(text);
  expect(edited).not.toBe(text);
  writeFileSync(file, edited);
}

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
