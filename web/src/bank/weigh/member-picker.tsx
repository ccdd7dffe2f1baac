import { useMemo, useState } from "preact/hooks";
import { formatRupiah } from "../../format/number.ts";
import { createLazyPart } from "../../shell/lazy-part.tsx";
import type { Desk, DeskMember } from "../desk/desk.ts";
import { findMembers } from "./find-member.ts";
import { useWeighText } from "./text/use-weigh-text.ts";
import "./member-picker.css";

const CardScanner = createLazyPart(async () => (await import("./card-scanner.tsx")).CardScanner);

interface MemberPickerProps {
  desk: Desk;
  /** Whether somebody who is no member may be chosen: null. */
  allowsNobody: boolean;
  onPick: (member: string | null) => void;
}

/** Finds a member by card, number, end of the phone or name. */
export function MemberPicker({ desk, allowsNobody, onPick }: MemberPickerProps) {
  const text = useWeighText();
  const [typed, setTyped] = useState("");
  const [isScanning, setScanning] = useState(false);
  const { found, more } = useMemo(() => findMembers(desk.members, typed), [desk, typed]);
  return (
    <div class="member-picker">
      <div class="member-search">
        <div class="field">
          <label class="field-label" for="member-search">
            {text.member.search}
          </label>
          <input
            class="input"
            id="member-search"
            type="search"
            autocomplete="off"
            spellcheck={false}
            maxLength={80}
            placeholder={text.member.hint}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <button class="button" type="button" onClick={() => setScanning(true)}>
          {text.member.scan}
        </button>
      </div>
      {isScanning && (
        <CardScanner
          members={desk.members}
          onFound={(member) => {
            setScanning(false);
            onPick(member.id);
          }}
          onClose={() => setScanning(false)}
        />
      )}
      <p class="visually-hidden" role="status">
        {text.member.found(found.length + more)}
      </p>
      <ul class="member-list" aria-label={text.member.list}>
        {allowsNobody && typed === "" && (
          <li>
            <button class="member-row" type="button" onClick={() => onPick(null)}>
              <span class="member-name">{text.member.nobody}</span>
              <span class="member-note">{text.member.nobodyNote}</span>
            </button>
          </li>
        )}
        {found.map((member) => (
          <li key={member.id}>
            <button class="member-row" type="button" onClick={() => onPick(member.id)}>
              <span class="member-name">{member.name}</span>
              <span class="member-note">{noteOf(member)}</span>
              <span class="member-savings">{formatRupiah(member.savingsRupiah)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="member-note">{text.member.none}</p>}
      {more > 0 && <p class="member-note">{text.member.more(more)}</p>}
    </div>
  );
}

const noteOf = ({ number, address }: DeskMember): string =>
  address === null ? number : `${number} · ${address}`;
