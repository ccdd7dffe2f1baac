import { createECDH, randomBytes } from "node:crypto";
import webPush from "web-push";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isPublic } from "../addresses.ts";
import { startReceiver, type Receiver } from "../receiver.fixture.ts";
import { BODY, depsOf, sendingOf } from "./adapters.fixture.ts";
import { sendWebPush, type PushDeps, type PushPhone } from "./web-push.ts";

/** Keys as a browser makes them. */
function phoneKeys(): PushPhone["subscription"]["keys"] {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return {
    p256dh: ecdh.getPublicKey().toString("base64url"),
    auth: randomBytes(16).toString("base64url"),
  };
}

describe("web push", () => {
  let receiver: Receiver;
  const gone: string[] = [];
  beforeEach(async () => {
    receiver = await startReceiver({ kind: "answer", status: 201 });
    gone.length = 0;
  });
  afterEach(() => receiver.close());

  const vapid = webPush.generateVAPIDKeys();
  const phone = (id: string, own: object = {}): PushPhone => ({
    id,
    subscription: { endpoint: `${receiver.url}/push/${id}`, keys: phoneKeys(), ...own },
  });
  const deps = (phones: PushPhone[], own: Partial<PushDeps> = {}): PushDeps => ({
    ...depsOf(),
    vapid,
    subject: "https://resik.example",
    phones,
    onGone: async (id) => void gone.push(id),
    ...own,
  });

  it("goes sealed to each phone, in our name, replacing itself when sent again", async () => {
    const sending = sendingOf();
    const outcome = await sendWebPush(sending, deps([phone("a"), phone("b")]));
    expect(outcome).toMatchObject({ kind: "delivered" });
    expect(sending.list.toSorted()).toEqual(["a", "b"]);
    for (const { headers, body } of receiver.received) {
      expect(headers).toMatchObject({
        "content-encoding": "aes128gcm",
        ttl: "86400",
        urgency: "high",
        topic: BODY.id,
      });
      expect(headers.authorization).toMatch(/^vapid t=[\w.-]+, k=[\w-]+$/);
      expect(headers.authorization).toContain(vapid.publicKey);
      expect(body.toString("latin1")).not.toContain("Bak panas");
    }
  });

  it("ends a phone that is gone and tells the others", async () => {
    for (const status of [404, 410]) {
      receiver.behave({ kind: "answer", status });
      const outcome = await sendWebPush(sendingOf(), deps([phone(`gone${status}`)]));
      expect(outcome.kind).toBe("delivered");
    }
    expect(gone).toEqual(["gone404", "gone410"]);
  });

  it("does not ask who was told already, and tries the others again", async () => {
    receiver.behave({ kind: "answer", status: 503 });
    const outcome = await sendWebPush(sendingOf(["a"]), deps([phone("a"), phone("b")]));
    expect(outcome).toMatchObject({ kind: "refused", reason: "server-error" });
    expect(receiver.received.map(({ path }) => path)).toEqual(["/push/b"]);
    const nobody = await sendWebPush(sendingOf(), deps([phone("b")]));
    expect(nobody).toMatchObject({ kind: "away" });
  });

  it("with nobody to tell says so", async () => {
    expect(await sendWebPush(sendingOf(), deps([]))).toMatchObject({ kind: "nobody" });
  });

  it("ends what is no phone at all: wrong keys, an address inside the network", async () => {
    const keys = { p256dh: Buffer.alloc(65).toString("base64url"), auth: "AAAAAAAAAAAAAAAAAAAAAA" };
    await sendWebPush(sendingOf(), deps([phone("wrong", { keys })]));
    await sendWebPush(sendingOf(), deps([phone("inside")], { addressRule: isPublic }));
    expect(gone).toEqual(["wrong", "inside"]);
    expect(receiver.received).toEqual([]);
  });

  it("keeps a phone whose push service a wrong name server puts inside the network for now", async () => {
    const endpoint = `${receiver.url.replace("127.0.0.1", "localhost")}/push/a`;
    const outcome = await sendWebPush(
      sendingOf(),
      deps([phone("a", { endpoint })], { addressRule: isPublic }),
    );
    expect(outcome).toMatchObject({ kind: "away", reason: "address-refused" });
    expect(gone).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it("keeps a long message within what push services take", async () => {
    const body = { ...BODY, title: "x".repeat(2_000), text: "é".repeat(9_000) };
    await sendWebPush({ ...sendingOf(), body }, deps([phone("a")]));
    expect(receiver.received[0]?.body.length).toBeLessThan(4_096);
  });
});
