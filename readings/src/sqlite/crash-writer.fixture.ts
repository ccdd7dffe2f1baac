/**
 * A process of its own that writes batches and says over the process channel which of them are
 * stored, until it is killed. Argument: the data folder.
 */
import { systemClock } from "@resik/kit/clock";
import { openReadingStore } from "../open.ts";
import { crashBatch } from "./crash-batch.fixture.ts";

const store = await openReadingStore("sqlite:", {
  dataDir: process.argv[2] ?? "",
  clock: systemClock,
});
process.once("disconnect", () => process.exit(0));
for (let index = 0; ; index++) {
  await store.write(crashBatch(index));
  // Waits until the message left this process: what is told is stored, never the other way round.
  await new Promise<void>((resolve) => process.send?.(index, () => resolve()));
}
