// A program for the supervisor's tests: ready at once, ends on SIGTERM and when its channel closes.
// It appends each event to its first argument, so that a test sees order and process ids from outside.
import { appendFileSync } from "node:fs";

const [file, name] = process.argv.slice(2);

const record = (event) => appendFileSync(file, `${name} ${event}\n`);
const end = (event) => {
  record(event);
  process.exit(0);
};

process.once("SIGTERM", () => end("sigterm"));
process.once("SIGINT", () => record("sigint"));
process.once("disconnect", () => end("disconnect"));
record(`pid ${process.pid}`);
process.send?.({ type: "resik-ready", program: name, ports: { ops: 4711 } });
