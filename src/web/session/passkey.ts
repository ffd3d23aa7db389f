import type { NewPasskey, PasskeySignIn } from "../client.ts";

/** Whether this browser can keep a passkey for an address. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === "function" && typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function";

/** Whoever closes the browser's window has changed their mind, which is no error. */
const unlessLeft = async (asking: Promise<Credential | null>): Promise<unknown> => {
  try {
    const credential = await asking;
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
  } catch (error) {
    if (error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError")) return null;
    throw error;
  }
};

// What goes in is the server's answer and what comes out the browser's own: neither is this page's to check.
type Creation = PublicKeyCredentialCreationOptionsJSON;
type Request = PublicKeyCredentialRequestOptionsJSON;

/** Null: it was left without one. */
export const makePasskey = async (options: unknown): Promise<NewPasskey["response"] | null> => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as Creation);
  return (await unlessLeft(navigator.credentials.create({ publicKey }))) as NewPasskey["response"] | null;
};

export const showPasskey = async (options: unknown): Promise<PasskeySignIn["response"] | null> => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as Request);
  return (await unlessLeft(navigator.credentials.get({ publicKey }))) as PasskeySignIn["response"] | null;
};
