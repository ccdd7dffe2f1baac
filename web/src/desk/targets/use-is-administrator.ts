import { useSession } from "../../access/session-context.tsx";

/** Whether an administrator is signed in: who may change targets, and add corrections. */
export function useIsAdministrator(): boolean {
  const { session } = useSession();
  return (
    session.state === "signed-in" && session.user.roles.some(({ role }) => role === "administrator")
  );
}
