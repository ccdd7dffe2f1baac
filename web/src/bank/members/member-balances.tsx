import type { MemberView, ProductBalance } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { useToast } from "../../controls/toast.tsx";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { SavingsDialog } from "../withdrawals/savings-dialog.tsx";
import { useMembersText } from "./members-text.ts";
import "./members.css";

interface MemberBalancesProps {
  member: MemberView;
  onChanged: () => void;
}

/** The savings of each product, and what can be done with them for a member at the desk. */
export function MemberBalances({ member, onChanged }: MemberBalancesProps) {
  const text = useMembersText();
  const say = useToast();
  const { bank } = useBank();
  const [act, setAct] = useState<{ kind: "withdraw" | "donate"; product: string } | null>(null);
  const isActive = member.retiredAt === null;
  return (
    <Section
      title={text.balances}
      {...(member.balances.length === 0 ? { note: text.noBalances } : {})}
    >
      <ul class="balances">
        {member.balances.map((balance) => (
          <li class="balance" key={balance.product}>
            <Balance balance={balance} />
            {isActive && balance.savingsRupiah > 0 && (
              <div class="actions">
                <button
                  class="button"
                  type="button"
                  onClick={() => setAct({ kind: "withdraw", product: balance.product })}
                >
                  {text.withdraw}
                </button>
                <button
                  class="button button-quiet"
                  type="button"
                  onClick={() => setAct({ kind: "donate", product: balance.product })}
                >
                  {text.donate}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {act !== null && (
        <SavingsDialog
          key={bank}
          act={act.kind}
          member={member}
          product={act.product}
          onClose={() => setAct(null)}
          onDone={(said) => {
            setAct(null);
            say(said);
            onChanged();
          }}
        />
      )}
    </Section>
  );
}

function Balance({ balance }: { balance: ProductBalance }) {
  const text = useMembersText();
  return (
    <div>
      <p class="fact-label">{balance.name}</p>
      <p class="balance-amount">{formatRupiah(balance.savingsRupiah)}</p>
      {balance.heldRupiah > 0 && (
        <p class="fact-note">{text.held(formatRupiah(balance.heldRupiah))}</p>
      )}
      {balance.payableRupiah > 0 && (
        <p class="fact-note">{text.payable(formatRupiah(balance.payableRupiah))}</p>
      )}
    </div>
  );
}
