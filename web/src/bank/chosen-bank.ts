import { useState } from "preact/hooks";
import { readSetting, writeSetting } from "../shell/kept-setting.ts";

const SETTING = "bank";

/** The bank one works at: the only one, or the one this browser chose last; null to ask. */
export function useChosenBank(banks: readonly string[]): [string | null, (bank: string) => void] {
  const [chosen, setChosen] = useState<string>(() => readSetting(SETTING, ["", ...banks], ""));
  const choose = (bank: string): void => {
    writeSetting(SETTING, bank);
    setChosen(bank);
  };
  const only = banks.length === 1 ? (banks[0] ?? null) : null;
  return [only ?? (banks.includes(chosen) ? chosen : null), choose];
}
