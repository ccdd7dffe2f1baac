import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStationsSchema } from "@resik/contract/http/open";
import { deviceCredentialsSchema } from "@resik/contract/http/registry";
import { listen, portOf } from "@resik/kit/ops-server";
import { connectAsync } from "mqtt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  freePort,
  isRunning,
  killAll,
  pressCtrlC,
  runResik,
  startNpm,
  startResik,
  type Environment,
  type ResikProcess,
} from "./resik-process.ts";

const START_TIMEOUT_MS = 60_000;

let dir = "";
let run: ResikProcess | null = null;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-start-"));
});
afterEach(() => {
  killAll(run);
  run = null;
  rmSync(dir, { recursive: true, force: true });
});

/** Pages built elsewhere: the demo's test builds ours. */
function makePages(): string {
  const webDir = join(dir, "web");
  mkdirSync(webDir, { recursive: true });
  writeFileSync(join(webDir, "index.html"), "<!doctype html><title>Resik</title>");
  return webDir;
}

const settings = async (): Promise<Environment> => ({
  RESIK_WEB_DIR: makePages(),
  RESIK_DATA_DIR: join(dir, "data"),
  RESIK_HTTP_PORT: String(await freePort()),
  RESIK_MQTT_PORT: String(await freePort()),
});

async function addDevice(environment: Environment) {
  const site = [
    ["site", "add", "tps-pasar", "--kind", "tps", "--name", "TPS Pasar"],
    ["--area-code", "33.18.10", "--area-name", "Pati", "--lat", "-6.756", "--lon", "111.038"],
  ].flat();
  expect((await runResik(site, environment)).stderr).toBe("");
  const added = await runResik(
    ["device", "add", "bak-pasar", "--site", "tps-pasar", "--kind", "bin", "--json"],
    environment,
  );
  expect(added.stderr).toBe("");
  return deviceCredentialsSchema.parse(JSON.parse(added.stdout));
}

async function publish(mqttPort: string | undefined, topic: string, user: string, secret: string) {
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
    username: user,
    password: secret,
    reconnectPeriod: 0,
  });
  const payload = {
    v: 1,
    boot: "boot-1",
    seq: 0,
    sampledAt: new Date().toISOString(),
    fillRatio: 0.42,
    distanceMm: 580,
    depthMm: 1_000,
  };
  await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
  await client.endAsync();
}

async function stationsAt(url: string) {
  const response = await fetch(`${url}/api/v1/open/stations`);
  expect(response.status).toBe(200);
  return openStationsSchema.parse(await response.json()).stations;
}

const MOSQUITTO_PUB = "/usr/bin/mosquitto_pub";

/** Runs Mosquitto's own client to its end; 0 means that the broker acknowledged the message. */
function mosquittoPub(mqttPort: string | undefined, user: string, secret: string, topic: string) {
  const payload = JSON.stringify({ v: 1, boot: "boot-1", seq: 0, fillRatio: 0.73 });
  return spawnSync(
    MOSQUITTO_PUB,
    ["-p", mqttPort ?? "", "-u", user, "-P", secret, "-q", "1", "-t", topic, "-m", payload],
    { encoding: "utf8", timeout: 10_000 },
  ).status;
}

describe("resik start", () => {
  test.skipIf(!existsSync(MOSQUITTO_PUB) && process.env.CI !== "true")(
    "takes a registered device's message from mosquitto_pub, until its secret is rotated",
    { timeout: START_TIMEOUT_MS },
    async () => {
      const environment = await settings();
      run = startResik(["start"], environment);
      const url = await run.ready;
      const { mqtt } = await addDevice(environment);
      const topic = `${mqtt.topicPrefix}bin`;
      const publishAs = (secret: string, to = topic) =>
        mosquittoPub(environment["RESIK_MQTT_PORT"], mqtt.username, secret, to);

      expect(publishAs(mqtt.password)).toBe(0);
      await expect
        .poll(async () => (await stationsAt(url))[0]?.latest?.fields, { timeout: 10_000 })
        .toMatchObject({ fillRatio: 0.73 });
      expect(publishAs("x".repeat(43))).not.toBe(0);
      expect(publishAs(mqtt.password, "resik/v1/tps-pasar/other/bin")).not.toBe(0);
      expect(publishAs(mqtt.password, "$SYS/bin")).not.toBe(0);
      expect(publishAs(mqtt.password, "$resik/revoke/other")).not.toBe(0);

      const rotated = await runResik(["device", "rotate", "bak-pasar", "--json"], environment);
      const next = deviceCredentialsSchema.parse(JSON.parse(rotated.stdout)).mqtt.password;
      expect(publishAs(mqtt.password)).not.toBe(0);
      expect(publishAs(next)).toBe(0);
    },
  );

  test(
    "a registered device's reading is shown, and Ctrl-C ends every process with code 0",
    { timeout: START_TIMEOUT_MS },
    async () => {
      const environment = await settings();
      run = startResik(["start"], environment);
      const url = await run.ready;
      expect(url).toBe(`http://localhost:${environment["RESIK_HTTP_PORT"]}`);
      // The link comes before the address, and no other line looks like it.
      expect(run.stdout().split("\n").at(-2)).toBe(`Resik ready: ${url}`);
      expect(run.stdout()).toMatch(new RegExp(`^\\s*${url}/setup\\?token=\\S+$`, "m"));
      expect(run.stdout().match(/Resik ready/g)).toHaveLength(1);

      const { mqtt } = await addDevice(environment);
      const topic = `${mqtt.topicPrefix}bin`;
      await publish(environment["RESIK_MQTT_PORT"], topic, mqtt.username, mqtt.password);
      await expect
        .poll(async () => (await stationsAt(url))[0]?.latest?.fields, { timeout: 10_000 })
        .toMatchObject({ fillRatio: 0.42 });
      await expect(
        publish(environment["RESIK_MQTT_PORT"], topic, mqtt.username, "x".repeat(43)),
      ).rejects.toThrow(/refused|not authorized|identifier|credentials/i);

      const pids = run.pids();
      expect(pids.length).toBeGreaterThanOrEqual(4);
      pressCtrlC(run);
      expect(await run.exit).toBe(0);
      expect(pids.filter(isRunning)).toEqual([]);
      expect(existsSync(join(dir, "data", "resik.lock"))).toBe(false);
    },
  );

  test(
    "kill -9 of the supervisor ends the programs too",
    { timeout: START_TIMEOUT_MS },
    async () => {
      run = startResik(["start"], await settings());
      await run.ready;
      const pids = run.pids();
      run.child.kill("SIGKILL");
      await expect.poll(() => pids.filter(isRunning)).toEqual([]);
    },
  );

  test(
    "a second start on the same folder is refused in one sentence",
    { timeout: START_TIMEOUT_MS },
    async () => {
      const environment = await settings();
      run = startResik(["start"], environment);
      await run.ready;
      const ports = { RESIK_HTTP_PORT: "0", RESIK_MQTT_PORT: "0" };
      const second = await runResik(["start"], { ...environment, ...ports });
      expect(second.exitCode).toBe(78);
      expect(second.stdout).toBe("");
      expect(second.stderr).toBe(
        `resik: The data folder ${join(dir, "data")} is in use by another running Resik ` +
          `(process ${run.child.pid}); end it first or set RESIK_DATA_DIR to another folder.\n`,
      );
    },
  );

  test(
    "through npm: Ctrl-C ends all with code 0, and the end of npm alone ends all too",
    { timeout: START_TIMEOUT_MS },
    async () => {
      run = startNpm("start", await settings());
      await run.ready;
      const pids = run.pids();
      pressCtrlC(run);
      expect(await run.exit).toBe(0);
      expect(pids.filter(isRunning)).toEqual([]);

      run = startNpm("start", await settings());
      await run.ready;
      const others = run.pids();
      run.child.kill("SIGKILL");
      await expect.poll(() => others.filter(isRunning)).toEqual([]);
    },
  );

  test.each(["RESIK_HTTP_PORT", "RESIK_MQTT_PORT"])(
    "a taken port is told with %s in one sentence",
    async (name) => {
      const server = createServer();
      await listen(server, 0, "127.0.0.1");
      const port = portOf(server);
      const refused = await runResik(["start"], { ...(await settings()), [name]: String(port) });
      server.close();
      expect(refused).toEqual({
        exitCode: 78,
        stdout: "",
        stderr:
          `resik: Port ${port} is already in use; end the other program or set ${name} ` +
          "to another port.\n",
      });
    },
  );

  test("a data folder that cannot be is told in one sentence", async () => {
    writeFileSync(join(dir, "data"), "a file");
    const refused = await runResik(["start"], await settings());
    expect(refused.exitCode).toBe(78);
    expect(refused.stderr).toBe(
      `resik: The data folder ${join(dir, "data")} is a file or lies below one; ` +
        "set RESIK_DATA_DIR to a folder.\n",
    );
  });

  test("a wrong setting is told by name, never by value", async () => {
    const refused = await runResik(["start"], { ...(await settings()), RESIK_HTTP_PORT: "eighty" });
    expect(refused.exitCode).toBe(78);
    expect(refused.stderr).toMatch(/^resik: Settings are not right: RESIK_HTTP_PORT: [^\n]+\n$/);
    expect(refused.stderr).not.toContain("eighty");
  });
});
