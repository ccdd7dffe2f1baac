import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issuedCardSchema } from "@resik/contract/http/bank/members";
import { createManualClock, systemClock } from "@resik/kit/clock";
import type { Transfer } from "@resik/ledger/transfer";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import {
  openBook,
  PET,
  petDeposit,
  petPrice,
  REGULAR,
  type Book,
} from "../../api/src/test/book.ts";
import {
  SITE,
  startTestApi,
  type Credentials,
  type EnteredMember,
  type TestApi,
} from "../../api/src/test/harness.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, DESKTOP, type PageOptions } from "./stage.ts";

const DAY_MS = 86_400_000;
/** Less than any month has, so that each month has a deposit. */
const DEPOSIT_EVERY_DAYS = 25;

/** Another item, sold to a collector as well. */
export const CARDBOARD = {
  ...PET,
  item: "kardus",
  name: "Kardus",
  grades: ["a"],
  reportGroup: "paper",
} as const satisfies Parameters<Book["rule"]>[0];

/** The built web before the real api, with a bank, its people and half a year of its book. */
export interface ResidentStage {
  test: TestApi;
  book: Book;
  webDir: string;
  sari: EnteredMember;
  budi: EnteredMember;
  treasurer: Credentials;
  /** Token of Sari's card. */
  card: string;
  /** Sari's deposit that was reversed. */
  reversed: Transfer;
  /** Sari's newest deposit. */
  newest: Transfer;
  budis: Transfer;
  open(options?: PageOptions): Promise<Page>;
  /** A page of somebody whose session began before, for pages that do not end it. */
  openAs(who: EnteredMember, path: string, options?: PageOptions): Promise<Page>;
  /** The same by the form, with a session of its own; an address may do this few times only. */
  signInAs(who: EnteredMember, path: string, options?: PageOptions): Promise<Page>;
  newContext(options?: PageOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function startResidentStage(): Promise<ResidentStage> {
  const folder = await mkdtemp(join(tmpdir(), "resik-resident-"));
  const webDir = join(folder, "dist");
  await buildWeb(webDir);
  const test = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
  const people = await enterPeople(test);
  const clock = createManualClock(systemClock.nowMs());
  const book = openBook(test.dataDir, clock);
  const kept = await keepBook(book, clock, people);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });

  const newContext: ResidentStage["newContext"] = (options = {}) =>
    browser.newContext(browserOf(options, DESKTOP));
  const open: ResidentStage["open"] = async (options = {}) => {
    const context = options.context ?? (await newContext(options));
    const page = await context.newPage();
    await page.goto(test.origin + (options.path ?? "/"));
    return page;
  };
  const openAs: ResidentStage["openAs"] = async (who, path, options = {}) => {
    const context = options.context ?? (await newContext(options));
    await putSession(context, who.credentials, test.origin);
    return open({ ...options, context, path });
  };
  const signInAs: ResidentStage["signInAs"] = async (who, path, options = {}) => {
    const page = await open({ ...options, path: "/masuk" });
    await page.locator("#member-name").fill(who.member.number);
    await page.locator("#pin").fill(who.pin);
    await page.locator("button[type=submit]").click();
    await page.waitForSelector(".me-balance");
    if (path !== "/saya") await page.goto(test.origin + path);
    return page;
  };
  const close = async (): Promise<void> => {
    await browser.close();
    await book.close();
    await test.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { test, book, webDir, ...people, ...kept, open, openAs, signInAs, newContext, close };
}

async function enterPeople(test: TestApi) {
  await test.seed();
  const treasurer = await test.enter("treasurer");
  await test.enter("staff");
  const sari = await test.enterMember(treasurer, { phone: "081234567890" });
  const budi = await test.enterMember(treasurer, { name: "Budi" });
  const path = `/api/v1/banks/${SITE.id}/members/${sari.member.id}/card`;
  const issued = await test.call("POST", path, { headers: treasurer });
  const { token } = issuedCardSchema.parse(await issued.json());
  await put(test, treasurer, `/api/v1/banks/${SITE.id}`, {
    address: "Balai Desa Melati",
    phone: "0295123456",
    decreeNumber: "12/2024",
    director: null,
    induk: null,
    weighing: {
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      weeksOfMonth: [],
      opensAt: "07:30",
      closesAt: "11:00",
    },
    receiptNote: null,
  });
  const fund = { id: "yatim", name: "Santunan Yatim", phone: null };
  await test.call("POST", `/api/v1/banks/${SITE.id}/funds`, {
    headers: treasurer,
    body: { id: fund.id, name: fund.name },
  });
  const atMs = systemClock.nowMs() - 60_000;
  const fields = { pm25UgM3: 31.4, temperatureC: 29 };
  await test.write(makeReading({ device: "air-01", channel: "air", atMs, fields }));
  return { treasurer, sari, budi, card: token };
}

async function put(test: TestApi, headers: Credentials, path: string, body: object): Promise<void> {
  const answer = await test.call("PUT", path, { headers, body });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

type Clock = ReturnType<typeof createManualClock>;

/** Six months of deposits, one of them reversed with its reason, and a withdrawal that was paid. */
async function keepBook(
  book: Book,
  clock: Clock,
  { sari, budi }: { sari: EnteredMember; budi: EnteredMember },
) {
  const nowMs = clock.nowMs();
  const lebaran = { ...REGULAR, product: "lebaran", name: "Tabungan Lebaran", termDays: 300 };
  clock.jump(nowMs - 170 * DAY_MS);
  const cardboard = { item: "kardus", grade: "a" } as const;
  for (const rule of [
    PET,
    CARDBOARD,
    REGULAR,
    lebaran,
    petPrice(4_000),
    petPrice(3_500, { payout: "cash" }),
    petPrice(1_500, cardboard),
    petPrice(1_200, { ...cardboard, delivery: "picked-up" }),
  ] as const) {
    await book.rule(rule);
  }
  for (let month = 5; month > 0; month -= 1) {
    clock.jump(nowMs - month * DEPOSIT_EVERY_DAYS * DAY_MS);
    await book.post(petDeposit(sari.member.id, 2_000 + month * 350));
    await book.post(petDeposit(budi.member.id, 1_000));
  }
  const reversed = await book.post(petDeposit(sari.member.id, 12_000));
  await book.post({ kind: "reverse", target: reversed.seq, reason: "salah timbang" });
  clock.jump(nowMs - 20 * DAY_MS);
  await book.post({ kind: "open-day", countedRupiah: 100_000 });
  const savings = { member: sari.member.id, product: "regular" };
  const asked = await book.post({ kind: "request-withdrawal", ...savings, amountRupiah: 10_000 });
  await book.post({ kind: "approve-withdrawal", target: asked.seq });
  await book.post({ kind: "pay-withdrawal", target: asked.seq });
  clock.jump(nowMs - 60_000);
  const budis = await book.post(petDeposit(budi.member.id, 3_000));
  const newest = await book.post(petDeposit(sari.member.id, 4_250));
  clock.jump(nowMs);
  return { reversed, newest, budis };
}
