import { isAdministrator } from "../../access/session.ts";
import { useSession } from "../../access/session-context.tsx";

/** Whether an administrator is signed in: who may change targets, and add corrections. */
export function useIsAdministrator(): boolean {
  const { session } = useSession();
  return session.state === "signed-in" && isAdministrator(session.user);
}
