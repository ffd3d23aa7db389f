import { sentence } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keptSources, sourceGaps, sourceSums, type KeptSource } from "../store/signal-sources.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";

const DAYS = 28;
const MOST_GAPS = 20;

export type SignalSourceJson = Pick<
  KeptSource,
  "id" | "name" | "kind" | "url" | "accounts" | "createdAt" | "createdBy" | "askedAt" | "heardAt"
> & {
  /** Why nothing came the last time, and since when. */
  readonly trouble: { readonly code: string; readonly en: string; readonly ko: string; readonly since: string } | null;
  /** What was never told, the latest first. */
  readonly gaps: readonly { readonly from: string; readonly before: string }[];
  /** In the last four weeks. */
  readonly seen: number;
  /** What had a word of every phrase, and was read through. */
  readonly lookedInto: number;
  readonly kept: number;
};

const toldTrouble = (trouble: NonNullable<KeptSource["trouble"]>) => {
  const whole = { ...trouble, pointer: "" };
  return { code: trouble.code, en: sentence(whole, "en"), ko: sentence(whole, "ko") };
};

/** Where signals are fetched from: what was heard last, what was missed, and how much of it was on a topic. */
export const listSignalSources = (database: Database, companyId: number): Promise<{ readonly sources: readonly SignalSourceJson[] }> =>
  inCompany(database, companyId, async (tx) => {
    const today = todayOf(await loadSettings(tx, companyId), nowOf());
    const sources = await keptSources(tx, companyId);
    const sums = new Map((await sourceSums(tx, companyId, today - DAYS + 1)).map((each) => [each.number, each]));
    const gaps = await sourceGaps(tx, companyId, MOST_GAPS);
    return {
      sources: sources.map(({ number, trouble, troubleSince, id, name, kind, url, accounts, createdAt, createdBy, askedAt, heardAt }) => {
        const { seen = 0, lookedInto = 0, kept = 0 } = sums.get(number) ?? {};
        return {
          ...{ id, name, kind, url, accounts, createdAt, createdBy, askedAt, heardAt, seen, lookedInto, kept },
          trouble: trouble === null || troubleSince === null ? null : { ...toldTrouble(trouble), since: troubleSince },
          gaps: gaps.filter((gap) => gap.number === number).map(({ from, before }) => ({ from, before })),
        };
      }),
    };
  });
