import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SignedInUser } from "../access/session.ts";

/** The bank whose desk this is, and who works at it. */
export interface BankDesk {
  bank: string;
  user: SignedInUser;
  /** Only a treasurer publishes prices, approves, sells and moves money. */
  isTreasurer: boolean;
}

export const BankContext = createContext<BankDesk | null>(null);

/** Only for pages inside the bank's group. */
export function useBank(): BankDesk & { api: (rest: string) => string } {
  const desk = useContext(BankContext);
  if (desk === null) throw new Error("a page of the bank stands outside its group");
  return { ...desk, api: (rest) => `/api/v1/banks/${desk.bank}${rest === "" ? "" : `/${rest}`}` };
}
