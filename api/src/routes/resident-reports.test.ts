import { BODY_BYTES_MAX } from "@resik/contract/limits";
import { pageOf } from "@resik/contract/http/page";
import {
  REPORT_BODY_BYTES_MAX,
  REPORT_PHOTO_BYTES_MAX,
  REPORTS_PER_DAY_MAX,
  myReportListSchema,
  myReportSchema,
  residentReportViewSchema,
  type MyReport,
} from "@resik/contract/http/resident-reports";
import { taskDetailSchema, taskFiguresSchema } from "@resik/contract/http/tasks";
import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SITE, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";
import {
  BARE_JPEG,
  bareWebpOf,
  makeJpeg,
  makeWebp,
  SECRET_WORDS,
} from "../tasks/photo/photo.fixture.ts";

const START_MS = Date.UTC(2026, 10, 2, 3);
const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;

/** Midnight in WIB. */
const startOfNextDay = (atMs: number): number =>
  Math.ceil((atMs + WIB_MS) / DAY_MS) * DAY_MS - WIB_MS;

const PHOTO = { type: "image/jpeg", base64: makeJpeg().toString("base64") } as const;
const REPORT = {
  kind: "burning",
  note: "asap hitam",
  seenAt: new Date(START_MS - 60_000).toISOString(),
  lat: -6.75512349,
  lon: 111.04098765,
  place: "belakang pasar",
  device: null,
  photo: null,
} as const;

describe("residents' reports", () => {
  const clock = createManualClock(START_MS);
  let test: TestApi;
  let staff: Credentials;
  let operator: Credentials;
  let sari: Credentials;
  let budi: Credentials;
  let sariId: string;
  beforeAll(async () => {
    test = await startTestApi({ clock });
    await test.seed();
    operator = await test.enter("operator");
    staff = await test.enter("staff");
    const entered = await test.enterMember(operator, { name: "Sari Rahasia" });
    sari = entered.credentials;
    sariId = entered.member.id;
    budi = (await test.enterMember(operator, { name: "Budi" })).credentials;
  });
  /** The wall clock alone: nothing that runs every few seconds has to catch up with days. */
  const passDays = (days: number) => clock.jump(clock.nowMs() + days * DAY_MS);
  // Each test has a day and a minute of its own: ten reports are a day's, thirty writes a minute's.
  beforeEach(async () => {
    passDays(1);
    await clock.advance(60_000);
  });
  afterAll(() => test.close());

  let keys = 0;
  const send = (
    body: unknown,
    { who = sari, key = `phone-key-${++keys}` }: { who?: Credentials; key?: string | null } = {},
  ) => {
    const headers = key === null ? who : { ...who, "idempotency-key": key };
    return test.call("POST", "/api/v1/me/reports", { headers, body });
  };
  const file = async (body: object = {}, who = sari): Promise<MyReport> => {
    const answer = await send({ ...REPORT, ...body }, { who });
    expect(answer.status).toBe(201);
    return myReportSchema.parse(await answer.json());
  };
  const get = (path: string, headers: Credentials) =>
    test.call("GET", `/api/v1${path}`, { headers });
  const mine = async (who = sari) =>
    myReportListSchema.parse(await (await get("/me/reports", who)).json()).reports;
  const view = async (id: string) =>
    residentReportViewSchema.parse(await (await get(`/resident-reports/${id}`, staff)).json());
  const list = async (query = "") =>
    pageOf(residentReportViewSchema).parse(
      await (await get(`/resident-reports${query}`, staff)).json(),
    );
  const post = (path: string, body: unknown, headers = staff) =>
    test.call("POST", `/api/v1${path}`, { headers, body });
  const taskOf = async (report: string) => {
    const dueAt = new Date(clock.nowMs() + DAY_MS).toISOString();
    const answer = await post("/tasks", { kind: "check-burning", report, owner: null, dueAt });
    expect(answer.status).toBe(201);
    return taskDetailSchema.parse(await answer.json());
  };

  it("are kept with a place of one metre, its kecamatan, and no name", async () => {
    const report = await file();
    expect(report).toMatchObject({
      state: "received",
      lat: -6.75512,
      lon: 111.04099,
      place: "belakang pasar",
      hasPhoto: false,
      answer: null,
      receivedAt: new Date(clock.nowMs()).toISOString(),
    });
    const answer = await get(`/resident-reports/${report.id}`, staff);
    const text = await answer.text();
    expect(text).toContain('"areaName":"Pati"');
    for (const secret of ["Sari", sariId]) expect(text).not.toContain(secret);
    const far = await file({ lat: 3.5, lon: 98.6 });
    expect(await view(far.id)).toMatchObject({ areaName: null });
    const nowhere = await file({ lat: null, lon: null });
    expect(await view(nowhere.id)).toMatchObject({ areaName: null, lat: null });
  });

  it("of a bin have its site, and of no bin that we know are refused", async () => {
    const report = await file({ kind: "full-bin", device: "bin-01", lat: null, lon: null });
    expect(await view(report.id)).toMatchObject({
      site: SITE.id,
      deviceName: "Alat bin-01",
      areaName: SITE.areaName,
    });
    for (const device of ["bin-99", "air-01"]) {
      expect((await send({ ...REPORT, device })).status).toBe(404);
    }
  });

  it("sent again under their key are the same report, also after weeks and at the same time", async () => {
    const key = "drawn-on-the-phone";
    const answers = await Promise.all([1, 2, 3].map(() => send(REPORT, { key })));
    const bodies = await Promise.all(
      answers.map(async (answer) => myReportSchema.parse(await answer.json())),
    );
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.has("idempotent-replayed"))).toHaveLength(2);
    passDays(40);
    const late = await send(REPORT, { key });
    expect(late.headers.get("idempotent-replayed")).toBe("true");
    expect(await late.json()).toEqual(bodies[0]);
    const id = bodies[0]?.id;
    expect((await mine()).filter((one) => one.id === id)).toHaveLength(1);
    const other = await send({ ...REPORT, note: "lain" }, { key });
    expect(await other.json()).toMatchObject({ code: "idempotency-conflict" });
    const ofBudi = await send(REPORT, { key, who: budi });
    expect(myReportSchema.parse(await ofBudi.json()).id).not.toBe(id);
  });

  it("without a key, by nobody, or by who is no member are refused", async () => {
    expect((await send(REPORT, { key: null })).status).toBe(400);
    expect((await send(REPORT, { key: "short" })).status).toBe(400);
    expect((await send(REPORT, { who: {} })).status).toBe(401);
    for (const who of [staff, operator]) expect((await send(REPORT, { who })).status).toBe(403);
  });

  it("of somebody else than who is signed in on the phone now are not taken", async () => {
    const foreign = await send({ ...REPORT, member: sariId }, { who: budi });
    expect(await foreign.json()).toMatchObject({ code: "not-signed-in" });
    const before = (await mine()).length;
    expect((await send({ ...REPORT, member: sariId })).status).toBe(201);
    expect(await mine()).toHaveLength(before + 1);
  });

  it("are ten a day at most; a repeat is heard all the same, and tomorrow is another day", async () => {
    for (let index = 1; index < REPORTS_PER_DAY_MAX; index++) await file({}, budi);
    const last = { who: budi, key: "the-tenth-report" };
    expect((await send(REPORT, last)).status).toBe(201);
    const refused = await send(REPORT, { who: budi, key: "one-too-many" });
    expect(await refused.json()).toMatchObject({ code: "too-many-requests" });
    const waitS = Number(refused.headers.get("retry-after"));
    const restMs = startOfNextDay(clock.nowMs()) - clock.nowMs();
    expect(waitS).toBe(Math.ceil(restMs / 1_000));
    expect((await send(REPORT, last)).status).toBe(201);
    passDays(1);
    expect((await send(REPORT, { who: budi, key: "one-too-many" })).status).toBe(201);
  });

  it("show their photo to the reporter and to staff, with nothing but its picture", async () => {
    const report = await file({ photo: PHOTO });
    expect(report.hasPhoto).toBe(true);
    for (const [path, who] of [
      [`/me/reports/${report.id}/photo`, sari],
      [`/resident-reports/${report.id}/photo`, staff],
    ] as const) {
      const answer = await get(path, who);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("image/jpeg");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes).toEqual(BARE_JPEG);
      for (const word of SECRET_WORDS) expect(bytes.includes(word)).toBe(false);
    }
    const webp = { type: "image/webp", base64: makeWebp().toString("base64") };
    const other = await file({ photo: webp });
    const kept = await get(`/me/reports/${other.id}/photo`, sari);
    expect(kept.headers.get("content-type")).toBe("image/webp");
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(bareWebpOf(16));
  });

  it("are read by nobody else", async () => {
    const report = await file({ photo: PHOTO });
    expect((await mine(budi)).map(({ id }) => id)).not.toContain(report.id);
    expect((await get(`/me/reports/${report.id}/photo`, budi)).status).toBe(404);
    for (const path of ["", `/${report.id}`, `/${report.id}/photo`]) {
      for (const who of [sari, operator]) {
        expect((await get(`/resident-reports${path}`, who)).status).toBe(403);
      }
      expect((await get(`/resident-reports${path}`, {})).status).toBe(401);
    }
    for (const path of ["decline", "close"]) {
      const url = `/resident-reports/${report.id}/${path}`;
      for (const who of [sari, operator]) {
        expect((await post(url, { answer: "x" }, who)).status).toBe(403);
      }
    }
    const without = await file();
    expect((await get(`/me/reports/${without.id}/photo`, sari)).status).toBe(404);
    expect((await get("/resident-reports/tidak-ada-1", staff)).status).toBe(404);
  });

  it.each([
    ["that is none", Buffer.from("<svg/>"), "image/jpeg"],
    ["of another type than it says", makeWebp(), "image/jpeg"],
    ["that is cut", makeJpeg().subarray(0, -3), "image/jpeg"],
    ["of a type that is not taken", makeJpeg(), "image/svg+xml"],
  ])("with a photo %s are refused, and nothing is kept", async (_what, bytes, type) => {
    const before = (await mine()).length;
    const photo = { type, base64: bytes.toString("base64") };
    expect((await send({ ...REPORT, photo })).status).toBe(400);
    expect(await mine()).toHaveLength(before);
  });

  it.each([
    { kind: "dance" },
    { note: "x".repeat(501) },
    { place: "x".repeat(201) },
    { lat: 91 },
    { seenAt: "kemarin" },
    { photo: { type: "image/jpeg", base64: "not base64!" } },
    { name: "somebody" },
  ])("with %o are refused", async (part) => {
    expect((await send({ ...REPORT, ...part })).status).toBe(400);
  });

  it("take the largest photo and refuse one past it, and a body one past its own limit", async () => {
    const photoOf = (bytes: number) => {
      const tail = Buffer.alloc(bytes - makeJpeg().length);
      return { type: "image/jpeg", base64: makeJpeg({ tail }).toString("base64") };
    };
    await file({ photo: photoOf(REPORT_PHOTO_BYTES_MAX) });
    const over = await send({ ...REPORT, photo: photoOf(REPORT_PHOTO_BYTES_MAX + 1) });
    expect(over.status).toBe(400);
    const text = (path: string, length: number) =>
      test.call("POST", `/api/v1${path}`, {
        headers: { ...sari, "idempotency-key": `long-body-${length}` },
        text: JSON.stringify({ ...REPORT, kind: "none" }).padEnd(length, " "),
      });
    expect((await text("/me/reports", REPORT_BODY_BYTES_MAX)).status).toBe(400);
    expect((await text("/me/reports", REPORT_BODY_BYTES_MAX + 1)).status).toBe(413);
    expect((await text("/me/withdrawals", BODY_BYTES_MAX)).status).toBe(400);
    expect((await text("/me/withdrawals", BODY_BYTES_MAX + 1)).status).toBe(413);
  });

  it("end with their task, and the reporter reads the state and the words", async () => {
    const { id } = await file();
    const task = await taskOf(id);
    expect(task).toMatchObject({ report: id, areaName: "Pati", lat: -6.75512 });
    expect(await view(id)).toMatchObject({ state: "in-work", task: task.id });
    const stateOf = async () => (await mine()).find((one) => one.id === id);
    expect(await stateOf()).toMatchObject({ state: "in-work", answer: null });
    const declined = await post(`/resident-reports/${id}/decline`, { answer: "x" });
    expect(await declined.json()).toMatchObject({
      code: "already-exists",
      detail: `task ${task.id} is about it`,
    });
    await clock.advance(60_000);
    await post(`/tasks/${task.id}/done`, { note: "untuk kantor", answer: "Sudah dipadamkan." });
    expect(await stateOf()).toMatchObject({
      state: "done",
      answer: "Sudah dipadamkan.",
      endedAt: new Date(clock.nowMs()).toISOString(),
    });
    const from = new Date(clock.nowMs() - 60_000).toISOString();
    const to = new Date(clock.nowMs() + 1).toISOString();
    const figures = await get(`/tasks/figures?from=${from}&to=${to}`, staff);
    expect(taskFiguresSchema.parse(await figures.json()).areas).toMatchObject([
      { reports: 1, tasksDone: 1, reportToEnd: { count: 1, medianS: 60 } },
    ]);
    await post(`/tasks/${task.id}/reopen`, { note: "menyala lagi" });
    expect(await stateOf()).toMatchObject({ state: "in-work", endedAt: null });
    await post(`/tasks/${task.id}/cancel`, { note: "salah tempat" });
    expect(await stateOf()).toMatchObject({ state: "received" });
  });

  it("name the task that is at work, also when an older one was opened again", async () => {
    const { id } = await file();
    const first = await taskOf(id);
    await post(`/tasks/${first.id}/cancel`, { note: "salah" });
    const later = await taskOf(id);
    await post(`/tasks/${later.id}/cancel`, { note: "salah" });
    expect(await view(id)).toMatchObject({ state: "received", task: later.id });
    await post(`/tasks/${first.id}/reopen`, { note: "ternyata benar" });
    expect(await view(id)).toMatchObject({ state: "in-work", task: first.id });
  });

  it.each([
    ["0000-01-01T00:00:00+14:00", -366 * DAY_MS],
    ["9999-12-31T23:59:59-14:00", 0],
  ])(
    "seen at %s, which no phone's clock can mean, get a time near their own",
    async (seenAt, ms) => {
      const report = await file({ seenAt });
      expect(Date.parse(report.seenAt)).toBe(clock.nowMs() + ms);
    },
  );

  it("are declined or closed with words, once", async () => {
    const declined = await file();
    const closed = await file();
    const answer = "Bukan sampah yang dibakar, uap pabrik.";
    expect((await post(`/resident-reports/${declined.id}/decline`, {})).status).toBe(400);
    await post(`/resident-reports/${declined.id}/decline`, { answer });
    await post(`/resident-reports/${closed.id}/close`, { answer: "Sudah." });
    expect(await view(declined.id)).toMatchObject({ state: "declined", answer });
    expect(await view(closed.id)).toMatchObject({ state: "done", answer: "Sudah.", task: null });
    const again = await post(`/resident-reports/${declined.id}/close`, { answer: "x" });
    expect(await again.json()).toMatchObject({ code: "already-settled" });
    const dueAt = new Date(clock.nowMs()).toISOString();
    const task = await post("/tasks", { kind: "other", report: closed.id, owner: null, dueAt });
    expect(await task.json()).toMatchObject({ code: "already-settled" });
  });

  it("are listed newest first by state, page by page", async () => {
    const first = await file();
    const second = await file();
    const page = await list("?limit=1");
    expect(page.items.map(({ id }) => id)).toEqual([second.id]);
    const next = await list(`?limit=1&cursor=${page.next}`);
    expect(next.items.map(({ id }) => id)).toEqual([first.id]);
    await post(`/resident-reports/${second.id}/decline`, { answer: "x" });
    expect((await list("?limit=1")).items.map(({ id }) => id)).toEqual([first.id]);
    expect((await list("?state=declined&limit=1")).items.map(({ id }) => id)).toEqual([second.id]);
    for (const query of ["?cursor=x", "?cursor=YWJj", "?state=over", "?limit=0"]) {
      expect((await get(`/resident-reports${query}`, staff)).status).toBe(400);
    }
  });
});
