import { startMockApi } from "./mock-api.ts";

/** The port that `vite.config.ts` hands `/api` to. */
const PORT = 8_099;
const PUBLISH_PERIOD_MS = 2_000;

const mock = await startMockApi({ port: PORT });
let step = 0;
const timer = setInterval(() => {
  step += 1;
  mock.publish("bak-alun-01", 0.4 + 0.3 * Math.abs(Math.sin(step / 9)));
  mock.publish("udara-pati", 30 + 12 * Math.sin(step / 5));
}, PUBLISH_PERIOD_MS);
console.log(`Sample data at ${mock.url}. Sign in with petugas / sapu lidi bersih.`);
process.once("SIGINT", () => {
  clearInterval(timer);
  void mock.close();
});
