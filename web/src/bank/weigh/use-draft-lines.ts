import { LINES_MAX } from "@resik/contract/bank/limits";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { useState } from "preact/hooks";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { newId } from "../new-id.ts";
import type { Draft, DraftLine } from "./draft.ts";
import { useWeighText } from "./text/use-weigh-text.ts";
import type { DraftAccess } from "./use-draft.ts";

export interface DraftLinesAccess {
  /** What was done last, in words. */
  said: string;
  add: (line: Omit<DraftLine, "id">, item: ItemRule) => void;
  remove: (line: string, name: string) => void;
  change: DraftAccess["change"];
}

/** Adds and removes lines of a draft, and says so. */
export function useDraftLines(
  access: DraftAccess,
  draft: Draft,
  onChange: () => void,
): DraftLinesAccess {
  const text = useWeighText();
  const { language } = useLanguage();
  const [said, setSaid] = useState("");
  const change: DraftAccess["change"] = (part) => {
    onChange();
    access.change(part);
  };
  return {
    said,
    change,
    add(line, item) {
      if (draft.lines.length >= LINES_MAX) return setSaid(text.line.full);
      change((before) => ({ ...before, lines: [...before.lines, { ...line, id: newId() }] }));
      setSaid(text.weight.added(item.name, formatQuantity(line.quantity, item.unit, language)));
    },
    remove(id, name) {
      change((before) => ({ ...before, lines: before.lines.filter((line) => line.id !== id) }));
      setSaid(text.line.removed(name));
    },
  };
}
