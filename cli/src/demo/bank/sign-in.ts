import { createApiClient, type ApiClient } from "../../api-client.ts";
import { CommandError } from "../../context.ts";

/** Signs in as a browser does, and gives a client with that session. */
export async function signInClient(
  baseUrl: string,
  account: { username: string; password: string },
): Promise<ApiClient> {
  const { username, password } = account;
  const response = await fetch(`${baseUrl}/api/v1/auth/sign-in/username`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: baseUrl },
    body: JSON.stringify({ username, password }),
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
