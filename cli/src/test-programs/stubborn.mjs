// Ignores every request to end; only SIGKILL helps.
import { appendFileSync } from "node:fs";

const [file, name] = process.argv.slice(2);

process.on("SIGTERM", () => {});
process.on("SIGINT", () => {});
process.on("disconnect", () => {});
appendFileSync(file, `${name} pid ${process.pid}\n`);
process.send?.({ type: "resik-ready", program: name, ports: {} });
