/** Says whether a receipt is genuine, and nothing of whom. */
export function ReceiptCheckPage({ receipt }: { receipt: string | null }) {
  return <h1>{receipt}</h1>;
}
