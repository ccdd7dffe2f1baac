import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { processIdentity } from "./process-identity.ts";

test("a process has one identity while it runs and none after", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: "pipe" });
  const { pid } = child;
  if (pid === undefined) throw new Error("not started");
  expect(processIdentity(pid)).toBe(processIdentity(pid));
  expect(processIdentity(pid)).not.toBeNull();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin.end();
  await ended;
  expect(processIdentity(pid)).toBeNull();
});
