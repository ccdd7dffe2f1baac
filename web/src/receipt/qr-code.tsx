import { useEffect, useState } from "preact/hooks";
import type { QrMatrix } from "./qr-matrix.ts";
import "./qr-code.css";

/** Light modules around the code, which readers need to find it. */
const QUIET_MODULES = 4;

interface QrCodeProps {
  text: string;
  /** What the picture is for those who cannot see it. */
  label: string;
}

/** A text as a QR code, sharp at every size; the library that draws it is fetched when first used. */
export function QrCode({ text, label }: QrCodeProps) {
  const [matrix, setMatrix] = useState<QrMatrix | null>(null);
  useEffect(() => {
    let isShown = true;
    void import("./qr-matrix.ts").then(({ toQrMatrix }) => {
      if (isShown) setMatrix(toQrMatrix(text));
    });
    return () => {
      isShown = false;
    };
  }, [text]);
  if (matrix === null) return <div class="qr qr-waiting" aria-busy="true" />;
  const side = matrix.size + 2 * QUIET_MODULES;
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <path d={`M0 0h${side}v${side}H0z`} fill="#fff" />
      <path d={pathOf(matrix)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function pathOf({ size, isDark }: QrMatrix): string {
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (isDark(row, column)) path += `M${column + QUIET_MODULES} ${row + QUIET_MODULES}h1v1h-1z`;
    }
  }
  return path;
}
