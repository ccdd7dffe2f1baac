import { z } from "zod";
import { siteIdSchema } from "../slug.ts";
import { memberNameSchema } from "./bank/members.ts";
import { instantSchema } from "./readings.ts";

/** `staff` is the environment agency; operators and treasurers belong to one site a grant. */
export const ROLES = ["administrator", "staff", "operator", "treasurer", "resident"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that mean nothing without a site. */
export const SITE_ROLES: ReadonlySet<Role> = new Set(["operator", "treasurer"]);

export const roleGrantSchema = z
  .strictObject({ role: z.enum(ROLES), site: siteIdSchema.nullable() })
  .refine((grant) => SITE_ROLES.has(grant.role) === (grant.site !== null), {
    message: "operator and treasurer need a site, the other roles have none",
    path: ["site"],
  });
export type RoleGrant = z.infer<typeof roleGrantSchema>;

export const usernameSchema = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,29}$/, "3 to 30 letters, digits, dots, hyphens or underscores");
export const passwordSchema = z.string().min(10).max(128);
const personNameSchema = z.string().trim().min(1).max(120);

export const userCreationSchema = z.strictObject({
  username: usernameSchema,
  name: personNameSchema,
  password: passwordSchema,
  roles: z.array(roleGrantSchema).min(1).max(20),
});
export type UserCreation = z.infer<typeof userCreationSchema>;

/** `PUT users/{id}/roles`: all that somebody may do from now on; none ends their access. */
export const rolesChangeSchema = z.strictObject({ roles: z.array(roleGrantSchema).max(20) });

/** `POST users/{username}/password`: an administrator gives somebody a new password. */
export const passwordResetSchema = z.strictObject({ password: passwordSchema });

export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(roleGrantSchema),
});
export type User = z.infer<typeof userSchema>;

export const userRowSchema = userSchema.extend({ createdAt: instantSchema });
export type UserRow = z.infer<typeof userRowSchema>;

/** `GET me`. */
export const meSchema = z.object({
  user: userSchema,
  /** The member of a waste bank that the account belongs to; null for everybody else. */
  member: memberNameSchema.extend({ bank: siteIdSchema, bankName: z.string() }).nullable(),
});
export type Me = z.infer<typeof meSchema>;

/** `POST me/sessions/end` and `POST me/pin`: how many other sessions ended. */
export const sessionsEndedSchema = z.object({ ended: z.int().min(0) });

/** `GET setup`: whether the system still waits for its first administrator. */
export const setupStateSchema = z.object({ needed: z.boolean() });

/** `POST setup/administrator` with the token of the one-time link. */
export const setupSchema = z.strictObject({
  token: z.string().min(1).max(100),
  username: usernameSchema,
  name: personNameSchema,
  password: passwordSchema,
});
