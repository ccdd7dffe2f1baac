import { runProgram, type SetupMessage } from "@resik/kit/program";
import { startApi } from "./api.ts";
import { API_SETTINGS } from "./settings.ts";

runProgram("api", API_SETTINGS, process.env, async ({ settings, logger, shutdown, ready }) => {
  const api = await startApi(settings, { logger });
  shutdown.add("api", () => api.close());
  if (api.setupUrl !== null) {
    const message: SetupMessage = { type: "resik-setup", program: "api", url: api.setupUrl };
    logger.info({ url: api.setupUrl }, "open this link once to make the first administrator");
    process.send?.(message);
  }
  ready(api.ports);
});
