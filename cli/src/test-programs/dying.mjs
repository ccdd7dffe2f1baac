// Is ready, then dies with a stack, as a defect does.
import { appendFileSync } from "node:fs";

const [file, name] = process.argv.slice(2);

appendFileSync(file, `${name} pid ${process.pid}\n`);
process.send?.({ type: "resik-ready", program: name, ports: {} }, () => {
  throw new TypeError("a defect for the test");
});
