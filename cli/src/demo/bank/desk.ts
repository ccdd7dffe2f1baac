import { actorIdSchema, idempotencyKeySchema } from "@resik/contract/bank/ids";
import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import { commandSchema, type Command } from "@resik/contract/bank/command";
import type { Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import type { AccountCode } from "@resik/ledger/account";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import type { z } from "zod";

export type CommandInput = z.input<typeof commandSchema>;

/** Who acted in the demo's past, before there were accounts. */
const OPERATOR = actorIdSchema.parse("demo:operator");
const TREASURERS = ["demo:treasurer", "demo:head"].map((name) => actorIdSchema.parse(name));

/** The counter of one bank, through the ledger's ordinary rules. */
export interface DemoDesk {
  bank: BankId;
  /** @throws when the rules refuse: the demo's past has no refused steps. */
  post(command: CommandInput, by?: "operator" | "treasurer" | "head"): Promise<TransferSeq>;
  /** For what may be refused, such as a withdrawal below the product's minimum. */
  tryPost(command: CommandInput): Promise<Result<Transfer>>;
  balance(account: AccountCode): Promise<number>;
}

export function openDesk(ledger: LedgerStore, bank: BankId, clock: Clock): DemoDesk {
  let posted = 0;
  const send = async (command: Command, by: "operator" | "treasurer" | "head") => {
    const actor = by === "operator" ? OPERATOR : TREASURERS[by === "treasurer" ? 0 : 1];
    const answer = await ledger.post({
      bank,
      key: idempotencyKeySchema.parse(`demo-${String(posted++).padStart(8, "0")}`),
      actor: actor ?? OPERATOR,
      occurredAtMs: clock.nowMs(),
      command,
    });
    return answer.ok ? { ok: true as const, value: answer.value.transfer } : answer;
  };
  return {
    bank,
    async post(command, by = "operator") {
      const answer = await send(commandSchema.parse(command), by);
      if (!answer.ok) throw new Error(`demo: ${command.kind}: ${answer.code}: ${answer.detail}`);
      return answer.value.seq;
    },
    tryPost: (command) => send(commandSchema.parse(command), "operator"),
    balance: (account) => ledger.balance(bank, account),
  };
}
