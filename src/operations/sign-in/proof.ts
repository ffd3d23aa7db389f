import { isoInstant } from "../../domain/instant.ts";
import type { Secret } from "../../store/secret-key.ts";
import { parseCredential } from "../credentials.ts";
import { openFlow, sealFlow } from "../sign-in-flow.ts";

const MICROSECONDS = 1_000n;

/** Whose session it is that a proof belongs to. */
type Proved = { readonly companyId: number; readonly userNumber: number; readonly session: string };

/** That the owner of an account has shown who they are just now. */
export type Proof = { readonly sealed: string; readonly until: string };

const hashOf = (session: string): string | undefined => parseCredential(session)?.secretHash.toString("base64url");
const instantOf = (milliseconds: number): string => isoInstant(BigInt(milliseconds) * MICROSECONDS);

/**
 * A proof for ten minutes, which the browser keeps beside its session: the session's secret alone, from wherever somebody has it, proves nothing. It holds for
 * no other session, and for none that has ended. `now` is in milliseconds.
 */
export const sealProof = (secret: Secret, { companyId, userNumber, session }: Proved, now: number): Proof => {
  const sealed = sealFlow(secret, "proof", { companyId, userNumber, session: hashOf(session) ?? "" }, now);
  return { sealed, until: provedUntil(secret, { companyId, userNumber, session, sealed }, now) ?? "" };
};

/** Until when the proof holds that the browser shows; null where it shows none that holds for this session. */
export const provedUntil = (
  secret: Secret,
  { companyId, userNumber, session, sealed }: Proved & { readonly sealed: string | undefined },
  now: number,
): string | null => {
  const flow = openFlow(secret, "proof", sealed, now);
  if (flow === undefined) return null;
  const { content, endsAt } = flow;
  const isTheirs = content.companyId === companyId && content.userNumber === userNumber && content.session === hashOf(session);
  return isTheirs ? instantOf(endsAt) : null;
};
