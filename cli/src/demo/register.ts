import { deviceCredentialsSchema, siteSchema } from "@resik/contract/http/registry";
import type { DeviceCredentials } from "@resik/contract/http/registry";
import { userSchema, type UserCreation } from "@resik/contract/http/users";
import { requireAnswer, type ApiClient } from "../api-client.ts";
import { mapBounded } from "./bounded.ts";
import type { District } from "./district.ts";

/** Requests in flight: enough to keep the api busy, few enough to leave it the second core. */
const REQUESTS_PARALLEL_MAX = 8;

/** Registers the district over HTTP, as anybody would, and gives the devices' credentials. */
export async function registerDistrict(
  api: ApiClient,
  district: District,
): Promise<DeviceCredentials[]> {
  await mapBounded(district.sites, REQUESTS_PARALLEL_MAX, async (site) =>
    requireAnswer(await api.post("sites", site, siteSchema), api.baseUrl),
  );
  return mapBounded(district.devices, REQUESTS_PARALLEL_MAX, async (device) =>
    requireAnswer(await api.post("devices", device, deviceCredentialsSchema), api.baseUrl),
  );
}

/** Makes the accounts to sign in with. */
export async function createAccounts(
  api: ApiClient,
  accounts: readonly UserCreation[],
): Promise<void> {
  await mapBounded(accounts, REQUESTS_PARALLEL_MAX, async (account) =>
    requireAnswer(await api.post("users", account, userSchema), api.baseUrl),
  );
}
