import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { systemClock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestBroker, type TestBroker } from "../broker.fixture.ts";
import { openLink } from "./link.ts";

/** Makes the certificate: optional on a user's machine, required in CI. */
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

function makeCertificate(folder: string): { cert: string; key: string } {
  const file = (name: string): string => join(folder, name);
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const out = ["-keyout", file("key.pem"), "-out", file("cert.pem"), "-days", "1"];
  execFileSync("openssl", ["req", "-x509", ...ec, ...out, ...subject], { stdio: "ignore" });
  return {
    cert: readFileSync(file("cert.pem"), "utf8"),
    key: readFileSync(file("key.pem"), "utf8"),
  };
}

describe.skipIf(!hasOpenssl && process.env.CI !== "true")("a link over TLS", () => {
  let folder: string;
  let broker: TestBroker;
  let server: Server;
  let cert: string;
  const url = (): string => `mqtts://127.0.0.1:${portOf(server)}`;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "resik-link-"));
    broker = await startTestBroker();
    const pair = makeCertificate(folder);
    cert = pair.cert;
    server = createServer(pair, (socket) => {
      const inner = connect(Number(new URL(broker.url).port), "127.0.0.1");
      socket.pipe(inner).pipe(socket);
      for (const end of [socket, inner]) end.on("error", () => inner.destroy());
    });
    await listen(server, 0, "127.0.0.1");
  });
  afterEach(async () => {
    await broker.close();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  /** Publishes once; resolves with `acked`, or with the reason why the connection ended. */
  const publishOver = (caPem: string | undefined): Promise<string> =>
    new Promise((resolve) => {
      const identity = { clientId: "dev-1", username: "dev-1", password: "secret" };
      const link = openLink(
        {
          clock: systemClock,
          url: url(),
          keepaliveS: 30,
          ...identity,
          ...(caPem === undefined ? {} : { caPem }),
        },
        {
          connected: () => link.publish("resik/v1/site/dev-1/bin", Buffer.from("{}"), 1, false),
          acked() {
            resolve("acked");
            link.end();
          },
          message: () => undefined,
          closed: resolve,
        },
      );
    });

  it("carries a publish to a broker whose certificate it trusts", async () => {
    expect(await publishOver(cert)).toBe("acked");
    expect(broker.seen.map(({ topic }) => topic)).toEqual(["resik/v1/site/dev-1/bin"]);
  });

  it("tells nothing to a broker whose certificate nobody vouches for", async () => {
    expect(await publishOver(undefined)).toMatch(/self.signed|certificate/);
    expect(broker.seen).toEqual([]);
  });
});
