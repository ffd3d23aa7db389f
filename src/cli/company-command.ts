import type { Command } from "commander";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { Secret } from "../operations/secret.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import type { Shell } from "./shell.ts";

/** What a command that opens what is sealed works with. */
export type SealedSession = Session & { readonly companyId: number; readonly secret: Secret; readonly now: () => bigint };

/** Whoever sits at the computer, as journals name them. */
export const OPERATOR = "local";

/** Does the work in the company that is named, with the installation's secret; prints the answer as JSON, or as it is told. */
export const inSealedCompany = <T>(
  { run }: Shell,
  command: Command,
  work: (session: SealedSession) => Promise<Outcome<T>>,
  told: (value: T) => void,
): Promise<void> =>
  run(command, async (session) => {
    const companyId = await companyOf(session);
    if (!companyId.ok) return companyId;
    const secret = await session.readSecret();
    if (!secret.ok) return secret;
    const now = (): bigint => BigInt(Date.now()) * 1000n;
    const done = await work({ ...session, companyId: companyId.value, secret: secret.value, now });
    if (!done.ok) return done;
    if (session.json) session.terminal.print(JSON.stringify(done.value));
    else told(done.value);
    return accepted(DONE);
  });
