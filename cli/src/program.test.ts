import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { systemClock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import { createRandom } from "@resik/kit/random";
import { CommanderError } from "commander";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CommandError, type Environment } from "./context.ts";
import { createProgram } from "./program.ts";
import { SECRET_NAMES } from "./secrets.ts";

let dir = "";
let lines: string[] = [];
let server: Server | null = null;
let requests: { method: string; url: string; token: string; body: unknown }[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-program-"));
  lines = [];
  requests = [];
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  rmSync(dir, { recursive: true, force: true });
});

interface RunOptions {
  environment?: Environment;
  piped?: string;
}

async function run(args: string[], { environment = {}, piped = "" }: RunOptions = {}) {
  const input = new PassThrough();
  input.end(piped);
  const program = createProgram({
    environment: { RESIK_DATA_DIR: dir, ...environment },
    clock: systemClock,
    random: createRandom("program"),
    out: (line) => lines.push(line),
    note: () => {},
    // A pipe has all that a command uses of it; the rest of a terminal is absent, as in a pipe.
    input: input as unknown as NodeJS.ReadStream,
    promptHidden: () => {},
    onEndRequest: () => {},
    progressStream: null,
  });
  for (const command of [
    program,
    ...program.commands.flatMap((each) => [each, ...each.commands]),
  ]) {
    command.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  }
  await program.parseAsync(args, { from: "user" });
}

/** An api that gives one answer to everything and keeps what it was asked. */
async function answering(status: number, answer: unknown): Promise<Environment> {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      requests.push({
        method: request.method ?? "",
        url: request.url ?? "",
        token: request.headers.authorization ?? "",
        body: text === "" ? null : JSON.parse(text),
      });
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });
  await listen(server, 0, "127.0.0.1");
  return { RESIK_HTTP_PORT: String(portOf(server)), RESIK_ADMIN_TOKEN: "t".repeat(40) };
}

const DEVICE = {
  id: "bak-pasar",
  site: "tps-pasar",
  kind: "bin",
  name: "Bak Pasar",
  lat: -6.75,
  lon: 111.03,
  config: {},
  registeredAt: "2026-11-21T00:00:00Z",
  retiredAt: null,
};
const CREDENTIALS = {
  device: DEVICE,
  mqtt: { username: "bak-pasar", password: "s3cret", topicPrefix: "resik/v1/tps-pasar/bak-pasar/" },
};
const ADD_DEVICE = ["device", "add", "bak-pasar", "--site", "tps-pasar", "--kind", "bin"];
const ADD_USER = ["user", "add", "ani", "--name", "Ani", "--role", "staff"];

test.each([
  ["an unknown command", ["fly"]],
  ["a missing id", ["device", "add", "--site", "s1", "--kind", "bin"]],
  ["a missing site", ["device", "add", "bin-1", "--kind", "bin"]],
  ["an unknown kind", ["device", "add", "bin-1", "--site", "s1", "--kind", "rocket"]],
  ["a latitude that is no number", [...ADD_DEVICE, "--lat", "south"]],
  ["a password as an argument", [...ADD_USER, "--password", "x"]],
  ["days that are no number", ["demo", "--days", "many"]],
  ["a copy without a target", ["readings", "copy", "--from", "sqlite:"]],
  ["to keep no backup at all", ["backup", "--keep", "0"]],
  ["to keep a number of backups that is none", ["backup", "--keep", "all"]],
  ["a backup to verify that is not named", ["backup", "verify"]],
  ["a restore of nothing", ["restore"]],
])("%s is refused before anything is done", async (_name, args) => {
  await expect(run(args)).rejects.toThrow(CommanderError);
});

test("a device is registered with the administration token and its credentials are shown", async () => {
  const environment = await answering(200, CREDENTIALS);
  await run([...ADD_DEVICE, "--lat", "-6.75", "--lon", "111.03"], { environment });
  expect(requests).toEqual([
    {
      method: "POST",
      url: "/api/v1/devices",
      token: `Bearer ${"t".repeat(40)}`,
      body: {
        id: "bak-pasar",
        site: "tps-pasar",
        kind: "bin",
        name: "bak-pasar",
        lat: -6.75,
        lon: 111.03,
      },
    },
  ]);
  expect(lines).toContain("  MQTT password    s3cret");
});

test("--json answers in JSON alone", async () => {
  const environment = await answering(200, CREDENTIALS);
  await run([...ADD_DEVICE, "--json"], { environment });
  expect(lines.map((line) => JSON.parse(line))).toEqual([CREDENTIALS]);
});

test("the token of the data folder is used where the environment has none", async () => {
  const { RESIK_HTTP_PORT } = await answering(200, { items: [DEVICE], next: null });
  const token = "f".repeat(43);
  writeFileSync(join(dir, "secrets.env"), `RESIK_ADMIN_TOKEN=${token}\n`);
  await run(["device", "list"], { environment: { RESIK_HTTP_PORT } });
  expect(requests[0]?.token).toBe(`Bearer ${token}`);
  expect(lines).toEqual([
    "device     kind  site       name       state",
    "---------  ----  ---------  ---------  -----",
    "bak-pasar  bin   tps-pasar  Bak Pasar  live",
  ]);
});

test("an id that is no slug is refused before the api is asked", async () => {
  const environment = await answering(200, CREDENTIALS);
  const args = ["device", "add", "Bak Pasar!", "--site", "tps-pasar", "--kind", "bin"];
  await expect(run(args, { environment })).rejects.toThrow(/^The input is not right: id: /);
  expect(requests).toEqual([]);
});

test("without a running api the sentence says how to start it", async () => {
  const environment = await answering(200, {});
  server?.close();
  await expect(run(["device", "list"], { environment })).rejects.toThrow(
    /^No Resik answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\); start it with `npm start`/,
  );
});

test("a refusal of the api is one sentence with its reason", async () => {
  const problem = { type: "about:blank", title: "Conflict", status: 409, code: "already-exists" };
  const environment = await answering(409, { ...problem, detail: "device bak-pasar." });
  const adding = run(ADD_DEVICE, { environment });
  await expect(adding).rejects.toThrow(CommandError);
  await expect(adding).rejects.toThrow("That exists already: device bak-pasar.");
});

test("a server that is not Resik is told as such and not shown", async () => {
  const environment = await answering(404, "<html>secret page</html>");
  await expect(run(["device", "list"], { environment })).rejects.toThrow(
    "The api refused with internal: the api answered with status 404.",
  );
});

test("a password comes from standard input, without its line end", async () => {
  const user = { id: "u1", username: "ani", name: "Ani", roles: [{ role: "staff", site: null }] };
  const environment = await answering(200, user);
  await run([...ADD_USER, "--password-stdin"], { environment, piped: "correct horse\n" });
  expect(requests[0]?.body).toMatchObject({ username: "ani", password: "correct horse" });
  expect(lines.join("\n")).not.toContain("correct horse");
});

test("a person gets a new password, which is read from standard input and shown nowhere", async () => {
  const environment = await answering(200, { username: "ani" });
  await run(["user", "password", "ani", "--password-stdin"], {
    environment,
    piped: "correct horse\n",
  });
  expect(requests[0]).toMatchObject({
    method: "POST",
    url: "/api/v1/users/ani/password",
    body: { password: "correct horse" },
  });
  expect(lines.join("\n")).not.toContain("correct horse");
});

test.each([
  ["a short new password", ["user", "password", "ani"], "short", "password: "],
  ["an empty password", ADD_USER, "\n", "The password is empty"],
  ["a short password", ADD_USER, "short", "password: "],
  ["an endless password", ADD_USER, "x".repeat(2_000), "longer than 1024 bytes"],
  [
    "an operator without a site",
    ["user", "add", "ani", "--name", "Ani", "--role", "operator"],
    "correct horse",
    "The role operator belongs to one site",
  ],
  ["staff with a site", [...ADD_USER, "--site", "tps-a"], "correct horse", "leave --site out"],
])("%s is refused", async (_name, args, piped, sentence) => {
  await expect(run([...args, "--password-stdin"], { piped })).rejects.toThrow(sentence);
});

test("without a terminal and without --password-stdin no password is waited for", async () => {
  await expect(run(ADD_USER)).rejects.toThrow("use --password-stdin");
});

test("init writes every secret for the owner alone and never overwrites", async () => {
  const file = join(dir, ".env");
  await run(["init", "--file", file]);
  const text = readFileSync(file, "utf8");
  for (const name of SECRET_NAMES) expect(text).toMatch(new RegExp(`^${name}=\\S{43}$`, "m"));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(lines.join("\n")).not.toMatch(/\S{43}/);
  await expect(run(["init", "--file", file])).rejects.toThrow("is not overwritten");
  expect(readFileSync(file, "utf8")).toBe(text);
});
