import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { isTeraOver, type ScaleState } from "./scale-state.ts";
import { useWeighText, type WeighText } from "./text/use-weigh-text.ts";

interface LiveWeightProps {
  scale: ScaleState;
  /** The reading on the scale is on a line already. */
  isUsed: boolean;
  nowMs: number;
}

/** What the scale shows, large, with words for whether it stands still. */
export function LiveWeight({ scale, isUsed, nowMs }: LiveWeightProps) {
  const text = useWeighText();
  const { language } = useLanguage();
  const { reading, massG } = scale;
  const sign = signOf(scale, text);
  const teraUntil = reading?.teraUntil ?? null;
  return (
    <div class={scale.isStable ? "live-weight live-weight-stable" : "live-weight"}>
      <p class="live-weight-figure">
        {massG === null ? "–" : formatQuantity(massG, "kg", language)}
      </p>
      <p class="live-weight-sign" role="status">
        {scale.isStable && <span aria-hidden="true">✓ </span>}
        <span>{sign}</span>
      </p>
      {isUsed && <p class="field-error">{text.weight.used}</p>}
      {teraUntil !== null && isTeraOver(teraUntil, nowMs) && (
        <p class="live-weight-tera">{text.weight.teraOver(teraUntil.slice(0, 10))}</p>
      )}
    </div>
  );
}

function signOf({ connection, massG, isStable, isOverload, reading }: ScaleState, text: WeighText) {
  if (connection === "connecting") return text.weight.connecting;
  if (connection === "lost") return text.weight.lost;
  if (massG === null) return text.weight.waiting;
  if (isOverload) return text.weight.overload;
  if (!isStable) return text.weight.unstable;
  return reading === null ? text.weight.settling : text.weight.stable;
}
