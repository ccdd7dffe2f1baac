import { createLogger } from "@resik/kit/logger";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttpAuthSource } from "./auth-source.ts";
import { deviceAnswer, startStubAuth, type StubAuth } from "./stub-auth.fixture.ts";

const SECRET = "s".repeat(40);
const logger = createLogger("broker", "silent");

let auth: StubAuth;
beforeEach(async () => {
  auth = await startStubAuth(SECRET);
});
afterEach(() => auth.close());

const question = (device: string) => ({
  clientid: "c",
  username: device,
  password: auth.password(device),
});

describe("authentication over HTTP", () => {
  it("gives the answer as it came", async () => {
    const source = createHttpAuthSource({ url: auth.url, secret: SECRET, logger });
    expect(await source.ask(question("bin-1"))).toEqual(deviceAnswer("bin-1"));
    auth.deny("bin-1");
    expect(await source.ask(question("bin-1"))).toEqual({ result: "deny" });
  });

  it.each(["off", "nonsense"] as const)("gives null while the api is %s", async (mode) => {
    const source = createHttpAuthSource({ url: auth.url, secret: SECRET, logger });
    auth.setMode(mode);
    expect(await source.ask(question("bin-1"))).toBeNull();
    auth.setMode("answer");
    expect(await source.ask(question("bin-1"))).toEqual(deviceAnswer("bin-1"));
  });

  it("gives null when the api does not believe that it is the broker", async () => {
    const source = createHttpAuthSource({ url: auth.url, secret: "t".repeat(40), logger });
    expect(await source.ask(question("bin-1"))).toBeNull();
  });

  it("gives null when nobody is there", async () => {
    const source = createHttpAuthSource({ url: auth.url, secret: SECRET, logger });
    await auth.close();
    expect(await source.ask(question("bin-1"))).toBeNull();
    auth = await startStubAuth(SECRET);
  });

  it("asks 64 questions at once at most and answers the rest in turn", async () => {
    const source = createHttpAuthSource({ url: auth.url, secret: SECRET, logger });
    const release = auth.hold();
    const names = Array.from({ length: 200 }, (_, index) => `bin-${index}`);
    const answers = Promise.all(names.map((device) => source.ask(question(device))));
    await expect.poll(() => auth.questions.length).toBe(64);
    release();
    expect(await answers).toEqual(names.map((device) => deviceAnswer(device)));
  });
});
