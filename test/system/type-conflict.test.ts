import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type System } from "../../bench/rig/system.ts";

let system: System;

beforeAll(async () => {
  system = await startSystem({ store: "influxdb" });
});
afterAll(() => system.stop());

/** Another program made the field a text before any device of ours spoke of it. */
async function spoilTemperature(): Promise<void> {
  const { server } = system.store;
  const response = await fetch(`${server?.baseUrl}/write?db=resik&rp=raw`, {
    method: "POST",
    body: 'bin,site=elsewhere,device=elsewhere temperatureC="panas"',
  });
  expect(response.status).toBe(204);
}

describe("a field that InfluxDB knows with another type", () => {
  it("puts the message that has it into quarantine, and no other", async () => {
    await spoilTemperature();
    const [device] = await system.register(1);
    if (!device) throw new Error("no device");
    const client = await connectAsync(system.mqttUrl, {
      username: device.id,
      password: device.password,
      protocolVersion: 4,
    });
    const payloadOf = (seq: number, more: object): string =>
      JSON.stringify({ v: 1, boot: "boot1", seq, fillRatio: 0.25, ...more });
    const guilty = payloadOf(1, { temperatureC: 31.5 });
    const topic = `resik/v1/${device.site}/${device.id}/bin`;
    // At once, so that they reach the store in one batch.
    await Promise.all(
      [payloadOf(0, {}), guilty, payloadOf(2, {}), payloadOf(3, {})].map((payload) =>
        client.publishAsync(topic, payload, { qos: 1 }),
      ),
    );
    await client.endAsync();

    const source = await system.store.openSource(system.dataDir);
    const stored = async (): Promise<number[]> => {
      const seqs: number[] = [];
      const all = { channel: "bin", device: device.id, fromMs: 0, toMs: 2 ** 42 } as const;
      for await (const { seq } of source.scan(all)) seqs.push(seq);
      return seqs.toSorted((a, b) => a - b);
    };
    await expect.poll(stored, { timeout: 20_000 }).toEqual([0, 2, 3]);
    await expect
      .poll(async () => (await source.quarantine({ limit: 10 })).rows.length, { timeout: 20_000 })
      .toBe(1);
    const { rows } = await source.quarantine({ limit: 10 });
    expect(rows).toMatchObject([{ topic, reason: "store-rejected" }]);
    expect(rows[0]?.detail).toMatch(/field type conflict.*temperatureC/);
    expect(Buffer.from(rows[0]?.payload ?? []).toString()).toBe(guilty);
    await source.close();
  });
});
