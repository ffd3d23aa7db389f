import { noHint } from "../domain/meant.ts";
import type { Role } from "../domain/member.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../store/database.ts";
import { loadingOf } from "./sample-company/loadings.ts";

export type SampleLoadingJson = {
  /** Of the records, 0 to 1; null until it is known how many there are. */
  readonly share: number | null;
  /** Once everything is in: who may be signed in as, and by which password. */
  readonly ready: { readonly accounts: readonly { readonly email: string; readonly role: Role }[]; readonly password: string } | null;
};

/**
 * How far the loading of the sample company is; at its end the password of its accounts, for a quarter of an hour. Refuses a ticket that is none, or of
 * another process, and what the loading was refused for. What broke it is thrown where it is asked.
 */
export const showSampleLoading = (database: Database, ticket: string): Outcome<SampleLoadingJson> => {
  const loading = loadingOf(database, ticket);
  if (loading === undefined)
    return refused(
      refusal("not-found", "/ticket", { what: { en: "loading", ko: "불러오기" }, found: shown(ticket.slice(0, 8)), hint: noHint }),
    );
  const { done, of, ended } = loading;
  if (ended === null) return accepted({ share: of === 0 ? null : Math.round((done / of) * 1000) / 1000, ready: null });
  if ("fault" in ended) throw ended.fault;
  if (!ended.outcome.ok) return ended.outcome;
  const { accounts, password } = ended.outcome.value;
  return accepted({ share: 1, ready: { accounts: accounts.map(({ email, role }) => ({ email, role })), password } });
};
