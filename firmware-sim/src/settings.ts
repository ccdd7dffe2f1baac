import { setting, type SettingsShape } from "@resik/kit/settings";

/** What the simulator reads from its environment; everything else is on its command line. */
export const SIM_SETTINGS = {
  RESIK_LOG_LEVEL: setting.logLevel(),
} as const satisfies SettingsShape;
