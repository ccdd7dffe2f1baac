import { systemClock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { BankHttp, Outcome } from "./bank-http.ts";

export const RUPIAH_PER_KG = 4_000;
const GRAMS_STEP = 250;
const RUPIAH_PER_STEP = 1_000;

/** What one client knows of the book: its own member, and what it brought for everybody's. */
export interface LedgerClient {
  member: string;
  /** The model: what this member has by the answers alone. */
  savingsRupiah: number;
  payableRupiah: number;
  paidRupiah: number;
  /** Grams of all deposits that were acknowledged, the shared member's too. */
  grams: number;
  /** Rupiah that the shared member got by acknowledged deposits. */
  sharedRupiah: number;
  /** Every acknowledged write by its key. */
  acked: Map<string, { seq: number; sha256: string }>;
  /** Deposits for the shared member, in grams, whose client never heard an answer. */
  abandoned: Map<string, number>;
  replayed: number;
  /** What should not be: said at the end, so that a client does not end the others. */
  wrong: string[];
  stop(): Promise<void>;
}

/**
 * Deposits, asks, approves and pays without a pause, one write after the other, so that its model
 * knows each answer beforehand. Now and then it sends twice at once, or throws its phone away.
 */
export function startLedgerClient(options: {
  http: BankHttp;
  random: Random;
  member: string;
  sharedMember: string;
}): LedgerClient {
  const { http, random, member, sharedMember } = options;
  const stopping = new AbortController();
  let keys = 0;
  const client: LedgerClient = {
    member,
    savingsRupiah: 0,
    payableRupiah: 0,
    paidRupiah: 0,
    grams: 0,
    sharedRupiah: 0,
    acked: new Map(),
    abandoned: new Map(),
    replayed: 0,
    wrong: [],
    async stop() {
      stopping.abort();
      await running;
    },
  };
  const newKey = (what: string): string => `${what}-${member}-${String(keys++).padStart(5, "0")}`;
  const now = (): string => new Date(systemClock.nowMs()).toISOString();

  function note(key: string, outcome: Outcome, expected: string | null): number | null {
    if ("refused" in outcome) {
      if (outcome.refused !== expected) client.wrong.push(`${key}: ${outcome.refused}`);
      return null;
    }
    const { seq, sha256, isReplayed } = outcome;
    if (expected !== null) client.wrong.push(`${key}: should be refused with ${expected}`);
    const before = client.acked.get(key);
    if (before && before.sha256 !== sha256) client.wrong.push(`${key}: answered twice otherwise`);
    client.acked.set(key, { seq, sha256 });
    if (isReplayed) client.replayed++;
    return seq;
  }

  /** The seq of what was written; null when it was refused, as it should be. */
  async function write(
    path: string,
    key: string,
    body: object,
    expected: string | null = null,
  ): Promise<number | null> {
    const taps = random.chance(0.2) ? 3 : 1;
    const outcomes = await Promise.all(
      Array.from({ length: taps }, () => http.write(path, key, body)),
    );
    const seqs = outcomes.map((outcome) => note(key, outcome, expected));
    return seqs[0] ?? null;
  }

  const depositBody = (to: string, grams: number) => ({
    occurredAt: now(),
    payee: { akad: "saved", member: to, product: "regular" },
    valued: "now",
    hop: "member",
    delivery: "dropped-off",
    lines: [{ item: "pet", grade: "clean", quantity: grams, evidence: null, priceVersion: null }],
  });

  async function deposit(): Promise<void> {
    const steps = 1 + random.int(20);
    const isShared = random.chance(0.3);
    const body = depositBody(isShared ? sharedMember : member, steps * GRAMS_STEP);
    if (isShared && random.chance(0.7)) {
      const key = newKey("once");
      const outcome = await http.tryWrite("deposits", key, body);
      if (!outcome) return void client.abandoned.set(key, steps * GRAMS_STEP);
      note(key, outcome, null);
    } else {
      await write("deposits", newKey("deposit"), body);
    }
    client.grams += steps * GRAMS_STEP;
    if (isShared) client.sharedRupiah += steps * RUPIAH_PER_STEP;
    else client.savingsRupiah += steps * RUPIAH_PER_STEP;
  }

  async function withdraw(): Promise<void> {
    const amountRupiah = (1 + random.int(30)) * RUPIAH_PER_STEP;
    const body = { occurredAt: now(), member, product: "regular", amountRupiah };
    const expected = amountRupiah > client.savingsRupiah ? "insufficient-balance" : null;
    const seq = await write("withdrawals", newKey("request"), body, expected);
    if (seq === null) return;
    client.savingsRupiah -= amountRupiah;
    client.payableRupiah += amountRupiah;
    if (random.chance(0.2)) return;
    const step = { occurredAt: now() };
    if (random.chance(0.2)) {
      const reason = "batal";
      await write(`withdrawals/${seq}/void`, newKey("void"), { ...step, reason });
      client.savingsRupiah += amountRupiah;
    } else {
      await write(`withdrawals/${seq}/approve`, newKey("approve"), step);
      await write(`withdrawals/${seq}/pay`, newKey("pay"), step);
      client.paidRupiah += amountRupiah;
    }
    client.payableRupiah -= amountRupiah;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) await (random.chance(0.6) ? deposit() : withdraw());
  }
  const running = run().catch((error: unknown) => void client.wrong.push(String(error)));
  return client;
}
