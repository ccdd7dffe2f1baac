/** Characters of a message that are shown; a phone would stand still over a megabyte. */
export const SHOWN_CHARACTERS_MAX = 8_000;
/** Bytes that are shown in hexadecimal. */
export const SHOWN_BYTES_MAX = 1_024;
const ROW_BYTES = 8;

export interface ShownMessage {
  text: string;
  /** Not all of it is shown. */
  isCut: boolean;
}

/** A text as it came, its beginning alone where it is long. */
export const shownText = (text: string): ShownMessage => ({
  text: text.slice(0, SHOWN_CHARACTERS_MAX),
  isCut: text.length > SHOWN_CHARACTERS_MAX,
});

/** Deeper levels stand below each other: brackets alone must not make a page of spaces. */
const INDENTED_LEVELS_MAX = 20;
const TOKENS = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|\s+|[^\s"{}[\],:]+/g;

/**
 * JSON with one value a line, for people; null when it is none. Every value stands as it came: what
 * is looked for may be the very number that fits nowhere, or a name that is there twice.
 */
export function shownJson(text: string): ShownMessage | null {
  try {
    JSON.parse(text);
  } catch {
    // Not JSON, which may be why it is held: it is shown as it came.
    return null;
  }
  let depth = 0;
  const newLine = () => `\n${"  ".repeat(Math.min(depth, INDENTED_LEVELS_MAX))}`;
  const lines = text.slice(0, SHOWN_CHARACTERS_MAX).replace(TOKENS, (token) => {
    if (token.startsWith('"')) return token;
    const bare = token.replace(/\s/g, "");
    switch (bare) {
      case "{":
      case "[":
        depth++;
        return bare + newLine();
      case "}":
      case "]":
        depth--;
        return newLine() + bare;
      case ",":
        return bare + newLine();
      case ":":
        return ": ";
      default:
        return bare;
    }
  });
  const shown = shownText(lines);
  return { text: shown.text, isCut: shown.isCut || text.length > SHOWN_CHARACTERS_MAX };
}

/** `0000  7b 22 76 22  {"v"`: eight bytes a row, and what of them is a letter. */
export function shownBytes(base64: string): ShownMessage {
  const bytes = atob(base64);
  const rows: string[] = [];
  for (let at = 0; at < bytes.length && at < SHOWN_BYTES_MAX; at += ROW_BYTES) {
    // One character is one byte here, whatever it stands for.
    const part = bytes.slice(at, at + ROW_BYTES).split("");
    const hex = part.map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
    const letters = part.map((byte) => (/[ -~]/.test(byte) ? byte : ".")).join("");
    const offset = at.toString(16).padStart(4, "0");
    rows.push(`${offset}  ${hex.padEnd(ROW_BYTES * 3 - 1)}  ${letters}`);
  }
  return { text: rows.join("\n"), isCut: bytes.length > SHOWN_BYTES_MAX };
}
