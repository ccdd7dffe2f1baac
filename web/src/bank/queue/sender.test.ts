import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startSender, type Sender, type SendWork } from "./sender.ts";

/** What waits on the phone of the test: one thing, tried when its wait is over. */
interface Waiting {
  isDue: boolean;
  tries: number;
  /** Lets the try under way come to nothing; it then waits for a minute. */
  fail: () => void;
}

const online = new EventTarget();
let waiting: Waiting;
let sender: Sender | null = null;

const work: SendWork = {
  lock: "resik-queue",
  part: "queue",
  async sendDue() {
    if (!waiting.isDue) return 60_000;
    waiting.tries++;
    await new Promise<void>((resolve) => {
      waiting.fail = resolve;
    });
    waiting.isDue = false;
    return 60_000;
  },
  endWait() {
    waiting.isDue = true;
    return Promise.resolve();
  },
};

beforeEach(() => {
  waiting = { isDue: true, tries: 0, fail: () => undefined };
  vi.stubGlobal("document", new EventTarget());
  vi.stubGlobal("self", {});
  vi.stubGlobal("addEventListener", online.addEventListener.bind(online));
  vi.stubGlobal("removeEventListener", online.removeEventListener.bind(online));
  const locks = {
    request: (_name: string, _options: object, run: (lock: object) => unknown) => run({}),
  };
  vi.stubGlobal("navigator", { locks });
});
afterEach(() => {
  sender?.close();
  waiting.fail();
  vi.unstubAllGlobals();
});

async function tries(count: number): Promise<void> {
  await expect.poll(() => waiting.tries).toBe(count);
}

it("tries at the start and when the network returns, whatever wait was left", async () => {
  waiting.isDue = false;
  sender = startSender(work);
  await tries(1);
  waiting.fail();
  await expect.poll(() => waiting.isDue).toBe(false);
  online.dispatchEvent(new Event("online"));
  await tries(2);
});

it("tries again at once when the network returned during a try that comes to nothing", async () => {
  sender = startSender(work);
  await tries(1);
  online.dispatchEvent(new Event("online"));
  waiting.fail();
  await tries(2);
});

it("tries no more once it is closed", async () => {
  sender = startSender(work);
  await tries(1);
  waiting.fail();
  await expect.poll(() => waiting.isDue).toBe(false);
  sender.close();
  online.dispatchEvent(new Event("online"));
  sender.hurry();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(waiting).toMatchObject({ tries: 1, isDue: false });
});
