import type { DeskAccess } from "../desk/use-desk.ts";
import { useOnline } from "../queue/use-online.ts";

/** Whether the server could be reached when it was asked last; the phone's own word counts first. */
export function useReach({ failure }: DeskAccess): boolean {
  const isOnline = useOnline();
  return isOnline && failure?.reason !== "network";
}
