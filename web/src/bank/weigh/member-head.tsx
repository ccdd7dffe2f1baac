import { useEffect, useRef, useState } from "preact/hooks";
import { formatRupiah } from "../../format/number.ts";
import type { Desk } from "../desk/desk.ts";
import { memberOf } from "./build-deposit.ts";
import type { Draft } from "./draft.ts";
import { MemberPicker } from "./member-picker.tsx";
import { useWeighText } from "./text/use-weigh-text.ts";

interface MemberHeadProps {
  draft: Draft;
  desk: Desk;
  onChange: (change: (draft: Draft) => Draft) => void;
}

/** Who brought it; another member can be chosen without weighing again. */
export function MemberHead({ draft, desk, onChange }: MemberHeadProps) {
  const text = useWeighText();
  const [isChoosing, setChoosing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const member = memberOf(desk, draft.member);
  const isGone = draft.member !== null && member === null;
  const pick = (picked: string | null): void => {
    setChoosing(false);
    onChange((before) => {
      const isSaved = before.akad === "saved";
      return { ...before, member: picked, akad: picked === null && isSaved ? "cash" : before.akad };
    });
  };
  return (
    <div class="member-head panel">
      <div class="member-head-row">
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {member?.name ?? text.member.nobody}
          </h2>
          {member !== null && (
            <p class="member-note">
              {member.number} · {text.member.savings(formatRupiah(member.savingsRupiah))}
            </p>
          )}
          {isGone && <p class="field-error">{text.member.retired}</p>}
        </div>
        <button
          class="button button-quiet button-small"
          type="button"
          aria-expanded={isChoosing}
          onClick={() => setChoosing(!isChoosing)}
        >
          {text.member.change} <span class="visually-hidden">{text.member.changeOf}</span>
        </button>
      </div>
      {isChoosing && <MemberPicker desk={desk} allowsNobody onPick={pick} />}
    </div>
  );
}
