import { z } from "zod";
import { permissions } from "../domain/access.ts";
import { languages } from "../domain/language.ts";
import { themes } from "../domain/theme.ts";
import { roles } from "../domain/member.ts";
import { companyOrderSchema } from "./first-value-schemas.ts";
import { oidcLinkSchema, passkeySchema } from "./passkey-schemas.ts";
import { instant, name } from "./schemas.ts";

const password = z.string().describe("12 to 1,000 characters, as typed");
const code = z.string().describe("Six digits of the app, or a recovery code");
const next = z.string().optional().describe("Where to go on: a path of this site");

export const signInSchema = z
  .strictObject({ name: z.string().describe("E-mail address or member code"), password: z.string(), next })
  .meta({ id: "SignIn" });

export const stepSchema = z
  .strictObject({ token: z.string().describe("Of the answer to the password"), code, next })
  .meta({ id: "SecondStep" });

export const setUpSchema = z
  .strictObject({
    token: z.string().describe("What stands after # in the link that the server's console shows"),
    company: companyOrderSchema.nullish().describe("Left out: the only company there is"),
    email: z.string(),
    password,
    language: z.enum(languages).nullish(),
  })
  .meta({ id: "SetUp" });

const extents = z.array(z.enum(["own", "team", "company", "sums"])).describe("Whose things it reaches");

export const signedInSchema = z
  .strictObject({
    user: z
      .strictObject({
        id: z.string().describe("Under which the account stands in journals"),
        email: z.string().nullable(),
        roles: z.array(z.enum(roles)),
        member: z.strictObject({ id: z.string(), name }).nullable(),
        language: z.enum(languages).nullable(),
        theme: z.enum(themes).nullable(),
      })
      .nullable()
      .describe("Null for an API key"),
    company: z.strictObject({ id: z.string(), name }),
    permissions: z.partialRecord(z.enum(permissions), extents),
    secondFactor: z.strictObject({ on: z.boolean(), recoveryCodesLeft: z.int() }),
    by: z.enum(["user", "key"]),
  })
  .meta({ id: "SignedIn" });

export const sessionSchema = z
  .strictObject({
    signedIn: signedInSchema.nullable(),
    needsSetUp: z.boolean().describe("Nobody has an account yet: the server's console shows a link that makes the first"),
    needsCompany: z.boolean().describe("There is no company yet"),
    severalCompanies: z.boolean().describe("Whoever signs in names theirs in the header Attain-Company"),
    ways: z.strictObject({
      passkeys: z.boolean(),
      mail: z.boolean().describe("Whoever forgot the password can have a link sent"),
      oidc: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    }),
  })
  .meta({ id: "Session" });

const goOn = { next: z.string().describe("Where to go on: the path that was asked for, if it is one of this site, else /") };

export const signedInAnswerSchema = z.strictObject({ signedIn: signedInSchema, ...goOn }).meta({ id: "SignedInAnswer" });

export const signInAnswerSchema = z
  .union([
    signedInAnswerSchema,
    z.strictObject({
      secondFactor: z.strictObject({ token: z.string().describe("For POST /session/second-factor, from the same browser") }),
    }),
  ])
  .meta({ id: "SignInAnswer" });

export const doneSchema = z.strictObject({ done: z.literal(true) }).meta({ id: "Done" });

export const sessionsSchema = z
  .strictObject({
    sessions: z.array(
      z.strictObject({
        number: z.int(),
        createdAt: instant,
        seenAt: instant,
        agent: z.string().describe("What the browser said it is"),
        isThis: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Sessions" });

export const endedSchema = z.strictObject({ ended: z.int().describe("How many sessions") }).meta({ id: "SessionsEnded" });

export const accountChangeSchema = z
  .strictObject({
    language: z.enum(languages).nullable().optional().describe("Of pages and mails. null: the browser's; left out: as it is"),
    theme: z.enum(themes).nullable().optional().describe("How pages look. null: as the browser has it; left out: as it is"),
  })
  .meta({ id: "AccountChange" });

export const passwordChangeSchema = z.strictObject({ current: z.string(), password }).meta({ id: "PasswordChange" });

export const stillOpenSchema = z
  .strictObject({
    passkeys: z.array(passkeySchema),
    links: z.array(oidcLinkSchema),
    keys: z
      .array(z.strictObject({ number: z.int(), name: z.string(), beginning: z.string(), createdAt: instant, usedAt: instant.nullable() }))
      .describe("API keys that the account made and that hold; who may, ends them by DELETE /api-keys/{number}"),
  })
  .meta({ id: "WaysIn" });

export const passwordChangedSchema = z
  .strictObject({
    done: z.literal(true),
    sessionsEnded: z.int(),
    stillOpen: stillOpenSchema.describe("What goes on opening the account as before"),
    provedUntil: instant,
  })
  .meta({ id: "PasswordChanged" });

export const sessionProofSchema = z
  .strictObject({
    password: z.string(),
    code: code.optional().describe("Where the account has a second factor: six digits of the app, or a recovery code"),
  })
  .meta({ id: "SessionProof" });

export const proofSchema = z.strictObject({ provedUntil: instant }).meta({ id: "SessionProved" });

export const proofStateSchema = z
  .strictObject({
    provedUntil: instant.nullable().describe("Null: it is to be proved before anything is changed by which the account signs in"),
    ways: z
      .strictObject({
        password: z.boolean(),
        code: z.boolean().describe("Whether a code of the second factor goes with the password"),
        passkey: z.boolean(),
        oidc: z
          .array(z.strictObject({ id: z.string(), name: z.string() }))
          .describe("By signing in anew at /sign-in/oidc/{id}, of an account without a password"),
      })
      .describe("By what it can be"),
  })
  .meta({ id: "ProofState" });

export const secondFactorSchema = z
  .strictObject({
    secret: z.string().describe("In base32, to type into the app"),
    uri: z.string().describe("otpauth://…, to show as a QR code"),
  })
  .meta({ id: "SecondFactor" });

export const codeSchema = z.strictObject({ code }).meta({ id: "Code" });

export const recoveryCodesSchema = z
  .strictObject({ recoveryCodes: z.array(z.string()).describe("Ten, each for once; shown now and never again") })
  .meta({ id: "RecoveryCodes" });

export const resetRequestSchema = z.strictObject({ email: z.string() }).meta({ id: "ResetRequest" });

export const linkSchema = z
  .strictObject({
    purpose: z.enum(["invitation", "reset"]),
    email: z.string().nullable(),
    company: z.strictObject({ id: z.string(), name }),
  })
  .meta({ id: "AccountLink" });

export const linkPasswordSchema = z.strictObject({ password }).meta({ id: "LinkPassword" });
