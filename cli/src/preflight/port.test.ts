import { createServer } from "node:net";
import { listen, portOf } from "@resik/kit/ops-server";
import { StartError } from "@resik/kit/program";
import { expect, test } from "vitest";
import { checkPort } from "./port.ts";

const HOST = "127.0.0.1";

test("a taken port is told with the setting that changes it", async () => {
  const server = createServer();
  await listen(server, 0, HOST);
  const port = portOf(server);
  const check = checkPort({ setting: "RESIK_MQTT_PORT", host: HOST, port });
  await expect(check).rejects.toThrow(StartError);
  await expect(check).rejects.toThrow(
    `Port ${port} is already in use; end the other program or set RESIK_MQTT_PORT to another port.`,
  );
  server.close();
});

test("a free port is given back at once, and port 0 becomes a free one", async () => {
  const port = await checkPort({ setting: "RESIK_HTTP_PORT", host: HOST, port: 0 });
  expect(port).toBeGreaterThan(1_023);
  expect(await checkPort({ setting: "RESIK_HTTP_PORT", host: HOST, port })).toBe(port);
});

test("an address that is not ours is told with the setting", async () => {
  const check = checkPort({ setting: "RESIK_HTTP_PORT", host: "203.0.113.1", port: 0 });
  await expect(check).rejects.toThrow(/203\.0\.113\.1 cannot be used \(EADDRNOTAVAIL\)/);
});
