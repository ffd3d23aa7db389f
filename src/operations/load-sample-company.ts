import type { Day } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { sampleAccounts, type SampleAccount } from "../domain/sample-accounts.ts";
import { firstCompanies, markSample } from "../store/companies.ts";
import { tryToSetUp } from "../store/company-lock.ts";
import { acrossCompanies, inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";
import { foldTallies } from "./fold-tallies.ts";
import { recordActivities } from "./record-activities.ts";
import { recordProspects } from "./record-prospects.ts";
import { makeSampleAccounts, newPassword } from "./sample-company/accounts.ts";
import {
  acknowledgeSome,
  answerOneQuestion,
  askForLeave,
  closeMonth,
  disputeVerdicts,
  followUpOne,
  keepDraft,
  must,
  noteTalks,
  sendFile,
  suggestOneMerge,
  type Stage,
} from "./sample-company/acts.ts";
import { sampleDays, type SampleDays } from "./sample-company/days.ts";
import { sampleFile } from "./sample-company/file.ts";
import { sampleProspects } from "./sample-company/prospects.ts";
import { sampleRecords } from "./sample-company/records.ts";
import { payRewards } from "./sample-company/rewards.ts";
import { lateRecords, strayRecords } from "./sample-company/story.ts";
import { tellNotices } from "./tell-notices.ts";
import type { ImportStore } from "./uploads/import-store.ts";

export type SampleLoaded = {
  readonly companyId: number;
  readonly accounts: readonly SampleAccount[];
  /** Of all of them. It is told this once. */
  readonly password: string;
  readonly activities: number;
};

export type SampleOptions = {
  readonly now: Instant;
  /** Who loads it, as journals name them. */
  readonly by: string;
  /** Of what members of the sample write. */
  readonly language: Language;
  /** Where files of imports lie; left out: none waits to be imported. */
  readonly imports?: ImportStore | undefined;
  readonly progress?: ((done: number, of: number) => void) | undefined;
};

const AT_ONCE = 1_000;
/** As many as may be told of at a time. */
const PROSPECTS_AT_ONCE = 1_000;

const inPieces = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** The company, marked as what it is, and its accounts: from here on the installation is no empty one. */
const begin = (
  database: Database,
  days: SampleDays,
  { by, password }: { readonly by: string; readonly password: string },
): Promise<Outcome<number>> =>
  acrossCompanies(database, async (tx): Promise<Outcome<number>> => {
    const isMine = await tryToSetUp(tx);
    const [company] = await firstCompanies(tx, 1);
    if (!isMine || company !== undefined) return refused(refusal("sample-not-empty", "", { found: company?.id ?? "…" }));
    const applied = await applyCompany(database, sampleFile(days), { by, isNew: true, today: days.today });
    if (!applied.ok) return applied;
    const { companyId } = applied.value;
    if (companyId === null) throw new Error("a company was made and has no number");
    await inCompany(database, companyId, (own) => markSample(own, companyId));
    const made = await makeSampleAccounts(database, companyId, { password, by });
    return made.ok ? accepted(companyId) : made;
  });

const tellProspects = async ({ database, companyId, days }: Stage): Promise<void> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const context = prospectContext(company);
  const reports = sampleProspects(days).map((fields) => must(readProspect(fields, context)));
  for (const piece of inPieces(reports, PROSPECTS_AT_ONCE)) {
    const { rejected } = await recordProspects(database, companyId, piece);
    if (rejected.length > 0) throw new Error(`prospects of the sample were refused: ${JSON.stringify(rejected[0])}`);
  }
};

/**
 * Loads the sample company into an installation that has none: its people and plans, two months and what there is of this one, closed months with
 * what came late, and what waits for somebody. All of it goes through the operations that people use. The same day gives the same company, up to
 * the moment of the day. Refuses an installation that has a company.
 */
export const loadSampleCompany = async (
  database: Database,
  { now, by, language, imports, progress = () => undefined }: SampleOptions,
): Promise<Outcome<SampleLoaded>> => {
  const days = sampleDays(now);
  const password = newPassword();
  const begun = await begin(database, days, { by, password });
  if (!begun.ok) return begun;
  const companyId = begun.value;
  const records = sampleRecords(days, now);
  const stage: Stage = { database, companyId, days, records, now, language, imports };
  let told = 0;
  const tell = async (items: readonly object[]): Promise<void> => {
    for (const piece of inPieces(items, AT_ONCE)) {
      const { rejected } = await recordActivities(database, companyId, piece, { now, defaultProvenance: "captured" });
      if (rejected.length > 0) throw new Error(`records of the sample were refused: ${JSON.stringify(rejected[0])}`);
      told += piece.length;
      progress(told, records.length);
    }
  };
  await tellProspects(stage);
  await tell(records.filter(({ on }) => on < days.thisMonth).map(({ fields }) => fields));
  await closeAndTellLate(stage, tell);
  await tell(records.filter(({ on }) => on >= days.thisMonth).map(({ fields }) => fields));
  await tell(strayRecords(days));
  await foldTallies(database, companyId);
  for (const act of [
    disputeVerdicts,
    answerOneQuestion,
    noteTalks,
    followUpOne,
    acknowledgeSome,
    askForLeave,
    keepDraft,
    suggestOneMerge,
    sendFile,
    payRewards,
  ])
    await act(stage);
  await tellNotices(database, companyId, { now });
  await foldTallies(database, companyId);
  return accepted({ companyId, accounts: sampleAccounts, password, activities: told });
};

/** The months that are over: each is closed, and then the CRM sends what it had forgotten. */
const closeAndTellLate = async (stage: Stage, tell: (items: readonly object[]) => Promise<void>): Promise<void> => {
  const { history, monthBefore, overBefore } = stage.days;
  const months: readonly { readonly on: Day; readonly endsBefore: Day; readonly late: number }[] = [
    { on: history.startsOn, endsBefore: monthBefore.startsOn, late: 6 },
    { on: monthBefore.startsOn, endsBefore: monthBefore.endsBefore, late: 9 },
  ];
  for (const { on, endsBefore, late } of months) {
    if (endsBefore <= overBefore) await closeMonth(stage, on);
    await tell(lateRecords(on, late));
  }
};
