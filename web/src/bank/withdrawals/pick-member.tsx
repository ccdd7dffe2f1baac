import type { MemberView } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { Dialog } from "../../controls/dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SearchField } from "../../controls/search-field.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf, pageOf } from "../../edge/parts.ts";
import { requestJson, type Failure } from "../../edge/request.ts";
import { FailureLine } from "../../controls/failure-line.tsx";
import { useBank } from "../bank-context.ts";
import { memberPart, memberViewPart } from "../edge/parse-members.ts";
import { askMembers } from "../members/member-question.ts";
import { useWithdrawalsText } from "./withdrawals-text.ts";

const parseMembers = answerOf(pageOf(memberPart));
const parseView = answerOf(memberViewPart);

interface PickMemberProps {
  title: string;
  onPick: (member: MemberView) => void;
  onClose: () => void;
}

/** Finds one member, for whom something is asked or whose records are looked for. */
export function PickMember({ title, onPick, onClose }: PickMemberProps) {
  const text = useWithdrawalsText();
  const words = useControlText();
  const { api } = useBank();
  const [search, setSearch] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const question = askMembers(api("members"), { search, limit: 8, isRetired: false });
  const members = useLoaded(question.address, parseMembers, question.body);
  const pick = async (id: string): Promise<void> => {
    const answer = await requestJson(api(`members/${id}`), parseView);
    if (answer.ok) onPick(answer.value);
    else setFailure(answer.failure);
  };
  return (
    <Dialog id="pick" title={title} onClose={onClose}>
      <div class="dialog-body">
        <SearchField id="pick-search" label={text.pickHint} value={search} onSearch={setSearch} />
        <FailureLine failure={failure} />
        <LoadedView of={members} level="h3">
          {({ items }) =>
            items.length === 0 ? (
              <p class="section-note">{text.pickNone}</p>
            ) : (
              <ul class="rows">
                {items.map((member) => (
                  <li key={member.id}>
                    <button
                      class="row-link row-button"
                      type="button"
                      onClick={() => void pick(member.id)}
                    >
                      <span class="row-main">
                        <span class="row-name">{member.name}</span>
                        <span class="row-note">{member.number}</span>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </LoadedView>
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {words.cancel}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
