import { randomBytes } from "node:crypto";
import { openText, sealText, subkey, type Secret } from "../store/secret-key.ts";

/** What a browser goes away for and comes back with. */
type Flows = {
  /** To a provider of OpenID Connect, to sign in or, with `userNumber`, to link the account that is signed in. */
  readonly oidc: {
    readonly companyId: number;
    readonly provider: string;
    readonly issuer: string;
    readonly state: string;
    readonly nonce: string;
    readonly verifier: string;
    readonly next: string;
    readonly userNumber: number | null;
  };
  /** That the owner of an account was there, for one session of it. */
  readonly proof: { readonly companyId: number; readonly userNumber: number; readonly session: string };
  /** To its authenticator, to show it. */
  readonly "passkey-proof": { readonly challenge: string; readonly companyId: number; readonly userNumber: number };
  /** To its authenticator, to sign in. */
  readonly passkey: { readonly challenge: string };
  /** To its authenticator, for a new passkey of the account. */
  readonly "new-passkey": {
    readonly challenge: string;
    readonly companyId: number;
    readonly userNumber: number;
    readonly userHandle: string;
  };
};
export type FlowType = keyof Flows;

/** Until when a flow can come back. */
export const FLOW_SECONDS = { oidc: 600, proof: 600, "passkey-proof": 300, passkey: 300, "new-passkey": 300 } as const satisfies Record<
  FlowType,
  number
>;

type Sealed<T extends FlowType> = { readonly id: string; readonly type: T; readonly endsAt: number; readonly content: Flows[T] };

const ID_BYTES = 16;
const keyOf = (secret: Secret): Buffer => subkey(secret, "sign-in flow");

/**
 * A flow as the browser's cookie carries it: nobody can read, change or make one, and none is kept here for all who begin and never come back.
 * `now` is in milliseconds.
 */
export const sealFlow = <T extends FlowType>(secret: Secret, type: T, content: Flows[T], now: number): string => {
  const flow: Sealed<T> = { id: randomBytes(ID_BYTES).toString("base64url"), type, endsAt: now + FLOW_SECONDS[type] * 1_000, content };
  return sealText(keyOf(secret), JSON.stringify(flow)).toString("base64url");
};

/** What `sealFlow` sealed, the id under which it is spent, and when it ends, in milliseconds; undefined for another's, another type's, and what is too old. */
export const openFlow = <T extends FlowType>(
  secret: Secret,
  type: T,
  sealed: string | undefined,
  now: number,
): { readonly id: Buffer; readonly content: Flows[T]; readonly endsAt: number } | undefined => {
  if (sealed === undefined) return undefined;
  let flow: Sealed<FlowType>;
  try {
    // What opens was sealed here, with the shape that it had.
    flow = JSON.parse(openText(keyOf(secret), Buffer.from(sealed, "base64url"))) as Sealed<FlowType>;
  } catch {
    return undefined;
  }
  if (flow.type !== type || flow.endsAt <= now) return undefined;
  return { id: Buffer.from(flow.id, "base64url"), content: (flow as Sealed<T>).content, endsAt: flow.endsAt };
};
