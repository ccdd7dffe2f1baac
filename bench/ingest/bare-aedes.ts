import { createServer } from "node:net";
import { Aedes } from "aedes";
import { listen, portOf } from "@resik/kit/ops-server";

/** The reference: Aedes in memory as its README starts it, nothing of ours in it. */
const aedes = await Aedes.createBroker();
const server = createServer({ noDelay: true }, aedes.handle);
await listen(server, 0, "127.0.0.1");
process.send?.({ type: "resik-ready", ports: { mqtt: portOf(server) } });
process.once("disconnect", () => process.exit(0));
