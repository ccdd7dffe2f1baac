/** Characters that one call may be given. */
const PART_BYTES = 8_192;

/** Bytes as the api takes them in JSON. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + PART_BYTES));
  }
  return btoa(text);
}
