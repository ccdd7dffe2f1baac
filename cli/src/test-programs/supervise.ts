// A supervisor as a process of its own, for tests that kill it: node supervise.ts DIR NAME...
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { join } from "node:path";
import { runSupervised } from "../supervised-run.ts";

const [dir = ".", ...names] = process.argv.slice(2);

await runSupervised({
  context: {
    environment: {},
    clock: systemClock,
    random: createRandom("supervise"),
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    input: process.stdin,
    promptHidden: () => {},
    onEndRequest: (run) => void process.on("SIGINT", run).on("SIGTERM", run),
    progressStream: null,
  },
  dataDir: dir,
  verbose: false,
  async bringUp({ supervisor }) {
    for (const name of names) {
      const script = join(import.meta.dirname, `${name.split("-")[0] ?? name}.mjs`);
      await supervisor.start([
        {
          name,
          command: [script, join(dir, "events"), name],
          environment: {},
        },
      ]);
    }
    process.stdout.write("up\n");
  },
});
process.exit(0);
