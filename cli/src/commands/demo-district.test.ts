import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import { createRandom } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommandContext } from "../context.ts";
import { CLI_SETTINGS } from "../settings.ts";
import { runDemoDistrict } from "./demo-district.ts";

const SITE = {
  id: "tps-pasar",
  name: "TPS Pasar",
  kind: "tps",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
};

let dir = "";
let lines: string[] = [];
let asked: string[] = [];
let server: Server;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "resik-demo-district-"));
  lines = [];
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ items: [SITE], next: null }));
  });
  await listen(server, 0, "127.0.0.1");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

function run(fleet: string): Promise<void> {
  const environment = {
    RESIK_API_URL: `http://127.0.0.1:${portOf(server)}`,
    RESIK_ADMIN_TOKEN: "t".repeat(40),
    RESIK_DATA_DIR: dir,
  };
  const context: CommandContext = {
    environment,
    clock: systemClock,
    random: createRandom("demo-district"),
    out: (line) => lines.push(line),
    note: () => {},
    input: process.stdin,
    promptHidden: () => {},
    onEndRequest: () => {},
    progressStream: null,
  };
  const options = { fleet, ingest: "http://127.0.0.1:9", seed: "pati", days: 1 };
  return runDemoDistrict(context, readSettings(CLI_SETTINGS, environment), options);
}

test("a system that has sites gets no demo: they may be somebody's", async () => {
  await expect(run(join(dir, "fleet.json"))).rejects.toThrow(
    /^This system has sites already, so no demo is put into it; begin with empty volumes/,
  );
  expect(asked).toEqual(["GET /api/v1/sites"]);
});

test("a fleet that is written means that everything is there: nobody is asked", async () => {
  const fleet = join(dir, "fleet.json");
  writeFileSync(fleet, "{}");
  await run(fleet);
  expect(lines).toEqual(["The demo district is registered already; it is left as it is."]);
  expect(asked).toEqual([]);
});
