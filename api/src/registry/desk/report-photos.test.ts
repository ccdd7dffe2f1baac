import { ACTIVE_PHOTO_DAYS, REPORT_PHOTO_DAYS } from "@resik/contract/http/resident-reports";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, type Registry } from "../open.ts";
import { keepPhoto, readPhoto, removeOldPhotos } from "./report-photos.ts";

const DAY_MS = 86_400_000;
const SIZE = 100;

let registry: Registry;
beforeEach(async () => {
  registry = openRegistry(":memory:");
  const { db } = registry;
  const place = { area_code: "33.18.10", area_name: "Pati", lat: -6.75, lon: 111.04 };
  const site = { id: "bsu-melati", name: "Melati", kind: "waste-bank", ...place } as const;
  await db.insertInto("sites").values(site).execute();
  await db.insertInto("banks").values({ id: site.id, number: 1 }).execute();
  const member = { id: "sari", bank: site.id, serial: 1, kind: "person", name: "Sari" } as const;
  await db
    .insertInto("members")
    .values({ ...member, joined_on: "2026-01-01" })
    .execute();
});
afterEach(() => registry.close());

/** A report that ended at a time, or is not over; it came at the beginning of time or later. */
const report = (id: string, endedAtMs: number | null, receivedAtMs = 0) =>
  registry.db
    .insertInto("resident_reports")
    .values({
      id,
      member: "sari",
      input_sha256: id,
      kind: "other",
      state: endedAtMs === null ? "received" : "done",
      note: "",
      place: "",
      lat: null,
      lon: null,
      device: null,
      area_code: null,
      area_name: null,
      seen_at_ms: 0,
      received_at_ms: receivedAtMs,
      ended_at_ms: endedAtMs,
    })
    .execute();
const keep = (id: string, roomFor: number, size = SIZE) =>
  keepPhoto(
    registry.db,
    id,
    { type: "image/jpeg", bytes: new Uint8Array(size).fill(7) },
    roomFor * SIZE,
  );
const kept = async (...ids: string[]) => {
  const found: string[] = [];
  for (const id of ids) if (await readPhoto(registry.db, id, null)) found.push(id);
  return found;
};

describe("photos of reports", () => {
  it("fill their room to the last byte, and then the report that ended first loses its own", async () => {
    await report("late", 2_000);
    await report("early", 1_000);
    await report("active", null);
    await report("new", null);
    for (const id of ["late", "early", "active"]) {
      expect(await keep(id, 3)).toEqual({ isKept: true, removed: 0 });
    }
    expect(await keep("new", 3)).toEqual({ isKept: true, removed: 1 });
    expect(await kept("late", "early", "active", "new")).toEqual(["late", "active", "new"]);
    await report("large", null);
    expect(await keep("large", 3, SIZE + 1)).toEqual({ isKept: false, removed: 1 });
    expect(await kept("late", "active", "new", "large")).toEqual(["active", "new"]);
  });

  it("are read by their member and by nobody else's", async () => {
    await report("own", null);
    await keep("own", 1);
    expect(await readPhoto(registry.db, "own", "sari")).toMatchObject({ type: "image/jpeg" });
    expect(await readPhoto(registry.db, "own", "budi")).toBeNull();
  });

  it("go so many days after their report's end, and not before", async () => {
    await report("ended", 1_000);
    await report("active", null);
    await keep("ended", 9);
    await keep("active", 9);
    const dueMs = 1_000 + REPORT_PHOTO_DAYS * DAY_MS;
    expect(await removeOldPhotos(registry.db, dueMs)).toBe(0);
    expect(await removeOldPhotos(registry.db, dueMs + 1)).toBe(1);
    expect(await kept("ended", "active")).toEqual(["active"]);
  });

  it("of a report that nobody ends go so many days after its coming, and not before", async () => {
    const cameMs = 5_000;
    await report("forgotten", null, cameMs);
    await report("newer", null, cameMs + 1);
    // It ended late: its photo has its days after the end like any other.
    await report("slow", cameMs + (ACTIVE_PHOTO_DAYS - 1) * DAY_MS, cameMs);
    for (const id of ["forgotten", "newer", "slow"]) await keep(id, 9);
    const dueMs = cameMs + ACTIVE_PHOTO_DAYS * DAY_MS;
    expect(await removeOldPhotos(registry.db, dueMs)).toBe(0);
    expect(await removeOldPhotos(registry.db, dueMs + 1)).toBe(1);
    expect(await kept("forgotten", "newer", "slow")).toEqual(["newer", "slow"]);
  });

  it("go a hundred at a time, so that nobody waits for long", async () => {
    for (let index = 0; index < 101; index++) {
      await report(`old${index}`, 1_000);
      await keep(`old${index}`, 200);
    }
    const dueMs = 1_001 + REPORT_PHOTO_DAYS * DAY_MS;
    expect(await removeOldPhotos(registry.db, dueMs)).toBe(100);
    expect(await removeOldPhotos(registry.db, dueMs)).toBe(1);
    expect(await removeOldPhotos(registry.db, dueMs)).toBe(0);
  });
});
