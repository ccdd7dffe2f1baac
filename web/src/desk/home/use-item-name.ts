import { useMemo } from "preact/hooks";
import { formatPercent } from "../../format/number.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { alertName, alertValue } from "../parts/alert-words.ts";
import { useHomeText } from "../text/home-text.ts";
import { useListText } from "../text/list-text.ts";
import type { AttentionItem } from "./attention-list.ts";

/** What a thing that needs attention is called: `Bak penuh · 92 %`. */
export function useItemName(): (item: AttentionItem) => string {
  const home = useHomeText();
  const list = useListText();
  const { language } = useLanguage();
  const { rules } = useDesk();
  return useMemo(
    () => (item) => {
      switch (item.kind) {
        case "alert": {
          const value = alertValue(item.alert, item.alert.value, rules, language);
          const name = alertName(item.alert, language);
          return value === null ? name : `${name} · ${value}`;
        }
        case "bin": {
          const { fillRatio, isFull } = item.bin;
          const percent = fillRatio === null ? "" : formatPercent(fillRatio);
          return isFull ? [home.fullNow, percent].filter(Boolean).join(" · ") : home.fill(percent);
        }
        case "health":
          return item.faults.map((fault) => list.fault[fault]).join(", ");
        case "report":
          return list.reportKind[item.report.kind];
        case "task":
          return list.taskKind[item.task.kind];
      }
    },
    [home, list, language, rules],
  );
}
