import { useMemo, useState } from "preact/hooks";
import { readSetting, writeSetting } from "../shell/kept-setting.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { AnyReceipt } from "./receipt.ts";
import { hasBluetooth, hasUsb, type PrintAnswer } from "./printer.ts";
import { receiptRows, type ReceiptRow } from "./receipt-rows.ts";
import { shareMessage, whatsappUrl } from "./share-message.ts";
import { useReceiptText } from "./text/use-receipt-text.ts";

type Way = "bluetooth" | "usb";
/** How this phone's printer draws codes; chosen once a printed one was missing. */
const QR_WAYS = ["native", "raster"] as const;
type QrWay = (typeof QR_WAYS)[number];
const QR_SETTING = "printer-qr";

/** Everything one may do with a receipt on this phone. */
export function ReceiptActions({ receipt }: { receipt: AnyReceipt }) {
  const text = useReceiptText();
  const { language } = useLanguage();
  const [answer, setAnswer] = useState<PrintAnswer | "printing" | null>(null);
  const [way, setWay] = useState<Way | null>(null);
  const message = useMemo(
    () => shareMessage(receipt, { text, language, origin: location.origin }),
    [receipt, text, language],
  );
  const canShare = "share" in navigator;

  const print = async (way: Way, qr: QrWay): Promise<void> => {
    setWay(way);
    setAnswer("printing");
    const rows = receiptRows(receipt, { text, language, origin: location.origin });
    setAnswer(await printRows(rows, way, qr));
  };
  const keptQr = (): QrWay => readSetting(QR_SETTING, QR_WAYS, "native");
  const printAsPicture = (): void => {
    writeSetting(QR_SETTING, "raster");
    if (way !== null) void print(way, "raster");
  };

  return (
    <div class="receipt-actions">
      <button class="button button-quiet" type="button" onClick={() => globalThis.print()}>
        {text.actions.print}
      </button>
      <a class="button button-quiet" href={whatsappUrl(message)} target="_blank" rel="noopener">
        {text.actions.whatsapp}
      </a>
      {canShare && (
        <button class="button button-quiet" type="button" onClick={() => void share(message)}>
          {text.actions.share}
        </button>
      )}
      {hasBluetooth() && (
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={answer === "printing"}
          onClick={() => void print("bluetooth", keptQr())}
        >
          {text.actions.bluetooth}
        </button>
      )}
      {hasUsb() && (
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={answer === "printing"}
          onClick={() => void print("usb", keptQr())}
        >
          {text.actions.usb}
        </button>
      )}
      <div role="status">{answer !== null && <p>{answerText(answer, text)}</p>}</div>
      {answer === "printed" && receipt.id !== null && keptQr() === "native" && (
        <button class="button button-quiet" type="button" onClick={printAsPicture}>
          {text.actions.noCode}
        </button>
      )}
    </div>
  );
}

/** The encoder and the library for codes are fetched with the first print. */
async function printRows(rows: readonly ReceiptRow[], way: Way, qr: QrWay): Promise<PrintAnswer> {
  const [{ toEscPos }, { toQrMatrix }, printer] = await Promise.all([
    import("./escpos.ts"),
    import("./qr-matrix.ts"),
    import("./printer.ts"),
  ]);
  const bytes = toEscPos(rows, { qr, hasCutter: way === "usb", toMatrix: toQrMatrix });
  return way === "bluetooth" ? printer.printByBluetooth(bytes) : printer.printByUsb(bytes);
}

async function share(message: string): Promise<void> {
  // Closing the phone's list without choosing is no failure.
  await navigator.share({ text: message }).catch(() => undefined);
}

function answerText(
  answer: PrintAnswer | "printing",
  text: ReturnType<typeof useReceiptText>,
): string {
  if (answer === "printing") return text.actions.printing;
  return answer === "printed" ? text.actions.printed : text.printer[answer];
}
