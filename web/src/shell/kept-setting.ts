const PREFIX = "resik.";

/** Reads a text this browser keeps; empty where there is none or storage is forbidden. */
export function readText(name: string): string {
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

/** Reads a setting from a closed list; the fallback where none of them is kept. */
export function readSetting<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
  const kept = readText(name);
  return allowed.find((value) => value === kept) ?? fallback;
}

/** Keeps a setting; an empty text forgets it. */
export function writeSetting(name: string, value: string): void {
  try {
    if (value === "") localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // A private window may refuse; the choice is still in force on this page.
  }
}
