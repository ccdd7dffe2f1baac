import { createApiClient, type ApiClient } from "../../api-client.ts";
import { CommandError } from "../../context.ts";

/** Signs in as a browser does, and gives a client with that session. */
export const signInClient = (
  baseUrl: string,
  { username, password }: { username: string; password: string },
): Promise<ApiClient> => enter(baseUrl, "sign-in/username", { username, password });

/** The same as a member of a waste bank, by number and PIN. */
export const signInMemberClient = (
  baseUrl: string,
  { number, pin }: { number: string; pin: string },
): Promise<ApiClient> => enter(baseUrl, "member/sign-in", { name: number, pin });

async function enter(baseUrl: string, path: string, body: object): Promise<ApiClient> {
  const response = await fetch(`${baseUrl}/api/v1/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: baseUrl },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new CommandError(`The demo's own account cannot sign in (${response.status}).`);
  }
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return createApiClient(baseUrl, { cookie });
}
