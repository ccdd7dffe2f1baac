import { readText, writeSetting } from "../../shell/kept-setting.ts";

const NAME = "reports-waiting";

/**
 * Whether reports wait on this phone: known without the phone's store, so that who never reports
 * anything never loads what sends them.
 */
export const hasWaiting = (): boolean => readText(NAME) !== "";

export const rememberWaiting = (isWaiting: boolean): void =>
  writeSetting(NAME, isWaiting ? "yes" : "");
