import {
  passwordResetSchema,
  ROLES,
  SITE_ROLES,
  userCreationSchema,
  userSchema,
  type Role,
} from "@resik/contract/http/users";
import { z } from "zod";
import { requireAnswer, type ApiClient } from "../api-client.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { askPassword, readPipedPassword } from "../password.ts";
import { inputSentence } from "./device.ts";

/** Roles that the command gives; residents are members of a bank and come in there. */
export const USER_ROLES: readonly Role[] = ROLES.filter((role) => role !== "resident");

export interface UserAddInput {
  username: string;
  name: string;
  role: Role;
  site?: string;
  passwordStdin: boolean;
}

/** `resik user add`: gives a person access. The password comes from a terminal or a pipe only. */
export async function addUser(
  context: Pick<CommandContext, "out" | "input" | "promptHidden">,
  api: ApiClient,
  input: UserAddInput,
  json: boolean,
): Promise<void> {
  const { username, name, role, site } = input;
  // Before somebody types a password for nothing.
  if (SITE_ROLES.has(role) !== (site !== undefined)) {
    throw new CommandError(
      site === undefined
        ? `The role ${role} belongs to one site; name it with --site.`
        : `The role ${role} belongs to no single site; leave --site out.`,
    );
  }
  const password = await readPassword(context, input.passwordStdin);
  const creation = userCreationSchema.safeParse({
    username,
    name,
    password,
    roles: [{ role, site: site ?? null }],
  });
  if (!creation.success) throw new CommandError(inputSentence(creation.error));
  const user = requireAnswer(await api.post("users", creation.data, userSchema), api.baseUrl);
  context.out(json ? JSON.stringify(user) : `${user.username} (${role}) can sign in now.`);
}

/** `resik user password`: gives somebody a new password and ends all their sessions. */
export async function resetPassword(
  context: Pick<CommandContext, "out" | "input" | "promptHidden">,
  api: ApiClient,
  username: string,
  passwordStdin: boolean,
): Promise<void> {
  const password = await readPassword(context, passwordStdin);
  const reset = passwordResetSchema.safeParse({ password });
  if (!reset.success) throw new CommandError(inputSentence(reset.error));
  const path = `users/${encodeURIComponent(username)}/password`;
  requireAnswer(await api.post(path, reset.data, z.object({ username: z.string() })), api.baseUrl);
  context.out(`${username} has a new password; all sessions of that account are ended.`);
}

const readPassword = (
  context: Pick<CommandContext, "input" | "promptHidden">,
  fromStdin: boolean,
): Promise<string> =>
  fromStdin ? readPipedPassword(context.input) : askPassword(context.input, context.promptHidden);
