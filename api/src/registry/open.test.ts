import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { getMigrations } from "better-auth/db/migration";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signInOptions } from "../auth/sign-in.ts";
import { writeAudit } from "./audit.ts";
import { openRegistry, registryPath } from "./open.ts";

describe("registry", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "resik-registry-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has the tables that the sign-in library wants", async () => {
    const { db, close } = openRegistry(registryPath(folder));
    const options = signInOptions({
      db,
      sessionSecret: "bZ3kq9vX2mT7yPw4sLd8rJf6hGc1nQa5eUi0oKt",
      publicUrl: null,
      logger: createLogger("api", "silent"),
      clock: systemClock,
    });
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect(toBeCreated).toEqual([]);
    expect(toBeAdded).toEqual([]);
    await close();
  });

  it("opens again what it made, and refuses a file of a newer program", async () => {
    const path = registryPath(folder);
    await openRegistry(path).close();
    await openRegistry(path).close();
    const sqlite = openDurableSqlite(path);
    sqlite.pragma("user_version = 99");
    sqlite.close();
    expect(() => openRegistry(path)).toThrow(/version 99/);
  });

  it("keeps an audit log that can neither be changed nor shortened", async () => {
    const { db, close } = openRegistry(registryPath(folder));
    await writeAudit(db, { atMs: 1, actor: "cli", action: "site.add", target: "bsu-melati" });
    await expect(db.updateTable("audit_log").set({ actor: "x" }).execute()).rejects.toThrow(
      /append-only/,
    );
    await expect(db.deleteFrom("audit_log").execute()).rejects.toThrow(/append-only/);
    expect(await db.selectFrom("audit_log").selectAll().execute()).toHaveLength(1);
    await close();
  });
});
