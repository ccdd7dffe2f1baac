import { createServer } from "node:net";
import { listen, portOf } from "@resik/kit/ops-server";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { isPublic } from "../addresses.ts";
import { BODY, depsOf, sendingOf } from "./adapters.fixture.ts";
import { sendEmail } from "./email.ts";

interface Mail {
  from: string;
  to: string[];
  text: string;
}

const refusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

describe("mail", () => {
  const ending: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ending.splice(0)) await end();
  });

  /** A real SMTP server on loopback. */
  async function startMailServer(
    own: SMTPServerOptions = {},
  ): Promise<{ port: number; mails: Mail[] }> {
    const mails: Mail[] = [];
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => void parts.push(part));
        stream.on("end", () => {
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({
            from: mailFrom === false ? "" : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            text: Buffer.concat(parts).toString("utf8"),
          });
          done();
        });
      },
      ...own,
    });
    // Whoever asks may go away in the middle.
    smtp.on("error", () => undefined);
    await listen(smtp.server, 0, "127.0.0.1");
    ending.push(() => new Promise((resolve) => smtp.close(() => resolve())));
    return { port: portOf(smtp.server), mails };
  }

  const settings = (port: number, own: object = {}) => ({
    kind: "email" as const,
    host: "127.0.0.1",
    port,
    security: "none" as const,
    username: "",
    password: "",
    from: "resik@desa.example",
    to: ["dlh@pati.example", "piket@pati.example"],
    ...own,
  });

  it("goes to every address with the message's own id, as plain text", async () => {
    const { port, mails } = await startMailServer();
    expect(await sendEmail(settings(port), sendingOf(), depsOf())).toMatchObject({
      kind: "delivered",
    });
    const [mail] = mails;
    expect(mail).toMatchObject({
      from: "resik@desa.example",
      to: ["dlh@pati.example", "piket@pati.example"],
    });
    expect(mail?.text).toContain(`Message-ID: <${BODY.id}@desa.example>`);
    expect(mail?.text).toContain("Auto-Submitted: auto-generated");
    expect(mail?.text).toMatch(/Content-Type: text\/plain/);
    expect(mail?.text).not.toMatch(/text\/html/);
  });

  it("goes again to those alone whom the relay refused", async () => {
    let isFull = true;
    const { port, mails } = await startMailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(isFull && address.startsWith("piket") ? refusal(452, "mailbox full") : null),
    });
    const first = sendingOf();
    expect(await sendEmail(settings(port), first, depsOf())).toEqual({
      kind: "refused",
      reason: "rejected",
      detail: "1 of 2 addresses refused",
    });
    expect(mails.map(({ to }) => to)).toEqual([["dlh@pati.example"]]);
    expect(first.list.join()).not.toContain("@");
    isFull = false;
    expect(await sendEmail(settings(port), sendingOf(first.list), depsOf())).toMatchObject({
      kind: "delivered",
    });
    expect(mails.map(({ to }) => to)).toEqual([["dlh@pati.example"], ["piket@pati.example"]]);
    const only = settings(port, { to: ["dlh@pati.example"] });
    expect(await sendEmail(only, sendingOf(first.list), depsOf())).toMatchObject({
      kind: "delivered",
    });
    expect(mails).toHaveLength(2);
  });

  it("goes again to whom the relay refused, however the address is written", async () => {
    const { port } = await startMailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith("piket") ? refusal(452, "mailbox full") : null),
    });
    const to = ["dlh@Pati.Example", "Piket@Pati.Example", "piket2@PATI.example"];
    const first = sendingOf();
    expect(await sendEmail(settings(port, { to }), first, depsOf())).toMatchObject({
      kind: "refused",
    });
    expect(first.list).toHaveLength(2);
  });

  it("cannot be given further headers by a title", async () => {
    const { port, mails } = await startMailServer();
    const body = { ...BODY, title: "Bak\r\nBcc: evil@evil.example" };
    await sendEmail(settings(port), { ...sendingOf(), body }, depsOf());
    expect(mails[0]?.to).not.toContain("evil@evil.example");
    expect(mails[0]?.text).not.toMatch(/^Bcc:/m);
  });

  it("with a wrong password waits for the right one, and says nothing of either", async () => {
    const { port, mails } = await startMailServer({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error("Invalid login rahasia")),
    });
    const login = { username: "resik", password: "rahasia-sekali" };
    const outcome = await sendEmail(settings(port, login), sendingOf(), depsOf());
    expect(outcome).toEqual({ kind: "away", reason: "rejected", detail: "EAUTH 535" });
    expect(mails).toEqual([]);
  });

  it("that is refused for now waits, one refused for good lets others go on", async () => {
    const now = await startMailServer({
      onMailFrom: (_address, _session, done) => done(refusal(451, "try later")),
    });
    expect(await sendEmail(settings(now.port), sendingOf(), depsOf())).toMatchObject({
      kind: "away",
      reason: "server-error",
    });
    const never = await startMailServer({
      onRcptTo: (_address, _session, done) => done(refusal(550, "no such user dlh@pati.example")),
    });
    const refused = await sendEmail(settings(never.port), sendingOf(), depsOf());
    expect(refused).toMatchObject({ kind: "refused", reason: "rejected" });
    expect(refused.detail).not.toContain("dlh@pati.example");
  });

  it("is not sent in clear where STARTTLS is asked for", async () => {
    const { port, mails } = await startMailServer();
    const outcome = await sendEmail(
      settings(port, { security: "starttls" }),
      sendingOf(),
      depsOf(),
    );
    expect(outcome.kind).toBe("away");
    expect(mails).toEqual([]);
  });

  it("is not sent to a server that cannot prove who it is, with TLS and with STARTTLS", async () => {
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", onWarning);
    for (const own of [{ secure: true }, { disabledCommands: [] }]) {
      // Its certificate is nobody's.
      const { port, mails } = await startMailServer(own);
      const security = "secure" in own ? "tls" : "starttls";
      const outcome = await sendEmail(settings(port, { security }), sendingOf(), depsOf());
      expect(outcome).toMatchObject({ kind: "away", reason: "unreachable" });
      expect(mails).toEqual([]);
    }
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });

  it("ends in time when the server says nothing, and when nobody is there", async () => {
    const silent = createServer(() => undefined);
    const sockets: { destroy(): void }[] = [];
    silent.on("connection", (socket) => void sockets.push(socket));
    await listen(silent, 0, "127.0.0.1");
    const port = portOf(silent);
    const hung = await sendEmail(settings(port), sendingOf(), depsOf({ timeoutMs: 1_000 }));
    expect(hung).toMatchObject({ kind: "away", reason: "timeout" });
    const before = sockets.length;
    const ending = new AbortController();
    const early = sendEmail(settings(port), sendingOf(), depsOf({ signal: ending.signal }));
    await expect.poll(() => sockets.length).toBe(before + 1);
    ending.abort();
    expect(await early).toMatchObject({ kind: "away", reason: "timeout" });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
    expect(await sendEmail(settings(port), sendingOf(), depsOf())).toEqual({
      kind: "away",
      reason: "unreachable",
      detail: "ECONNREFUSED",
    });
  });

  it("goes to no address that may not be used, by number or by name", async () => {
    const { port, mails } = await startMailServer();
    for (const [host, addressRule] of [
      ["169.254.169.254", depsOf().addressRule],
      ["localhost", isPublic],
    ] as const) {
      const outcome = await sendEmail(
        settings(port, { host }),
        sendingOf(),
        depsOf({ addressRule }),
      );
      expect(outcome).toMatchObject({ kind: "away", reason: "address-refused" });
    }
    expect(mails).toEqual([]);
  });
});
