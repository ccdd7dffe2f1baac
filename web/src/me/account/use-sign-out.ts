import { useRef, useState } from "preact/hooks";
import { useSession } from "../../access/session-context.tsx";
import { hasWaiting } from "../report/waiting-sign.ts";

export interface SignOut {
  /** Reports that nobody but this phone has; above 0 somebody must decide about them first. */
  unsent: number;
  isLeaving: boolean;
  /** The server could not be told. */
  isStuck: boolean;
  /** Signs out, or says how many reports would be left behind. */
  ask: () => Promise<void>;
  discardAndLeave: () => Promise<void>;
  stay: () => void;
}

/**
 * Signing a resident out. Reports of somebody who left would lie on the phone, with photo and place,
 * and never be sent: only their writer sends or sees them. So they are told of, and they go first or
 * they go for good.
 */
export function useSignOut(owner: string): SignOut {
  const { leave } = useSession();
  const [unsent, setUnsent] = useState(0);
  const [isLeaving, setLeaving] = useState(false);
  const [isStuck, setStuck] = useState(false);
  const isBusy = useRef(false);

  /** A second tap before the first has an answer does nothing. */
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setLeaving(true);
    try {
      await work();
    } finally {
      isBusy.current = false;
      setLeaving(false);
    }
  };
  const end = async (): Promise<boolean> => {
    const hasLeft = (await leave()) === "left";
    setUnsent(0);
    setStuck(!hasLeft);
    return hasLeft;
  };
  return {
    unsent,
    isLeaving,
    isStuck,
    ask: () =>
      once(async () => {
        setStuck(false);
        const count = await countUnsent(owner);
        if (count > 0) setUnsent(count);
        else await end();
      }),
    discardAndLeave: () =>
      once(async () => {
        // Not before the session has ended: who could not leave has lost nothing.
        if (await end()) await forgetUnsent(owner);
      }),
    stay: () => setUnsent(0),
  };
}

/** What sends reports is loaded only where some may wait. */
const loadQueue = () => import("../report/report-queue.ts");

async function countUnsent(owner: string): Promise<number> {
  if (!hasWaiting()) return 0;
  try {
    const { listReports } = await loadQueue();
    return (await listReports(owner)).length;
  } catch (error) {
    // A store that cannot be read must keep nobody from leaving a shared phone.
    console.error(error);
    return 0;
  }
}

async function forgetUnsent(owner: string): Promise<void> {
  try {
    const { forgetReports } = await loadQueue();
    await forgetReports(owner);
  } catch (error) {
    // The session is over either way: nobody is left on this page who could be told.
    console.error(error);
  }
}
