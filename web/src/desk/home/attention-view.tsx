import { useState } from "preact/hooks";
import { Notice } from "../../shell/notice.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { SeveritySign } from "../parts/badges.tsx";
import { useHomeText } from "../text/home-text.ts";
import { useListText } from "../text/list-text.ts";
import {
  groupBySite,
  type AttentionGroup,
  type AttentionItem,
  type Subject,
} from "./attention-list.ts";
import { AttentionRow } from "./attention-row.tsx";
import { useItemName } from "./use-item-name.ts";

interface AttentionViewProps {
  items: readonly AttentionItem[];
  /** Only these are shown; null for all. */
  subject: Subject | null;
  /** Whether anything is watched: without it nothing can be fine either. */
  hasDevices: boolean;
}

/** The list itself; what belongs to one site stands together where it is many. */
export function AttentionView({ items, subject, hasDevices }: AttentionViewProps) {
  const text = useHomeText();
  const shown = subject === null ? items : items.filter(({ about }) => about === subject);
  if (items.length === 0 && !hasDevices) return <NothingWatched />;
  if (shown.length === 0) {
    return subject === null ? (
      <Notice icon="check" title={text.allTitle} text={text.allText} />
    ) : (
      <Notice icon="check" title={text.noneOfKindTitle} text={text.noneOfKindText} />
    );
  }
  return (
    <ul class="attention-list panel" aria-label={text.listName}>
      {groupBySite(shown).map((entry) =>
        "items" in entry ? (
          <GroupRow key={entry.key} group={entry} />
        ) : (
          <AttentionRow key={entry.key} item={entry} />
        ),
      )}
    </ul>
  );
}

/** A new installation, or an operator whose place has no device yet. */
function NothingWatched() {
  const text = useHomeText();
  const { isStaff } = useDesk();
  return (
    <Notice
      icon="bin"
      title={text.noDevicesTitle}
      text={isStaff ? text.noDevicesText : text.noDevicesYoursText}
    >
      {isStaff && (
        <a class="button" href="/dlh/perangkat/baru">
          {text.register}
        </a>
      )}
    </Notice>
  );
}

/** More names than this are read after opening the group. */
const NAMES_MAX = 3;

function GroupRow({ group }: { group: AttentionGroup }) {
  const text = useHomeText();
  const list = useListText();
  const [isOpen, setOpen] = useState(false);
  const name = useItemName();
  const id = `group-${group.items[0]?.key ?? group.key}`;
  const names = [...new Set(group.items.map(name))];
  return (
    <li class="attention-group">
      <div class="attention">
        <span class="attention-sign">
          <SeveritySign severity={group.severity} />
          <span class="visually-hidden">{list.severity[group.severity]}: </span>
        </span>
        <div class="attention-main">
          <p class="attention-title">{group.siteName}</p>
          <p class="attention-place">{text.groupOf(group.items.length)}</p>
          <p class="attention-note">
            {names.slice(0, NAMES_MAX).join("; ")}
            {names.length > NAMES_MAX && "; …"}
          </p>
        </div>
        <div class="attention-actions">
          <button
            class="button button-quiet button-small"
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? text.hideGroup : text.showGroup}
            <span class="visually-hidden"> {group.siteName}</span>
          </button>
        </div>
      </div>
      <ul class="attention-inner" id={id} hidden={!isOpen}>
        {isOpen && group.items.map((item) => <AttentionRow key={item.key} item={item} />)}
      </ul>
    </li>
  );
}
