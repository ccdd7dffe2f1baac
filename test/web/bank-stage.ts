import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Member } from "@resik/contract/http/bank/members";
import { transferViewSchema, type TransferView } from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import { systemClock } from "@resik/kit/clock";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { createDesk, ITEM, openBank, PRICE, type Desk } from "../../api/src/test/bank-desk.ts";
import {
  PASSWORD,
  SITE,
  startTestApi,
  startTestBroker,
  type Credentials,
  type Person,
  type TestApi,
  type TestBroker,
} from "../../api/src/test/harness.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { startCutNetwork, type CutNetwork } from "./cut-network.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, PHONE, type PageOptions } from "./stage.ts";

/** The built web before the real api, with a broker, a bank with rules, members and an open day. */
export interface BankStage {
  test: TestApi;
  broker: TestBroker;
  webDir: string;
  /** Between every browser and the api. */
  network: CutNetwork;
  browser: Browser;
  /** The bank's money person over HTTP, for what a test needs besides the pages. */
  treasurer: Desk;
  members: Member[];
  scale: StageScale;
  /** Everything in the bank's book, oldest first. */
  transfers(kinds?: string): Promise<TransferView[]>;
  newContext(options?: PageOptions): Promise<BrowserContext>;
  open(options?: PageOptions): Promise<Page>;
  /** A page of somebody whose session began before, for pages that do not end it. */
  openAs(person: DeskPerson, path: string, options?: PageOptions): Promise<Page>;
  /** Signs in by the form, with a session of its own. */
  signIn(page: Page, person: DeskPerson): Promise<void>;
  /** A page of somebody who signed in by the form. */
  signInAs(person: DeskPerson, path: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** A scale of the bank, as its messages reach the api. */
export interface StageScale {
  device: string;
  /** Resolves as soon as the api listens to it for somebody. */
  watched(): Promise<void>;
  /** A weight that has not settled. */
  swing(massG: number): Promise<void>;
  /** A stable weight; it is stored, as ingest does, unless `isStored` says otherwise. */
  settle(massG: number, options?: { isStored?: boolean; teraUntil?: string }): Promise<void>;
  /** Stores the last stable weight, late. */
  store(): Promise<void>;
}

const USERNAME = {
  operator: "petugas",
  treasurer: "bendahara",
  foreignOperator: "petugas.lain",
} as const satisfies Partial<Record<Person, string>>;
export type DeskPerson = keyof typeof USERNAME;

const SCALE = "scale-01";
export const MEMBER_NAMES = ["Sari", "Wati", "Budi", "Joko", "Rini", "Darmi"] as const;

const item = (id: string, name: string, change: object = {}) => ({
  ...ITEM,
  item: id,
  name,
  grades: ["campur"],
  ...change,
});
const price = (id: string, rupiahPerUnit: number) => ({
  ...PRICE,
  item: id,
  grade: "campur",
  rupiahPerUnit,
});

/** Starts everything on free ports and in folders of its own; `webDir` is a web built before. */
export async function startBankStage(options: { webDir?: string } = {}): Promise<BankStage> {
  const folder = await mkdtemp(join(tmpdir(), "resik-bank-"));
  const webDir = options.webDir ?? join(folder, "dist");
  if (options.webDir === undefined) await buildWeb(webDir);
  const broker = await startTestBroker();
  const connected = broker.nextSubscription("resik/v1/+/+/status");
  const test = await startTestApi({
    mqttPort: broker.port,
    environment: { RESIK_WEB_DIR: webDir },
  });
  await connected;
  const network = await startCutNetwork(test.api.ports.http);
  const { treasurer, members } = await furnish(test);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });

  const newContext: BankStage["newContext"] = (options = {}) =>
    browser.newContext(browserOf(options, PHONE));
  const open: BankStage["open"] = async (options = {}) => {
    const context = options.context ?? (await newContext(options));
    const page = await context.newPage();
    await page.goto(network.url + (options.path ?? "/"));
    return page;
  };
  const sessions = new Map<DeskPerson, Promise<Credentials>>();
  const sessionOf = (person: DeskPerson): Promise<Credentials> => {
    const session = sessions.get(person) ?? test.signIn(USERNAME[person]);
    sessions.set(person, session);
    return session;
  };
  const signIn: BankStage["signIn"] = async (page, person) => {
    await page.goto(`${network.url}/masuk`);
    await page.locator("input[name=way][value=staff]").check();
    await page.locator("#username").fill(USERNAME[person]);
    await page.locator("input[autocomplete=current-password]").fill(PASSWORD);
    await page.locator("form button[type=submit]").click();
    await page.waitForURL("**/bank");
  };
  return {
    test,
    broker,
    webDir,
    network,
    browser,
    treasurer,
    members,
    scale: createScale(test, broker),
    async transfers(kinds) {
      const query = kinds === undefined ? "?limit=500" : `?limit=500&kinds=${kinds}`;
      const page = await treasurer.read(pageOf(transferViewSchema), `/transfers${query}`);
      return page.items.toReversed();
    },
    newContext,
    open,
    async openAs(person, path, options = {}) {
      const context = options.context ?? (await newContext(options));
      await putSession(context, await sessionOf(person), network.url);
      return open({ ...options, context, path });
    },
    signIn,
    async signInAs(person, path, options = {}) {
      const page = await open({ ...options, path: "/masuk" });
      await signIn(page, person);
      await page.goto(network.url + path);
      return page;
    },
    async close() {
      await browser.close();
      await network.close();
      await test.close();
      await broker.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sites, devices, people, rules, a fund, members and an open day, all by the ordinary routes. */
async function furnish(test: TestApi): Promise<{ treasurer: Desk; members: Member[] }> {
  await test.seed();
  await test.enter("operator");
  await test.enter("foreignOperator");
  const treasurer = createDesk(test, await test.enter("treasurer"));
  await openBank(treasurer);
  for (const rule of [
    item("kardus", "Kardus", { reportGroup: "paper" }),
    price("kardus", 1_500),
    item("minyak", "Minyak jelantah", { reportGroup: "other", unit: "litre" }),
    price("minyak", 4_000),
    item("rak-telur", "Rak telur", { reportGroup: "other", unit: "piece" }),
    price("rak-telur", 150),
    { ...PRICE, grade: "campur", rupiahPerUnit: 1_400 } as const,
    {
      type: "share",
      product: null,
      delivery: null,
      model: { kind: "at-deposit", ratio: { numerator: 10, denominator: 100 } },
    } as const,
  ]) {
    await treasurer.publish(rule);
  }
  const fund = { id: "yatim", name: "Santunan Yatim" };
  const answer = await test.call("POST", `/api/v1/banks/${SITE.id}/funds`, {
    headers: treasurer.headers,
    body: fund,
  });
  if (!answer.ok) throw new Error(`funds: ${await answer.text()}`);
  const members: Member[] = [];
  for (const name of MEMBER_NAMES) members.push(await treasurer.member(name));
  return { treasurer, members };
}

function createScale(test: TestApi, broker: TestBroker): StageScale {
  const topic = (channel: string): string => `resik/v1/${SITE.id}/${SCALE}/${channel}`;
  let isWatched = false;
  broker.aedes.on("subscribe", (subscriptions) => {
    if (subscriptions.some((one) => one.topic === topic("weight"))) isWatched = true;
  });
  broker.aedes.on("unsubscribe", (topics) => {
    if (topics.includes(topic("weight"))) isWatched = false;
  });
  let seq = 0;
  let last: Parameters<TestApi["write"]>[0] | null = null;
  const weight = (massG: number, stable: boolean): Promise<void> =>
    broker.publish(topic("weight"), JSON.stringify({ massG, stable }));
  return {
    device: SCALE,
    async watched() {
      if (!isWatched) await broker.nextSubscription(topic("weight"));
    },
    swing: (massG) => weight(massG, false),
    async settle(massG, { isStored = true, teraUntil = "2099-12-31" } = {}) {
      seq++;
      const atMs = systemClock.nowMs();
      const fields = { massG, stable: true, tareG: 0, overload: false, teraUntil };
      last = makeReading({ device: SCALE, channel: "scale", atMs, seq, fields });
      await weight(massG, true);
      if (isStored) await test.write(last);
      const payload = { v: 1, boot: "boot0001", seq, quality: "ok", ...fields };
      await broker.publish(topic("scale"), JSON.stringify(payload));
    },
    async store() {
      if (last !== null) await test.write(last);
    },
  };
}
