/** The api's own rule for a password's length; a test holds them together. */
export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 128;
const USERNAME_PATTERN = /^[a-z0-9][a-z0-9._-]{2,29}$/;

/** Which fields of the first administrator do not follow the rules yet. */
export function refusedFields(input: {
  username: string;
  name: string;
  password: string;
}): ReadonlySet<"username" | "name" | "password"> {
  const refused = new Set<"username" | "name" | "password">();
  if (!USERNAME_PATTERN.test(input.username)) refused.add("username");
  if (input.name.trim() === "" || input.name.length > 120) refused.add("name");
  const { length } = input.password;
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) refused.add("password");
  return refused;
}
