import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { WHOLE_FACTOR } from "../domain/factor.ts";
import type { Milestone } from "../domain/funnel.ts";
import type { Name } from "../domain/language.ts";

export type FunnelAssumptions = {
  readonly stages: readonly {
    readonly id: string;
    readonly name: Name;
    readonly kinds: readonly string[];
    readonly outcomes: readonly string[];
    readonly milestone: Milestone | null;
  }[];
  readonly rates: readonly {
    readonly from: string;
    readonly to: string;
    /** From 0 to 1. */
    readonly rate: number;
    readonly source: { readonly text: string; readonly year: number | null; readonly url: string | null };
  }[];
};

/** The stages of the company's funnel and the rates that are assumed between them, each with its source. Refuses a company that has said none. */
export const showFunnel = (database: Database, companyId: number): Promise<Outcome<FunnelAssumptions>> =>
  inCompany(database, companyId, async (tx) => {
    const { funnel } = (await loadSettings(tx, companyId)).company;
    if (funnel === null) return refused(refusal("funnel-missing", ""));
    const { stages, rates } = funnel;
    return accepted({ stages, rates: rates.map(({ rate, ...more }) => ({ ...more, rate: Number(rate) / Number(WHOLE_FACTOR) })) });
  });
