import type { InfluxCredentials } from "../credentials.ts";

/** What the command tells the suite that it starts. */
export interface CheckTarget {
  address: string;
  credentials: InfluxCredentials;
  /** Beginning of the names of all databases that the check makes. */
  namePrefix: string;
}

declare module "vitest" {
  interface ProvidedContext {
    checkTarget: CheckTarget;
  }
}
