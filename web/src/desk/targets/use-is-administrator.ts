import { useSession } from "../../access/session-context.tsx";

/** Whether somebody may change targets. */
export function useIsAdministrator(): boolean {
  const { session } = useSession();
  return (
    session.state === "signed-in" && session.user.roles.some(({ role }) => role === "administrator")
  );
}
