import { connect } from "mqtt";

/** One subscriber at QoS 1 that throws away what it gets and says how much it was. */
let received = 0;
const client = connect(process.env.BENCH_MQTT_URL ?? "", { clean: true });
client.on("message", () => {
  received++;
});
await client.subscribeAsync("resik/v1/#", { qos: 1 });
process.on("message", () => process.send?.({ type: "received", received }));
process.send?.({ type: "resik-ready", ports: {} });
process.once("disconnect", () => process.exit(0));
