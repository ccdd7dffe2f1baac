import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startInfluxStub } from "../influx-stub.fixture.ts";

/** Runs the command as a person does. */
async function check(args: readonly string[], environment: Record<string, string> = {}) {
  const entry = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: child.exitCode, out, err };
}

const sentence = /^[^\n]+\.\n$/;

it("says what it wants to know", async () => {
  const { code, out } = await check([]);
  expect(code).toBe(2);
  expect(out).toMatch(/^Usage: npm run check:influxdb -- --url influxdb:/);
});

it("is one sentence for a server that is not there", async () => {
  const stub = await startInfluxStub(() => ({ status: 204 }));
  await stub.close();
  const { code, err } = await check(["--url", `influxdb://127.0.0.1:${stub.port}/resik?api=1`]);
  expect(code).toBe(1);
  expect(err).toMatch(sentence);
  expect(err).toMatch(/does not answer \(ECONNREFUSED\)/);
});

it("is one sentence for a missing and for a wrong token, which it takes from outside too", async () => {
  const stub = await startInfluxStub(() => ({
    status: 401,
    body: '{"code":"unauthorized","message":"unauthorized access"}',
  }));
  const url = ["--url", `influxdb://127.0.0.1:${stub.port}/resik?api=2`];
  const missing = await check(url);
  expect(missing.err).toMatch(sentence);
  expect(missing.err).toMatch(/RESIK_INFLUXDB_TOKEN is not set/);
  expect(stub.requests).toEqual([]);
  for (const wrong of [
    await check([...url, "--token", "salah"]),
    await check(url, { RESIK_INFLUXDB_TOKEN: "salah" }),
  ]) {
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(sentence);
    expect(wrong.err).toMatch(/401: unauthorized access/);
    expect(wrong.err).not.toContain("salah");
  }
  expect(stub.requests.map(({ headers }) => headers.authorization)).toEqual([
    "Token salah",
    "Token salah",
  ]);
  expect(stub.requests.every(({ method }) => method === "GET")).toBe(true);
  await stub.close();
});
