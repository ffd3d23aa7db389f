import { shown } from "../../domain/shown.ts";
import { keepAuditEvent } from "../../store/audit-events.ts";
import type { Transaction } from "../../store/database.ts";
import { endSessionRows, keepSession, keepStep } from "../../store/sessions.ts";
import { newCredential, parseCredential } from "../credentials.ts";

/** What is kept of what a browser says it is. */
const LONGEST_AGENT = 300;

/** The browser that signs in. */
export type Browser = {
  /** What it says it is. */
  readonly agent: string;
  /** The secret of the session that it showed, if any. It ends: a session is always a new one. */
  readonly session: string | null;
};

/** Signed in: the secret that the browser's cookie is to hold, shown this once. */
export type SessionBegun = {
  readonly type: "session";
  readonly companyId: number;
  readonly text: string;
  /** The account's number where coming in also proved, for a while, that its owner is there. */
  readonly proves: number | null;
};

type Way = {
  readonly way: string;
  /** Whether it is all that the account could be asked for once more: it has no password, or was given one just now. Left out: it is not. */
  readonly isProof?: boolean;
};

/** The password was right. The token goes into the answer, the browser's secret into a cookie; it takes both to go on. */
export type StepBegun = { readonly type: "step"; readonly companyId: number; readonly token: string; readonly browser: string };

export type SignInBegun = SessionBegun | StepBegun;

type SignedInUser = { readonly number: number; readonly id: string };

/** Begins a session of an account whose owner has shown who they are; `way` is how. */
export const beginSession = async (
  tx: Transaction,
  companyId: number,
  { number, id }: SignedInUser,
  { agent, session, way, isProof = false }: Browser & Way,
): Promise<SessionBegun> => {
  const before = session === null ? undefined : parseCredential(session);
  if (before?.type === "session" && before.companyId === companyId)
    await endSessionRows(tx, companyId, { userNumber: number, why: "replaced", only: before.secretHash });
  const { text, secretHash } = newCredential("session", companyId);
  await keepSession(tx, companyId, {
    secretHash,
    userNumber: number,
    agent: Array.from(agent).slice(0, LONGEST_AGENT).map(shown).join(""),
  });
  await keepAuditEvent(tx, companyId, { by: id, act: "sign-in", subject: "user", subjectId: id, after: { way } });
  return { type: "session", companyId, text, proves: isProof ? number : null };
};

/** Whether a second step is asked for after a password, and how it begins; else the session does. */
export const beginAfterPassword = async (
  tx: Transaction,
  companyId: number,
  user: SignedInUser & { readonly hasSecondFactor: boolean },
  browser: Browser & Way,
): Promise<SignInBegun> => {
  if (!user.hasSecondFactor) return beginSession(tx, companyId, user, browser);
  const token = newCredential("step", companyId);
  const second = newCredential("step", companyId);
  await keepStep(tx, companyId, { secretHash: token.secretHash, browserHash: second.secretHash, userNumber: user.number });
  return { type: "step", companyId, token: token.text, browser: second.text };
};
