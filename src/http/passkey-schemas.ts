import { z } from "zod";
import { instant } from "./schemas.ts";

const text = z.string();
const bytes = text.describe("In base64url");
const transports = z.array(text).optional();

/** As `@simplewebauthn/browser` takes and gives them, and browsers by `PublicKeyCredential.parseCreationOptionsFromJSON` and `toJSON`. */
export const newPasskeyOptionsSchema = z
  .looseObject({ challenge: bytes, rp: z.looseObject({ name: text, id: text.optional() }), user: z.looseObject({ id: bytes, name: text }) })
  .meta({
    id: "NewPasskeyOptions",
    description: "PublicKeyCredentialCreationOptionsJSON of WebAuthn: what navigator.credentials.create takes",
  });

export const passkeyOptionsSchema = z
  .looseObject({ challenge: bytes, rpId: text.optional() })
  .meta({ id: "PasskeyOptions", description: "PublicKeyCredentialRequestOptionsJSON of WebAuthn: what navigator.credentials.get takes" });

const credential = { id: bytes, rawId: bytes, type: text };

export const newPasskeySchema = z
  .strictObject({
    name: text.describe("To tell it from others: at most 100 characters"),
    response: z
      .looseObject({ ...credential, response: z.looseObject({ clientDataJSON: bytes, attestationObject: bytes, transports }) })
      .describe("What navigator.credentials.create gave, as JSON"),
  })
  .meta({ id: "NewPasskey" });

const shownPasskey = z
  .looseObject({
    ...credential,
    response: z.looseObject({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes }),
  })
  .describe("What navigator.credentials.get gave, as JSON");

export const passkeyProofSchema = z.strictObject({ response: shownPasskey }).meta({ id: "PasskeyProof" });

export const passkeySignInSchema = z
  .strictObject({
    response: shownPasskey,
    next: text.optional().describe("Where to go on: a path of this site"),
  })
  .meta({ id: "PasskeySignIn" });

export const passkeySchema = z
  .strictObject({
    id: z.int(),
    name: text,
    createdAt: instant,
    usedAt: instant.nullable().describe("When somebody last signed in with it"),
  })
  .meta({ id: "Passkey" });

export const passkeysSchema = z.strictObject({ passkeys: z.array(passkeySchema) }).meta({ id: "Passkeys" });

export const oidcLinkSchema = z
  .strictObject({
    number: z.int(),
    provider: z.strictObject({ id: text, name: text }).nullable().describe("Null: it is no longer set up, and nobody signs in by it"),
    issuer: text,
    linkedAt: instant,
    usedAt: instant.nullable(),
  })
  .meta({ id: "OidcLink" });

export const oidcLinksSchema = z.strictObject({ links: z.array(oidcLinkSchema) }).meta({ id: "OidcLinks" });
