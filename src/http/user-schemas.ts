import { z } from "zod";
import { roles } from "../domain/member.ts";
import { instant } from "./schemas.ts";

const rolesSchema = z.array(z.enum(roles)).describe("One or several");
const member = z.string().nullish().describe("The member that it is: id, code or e-mail address; a rep and a manager are one");

export const userOrderSchema = z.strictObject({ email: z.string(), roles: rolesSchema, member }).meta({ id: "UserOrder" });

export const userChangeSchema = z.strictObject({ roles: rolesSchema, member }).meta({ id: "UserChange" });

export const userSchema = z
  .strictObject({
    id: z.string().describe("Under which it stands in journals; stays"),
    email: z.string().nullable(),
    roles: rolesSchema,
    member: z.string().nullable().describe("The member's id"),
    hasLeft: z.boolean().describe("The member's employment has ended: as rep or manager nobody comes in by this account"),
    version: z.int().describe("As the ETag has it"),
    createdAt: instant,
    createdBy: z.string(),
    lastSeenAt: instant.nullable(),
    endedAt: instant.nullable(),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    passkeys: z.int(),
    looksLike: z
      .strictObject({ email: z.string() })
      .nullable()
      .describe("An address with letters of another alphabet that looks like this one, and is not"),
  })
  .meta({ id: "User" });

export const usersSchema = z.strictObject({ users: z.array(userSchema), nextCursor: z.string().nullable() }).meta({ id: "Users" });

export const userLinkSchema = z
  .strictObject({
    user: userSchema,
    link: z.string().nullable().describe("To hand on, for once; null where it went by mail"),
    mailed: z.boolean(),
  })
  .meta({ id: "UserLink" });
