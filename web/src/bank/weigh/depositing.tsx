import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { useMemo, useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useNow } from "../../shell/now-context.tsx";
import type { QueueItem } from "../queue/queue-item.ts";
import { termsOf } from "./build-deposit.ts";
import { valueDeposit, type ValuedDeposit } from "./deposit-value.ts";
import type { Draft } from "./draft.ts";
import { DraftLines } from "./draft-lines.tsx";
import { usualGrade } from "./item-groups.ts";
import { ItemTiles } from "./item-tiles.tsx";
import { MemberHead } from "./member-head.tsx";
import { productsOf } from "./products.ts";
import { SaveBar } from "./save-bar.tsx";
import { TermsPanel } from "./terms-panel.tsx";
import { useWeighText } from "./text/use-weigh-text.ts";
import { useDraftLines, type DraftLinesAccess } from "./use-draft-lines.ts";
import { useSave, type Saving } from "./use-save.ts";
import { useScaleChoice } from "./use-scale-choice.ts";
import type { WeighingProps } from "./weighing.tsx";
import { WeightPanel } from "./weight-panel.tsx";

type DepositingProps = WeighingProps & {
  draft: Draft;
  isOnline: boolean;
  onSaved: (item: QueueItem) => void;
};

/** One deposit being weighed: its terms, its lines, its total, and the button that saves it. */
export function Depositing(props: DepositingProps) {
  const { kept, rules, items, access, draft, isOnline } = props;
  const { desk } = kept;
  const [item, setItem] = useState<ItemRule | null>(null);
  const atMs = Math.max(useNow(), desk.takenAtMs);
  const scale = useScaleChoice(desk, draft, items);
  const valued = useMemo(
    () => valueDeposit(rules, termsOf(draft, desk), draft.lines, atMs),
    [rules, draft, desk, atMs],
  );
  const save = useSave(props, valued);
  const lines = useDraftLines(access, draft, save.clear);
  const terms = { ...termsOf(draft, desk), isAtHarvest: valued.isAtHarvest };

  return (
    <div class={item === null ? "depositing" : "depositing depositing-weighs"}>
      <div class="depositing-main">
        <MemberHead draft={draft} desk={desk} onChange={lines.change} />
        <TermsPanel
          draft={draft}
          desk={desk}
          products={productsOf(rules, atMs)}
          isOnline={isOnline}
          mustWaitForHarvest={valued.mustWaitForHarvest}
          onChange={lines.change}
        />
        {item === null ? (
          <ItemTiles
            rules={rules}
            terms={terms}
            itemsByUse={desk.itemsByUse}
            atMs={atMs}
            onPick={setItem}
          />
        ) : (
          <WeightPanel
            key={item.item}
            item={item}
            usualGrade={usualGrade(item, desk.itemsByUse)}
            rules={rules}
            terms={terms}
            atMs={atMs}
            scale={scale}
            onAdd={(line) => {
              lines.add(line, item);
              setItem(null);
            }}
            onBack={() => setItem(null)}
          />
        )}
      </div>
      <DepositSide {...props} valued={valued} lines={lines} save={save} atMs={atMs} />
    </div>
  );
}

/** What was weighed so far, the totals, and the ways out. */
function DepositSide(
  props: DepositingProps & {
    valued: ValuedDeposit;
    lines: DraftLinesAccess;
    save: Saving;
    atMs: number;
  },
) {
  const { access, draft, valued, lines, save, atMs } = props;
  const text = useWeighText();
  const [isCancelling, setCancelling] = useState(false);
  return (
    <div class="depositing-side">
      <p class="depositing-said" role="status">
        {lines.said}
      </p>
      <DraftLines draft={draft} valued={valued} nowMs={atMs} onRemove={lines.remove} />
      <SaveBar
        draft={draft}
        valued={valued}
        isSaving={save.isSaving}
        message={access.isBroken && save.message === "" ? text.desk.storageText : save.message}
        onSave={() => void save.save()}
        onCancel={() => (draft.lines.length === 0 ? access.end() : setCancelling(true))}
      />
      {isCancelling && (
        <ConfirmDialog
          id="cancel-deposit"
          title={text.save.cancelTitle}
          confirmLabel={text.save.cancelYes}
          isAlarming
          isSending={false}
          failure={null}
          onClose={() => setCancelling(false)}
          onConfirm={() => access.end()}
        >
          <p>{text.save.cancelText}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
