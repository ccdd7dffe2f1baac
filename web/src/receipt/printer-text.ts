/** Signs that have a plain twin; everything else loses its accents or becomes a question mark. */
const TWINS: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u2009": " ",
  "\u202f": " ",
  "·": "-",
  "•": "-",
  "–": "-",
  "—": "-",
  "−": "-",
  "×": "x",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "…": "...",
  "½": "1/2",
  "²": "2",
  "³": "3",
  ß: "ss",
  æ: "ae",
  ø: "o",
  œ: "oe",
  Œ: "OE",
  đ: "d",
};

/** A text in the letters that every receipt printer has, whatever code page it was set to. */
export function toPrinterText(text: string): string {
  let plain = "";
  for (const sign of text.normalize("NFC")) {
    const twin = TWINS[sign];
    if (twin !== undefined) {
      plain += twin;
      continue;
    }
    const bare = sign.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    for (const part of bare) plain += /^[ -~]$/.test(part) ? part : "?";
  }
  return plain;
}

/** Breaks a text at its spaces, and a word that is longer than a line inside it. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    let rest = word;
    if (line !== "" && line.length + 1 + rest.length <= columns) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== "") lines.push(line);
    while (rest.length > columns) {
      lines.push(rest.slice(0, columns));
      rest = rest.slice(columns);
    }
    line = rest;
  }
  if (line !== "") lines.push(line);
  return lines;
}
