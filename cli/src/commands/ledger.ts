import { bankIdSchema, type BankId } from "@resik/contract/bank/ids";
import { StartError } from "@resik/kit/program";
import { openLedgerReader } from "@resik/ledger/open";
import type { VerifyReport } from "@resik/ledger/port";
import { CommandError, type CommandContext } from "../context.ts";
import type { CliSettings } from "../settings.ts";
import { formatTable } from "../table.ts";

export interface LedgerVerifyOptions {
  bank?: string;
  json: boolean;
}

/**
 * `resik ledger verify`: proves the books in the data folder, whether the api runs or not. Reads
 * only.
 *
 * @throws CommandError when a row is broken; StartError when there is no book to prove.
 */
export async function verifyLedger(
  { out, clock }: Pick<CommandContext, "out" | "clock">,
  settings: Pick<CliSettings, "RESIK_DATA_DIR" | "RESIK_LEDGER_URL">,
  options: LedgerVerifyOptions,
): Promise<void> {
  const bank = options.bank === undefined ? undefined : parseBank(options.bank);
  const reader = openLedgerReader(settings.RESIK_LEDGER_URL, { dataDir: settings.RESIK_DATA_DIR });
  const startMs = clock.monotonicMs();
  let report: VerifyReport;
  try {
    report = await reader.verify(bank);
  } finally {
    await reader.close();
  }
  const tookMs = Math.round(clock.monotonicMs() - startMs);
  if (bank !== undefined && report.transfers === 0 && report.isIntact) {
    throw new StartError(`The ledger has no book of a bank "${bank}".`);
  }
  if (options.json) out(JSON.stringify({ ...report, tookMs }));
  else for (const line of describe(report, tookMs)) out(line);
  if (!report.isIntact) {
    throw new CommandError("The ledger is broken; nothing was changed. Keep the file as it is.");
  }
}

function parseBank(text: string): BankId {
  const bank = bankIdSchema.safeParse(text);
  if (bank.success) return bank.data;
  throw new StartError(`"${text}" is not the id of a bank.`);
}

function describe(report: VerifyReport, tookMs: number): string[] {
  const { banks, transfers, postings, heads, broken, isIntact } = report;
  const size = `${banks} ${banks === 1 ? "bank" : "banks"}, ${transfers} transfers, ${postings} postings`;
  const seconds = (tookMs / 1_000).toFixed(1);
  const ends = heads.map(({ bank, seq, sha256 }) => [bank, String(seq), sha256]);
  return [
    `${isIntact ? "Intact" : "BROKEN"}: ${size}, checked in ${seconds} s.`,
    ...(ends.length > 0 ? formatTable(["bank", "last", "sha256 of the chain"], ends) : []),
    ...(isIntact ? [] : ["", "The first broken row of each kind:"]),
    ...(isIntact
      ? []
      : formatTable(
          ["kind", "bank", "transfer", "what is wrong"],
          broken.map(({ kind, bank, seq, detail }) => [kind, bank, String(seq ?? "-"), detail]),
        )),
  ];
}
