import { requestJson, type Answer } from "../edge/request.ts";
import { isShape } from "../edge/shape.ts";

export interface SetupInput {
  token: string;
  username: string;
  name: string;
  password: string;
}

/** Whether the system still waits for its first administrator. */
export const fetchSetupNeeded = (signal: AbortSignal): Promise<Answer<{ needed: boolean }>> =>
  requestJson(
    "/api/v1/setup",
    (value) =>
      isShape(value) && typeof value.needed === "boolean" ? { needed: value.needed } : null,
    { signal },
  );

export const makeAdministrator = (input: SetupInput): Promise<Answer<true>> =>
  requestJson("/api/v1/setup/administrator", () => true, { body: input });
