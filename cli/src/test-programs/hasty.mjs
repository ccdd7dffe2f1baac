// Ends at the terminal's Ctrl-C at once, as our programs do.
import { appendFileSync } from "node:fs";

const [file, name] = process.argv.slice(2);

process.once("SIGINT", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));
appendFileSync(file, `${name} pid ${process.pid}\n`);
process.send?.({ type: "resik-ready", program: name, ports: {} });
