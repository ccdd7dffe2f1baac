import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { connect, type MqttClient } from "mqtt";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { PASSWORD, type Credentials } from "../../api/src/test/harness.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { startSystem, type System } from "../../bench/rig/system.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, DESKTOP, type PageOptions } from "./stage.ts";

/** The whole system with the built web, devices that publish and people of the agency. */
export interface DeskStage {
  system: System;
  /** As the command line asks, by the administration token. */
  call(method: string, path: string, body?: object): Promise<unknown>;
  /** What a device says at a moment, in its own messages. */
  publish(device: string, channel: "bin" | "air", reading: Sample): Promise<void>;
  newContext(options?: PageOptions): Promise<BrowserContext>;
  /** A page of somebody of the agency whose session began before, for pages that do not end it. */
  openAs(username: string, path: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface Sample {
  atMs: number;
  fields: Readonly<Record<string, number>>;
  quality?: string;
}

export interface StageSite {
  id: string;
  name: string;
  areaCode: string;
  areaName: string;
  lat: number;
  lon: number;
}

export interface StageDevice {
  id: string;
  site: string;
  kind: "bin" | "air";
  name: string;
}

export interface DeskStageOptions {
  sites: readonly StageSite[];
  devices: readonly StageDevice[];
  environment?: Record<string, string>;
  /** A web that was built before. */
  webDir?: string;
}

export const STAFF = { username: "dlh", name: "Ratna" } as const;
export const OPERATOR = { username: "petugas", name: "Wati" } as const;

/** Starts three programs, a browser and a connection for each device, all on free ports. */
export async function startDeskStage(options: DeskStageOptions): Promise<DeskStage> {
  const folder = await mkdtemp(join(tmpdir(), "resik-desk-"));
  const webDir = options.webDir ?? join(folder, "dist");
  if (options.webDir === undefined) await buildWeb(webDir);
  const system = await startSystem({
    environment: { RESIK_WEB_DIR: webDir, ...options.environment },
  });
  const call = caller(system);
  const people = furnishPeople(call, options.sites[0]?.id ?? "");
  const clients = await connectDevices(system, call, options);
  await people;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  const newContext: DeskStage["newContext"] = (options = {}) =>
    browser.newContext(browserOf(options, DESKTOP));
  const siteOf = new Map(options.devices.map(({ id, site }) => [id, site]));
  let seq = 0;
  return {
    system,
    call,
    async publish(device, channel, { atMs, fields, quality = "ok" }) {
      const client = clients.get(device);
      if (client === undefined) throw new Error(`no device ${device}`);
      const payload = { v: 1, boot: "desk0001", seq: seq++, sampledAt: atMs, quality, ...fields };
      const topic = `resik/v1/${siteOf.get(device)}/${device}/${channel}`;
      await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
    },
    newContext,
    async openAs(username, path, options = {}) {
      const context = options.context ?? (await newContext(options));
      await putSession(context, await signIn(system.httpUrl, username), system.httpUrl);
      const page = await context.newPage();
      await page.goto(system.httpUrl + path);
      return page;
    },
    async close() {
      await browserClosed(browser);
      await Promise.all([...clients.values()].map((client) => client.endAsync(true)));
      await system.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const browserClosed = (browser: Browser): Promise<void> => browser.close();

async function signIn(origin: string, username: string): Promise<Credentials> {
  const answer = await fetch(`${origin}/api/v1/auth/sign-in/username`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return { cookie: cookies.join("; ") };
}

function caller(system: System): DeskStage["call"] {
  return async (method, path, body) => {
    const answer = await fetch(`${system.httpUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${system.adminToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

async function furnishPeople(call: DeskStage["call"], site: string): Promise<void> {
  const make = (person: { username: string; name: string }, role: object) =>
    call("POST", "/users", { ...person, password: PASSWORD, roles: [role] });
  await make(STAFF, { role: "staff", site: null });
  await make({ username: "budi", name: "Budi" }, { role: "staff", site: null });
  await waitForSite(call, site);
  await make(OPERATOR, { role: "operator", site });
}

/** Sites are made at the same time; a role needs its own to be there. */
async function waitForSite(call: DeskStage["call"], site: string): Promise<void> {
  for (;;) {
    // The api's own page of sites, checked by the api's tests.
    const { items } = (await call("GET", "/sites?limit=500")) as { items: { id: string }[] };
    if (items.some(({ id }) => id === site)) return;
    await systemClock.sleep(20);
  }
}

async function connectDevices(
  system: System,
  call: DeskStage["call"],
  { sites, devices }: DeskStageOptions,
): Promise<Map<string, MqttClient>> {
  for (const site of sites) await call("POST", "/sites", { kind: "tps", ...site });
  const clients = new Map<string, MqttClient>();
  for (const device of devices) {
    // The api's own answer; here only the password counts.
    const made = (await call("POST", "/devices", device)) as { mqtt: { password: string } };
    const client = connect(system.mqttUrl, {
      username: device.id,
      clientId: device.id,
      password: made.mqtt.password,
    });
    await new Promise<void>((resolve, reject) => {
      client.once("connect", () => resolve());
      client.once("error", reject);
    });
    clients.set(device.id, client);
  }
  return clients;
}
