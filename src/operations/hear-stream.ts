import { dayIn } from "../domain/instant.ts";
import type { Instant } from "../domain/instant.ts";
import type { Company } from "../domain/company.ts";
import {
  blueskyAuthor,
  blueskySignal,
  deedOf,
  gapBetween,
  JETSTREAM_SOURCE,
  readJetstream,
  type JetstreamEvent,
  type OwnAccounts,
} from "../domain/signals/jetstream.ts";
import type { SignalReport } from "../domain/signals/signal-reading.ts";
import type { TopicMatcher } from "../domain/signals/topic-matcher.ts";
import { noteTouched } from "../store/changes.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { addToDay, keepGap, noteHeard } from "../store/signal-sources.ts";
import { ofAuthors, ofRecords, purgeSignals } from "../store/signals.ts";
import { loadSettings } from "../store/settings.ts";
import { recordSignalReports } from "./record-signals.ts";
import { matchingOf } from "./signals/topics-in.ts";

/** What of a stream has to be dealt with, in its order. Of everything else nothing is kept, not even for a moment. */
type Matter =
  | { readonly is: "report"; readonly report: SignalReport }
  | { readonly is: "deletion"; readonly record: string }
  | { readonly is: "closed-account"; readonly did: string };

type Sifted = {
  readonly matters: readonly Matter[];
  readonly seen: number;
  readonly lookedInto: number;
  readonly unreadable: number;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const reportOf = (event: JetstreamEvent, own: OwnAccounts, { mayMatch }: TopicMatcher): SignalReport | undefined => {
  if (event.is !== "post" && event.is !== "like" && event.is !== "repost" && event.is !== "follow") return undefined;
  const deed = deedOf(event, own);
  const isOfOthers = event.is === "post" && !own.dids.has(event.record.did);
  if (deed === undefined && !(isOfOthers && mayMatch(event.text))) return undefined;
  const signal = blueskySignal(event, { kind: deed ?? "mention", topic: null });
  return { signal, text: event.is === "post" && event.text !== "" ? event.text : null };
};

/** The first stage alone, before anything is asked of the database: thousands of posts a second, of which a few are left. */
const siftStream = (messages: readonly string[], own: OwnAccounts, matcher: TopicMatcher): Sifted => {
  const matters: Matter[] = [];
  let [seen, lookedInto, unreadable] = [0, 0, 0];
  let firstAt: Instant | null = null;
  let lastAt: Instant | null = null;
  for (const message of messages) {
    const event = readJetstream(parse(message));
    if (event.is === "unreadable") {
      unreadable += 1;
      continue;
    }
    firstAt ??= event.at;
    if (lastAt === null || event.at > lastAt) lastAt = event.at;
    if (event.is === "deletion") matters.push({ is: "deletion", record: event.record });
    else if (event.is === "closed-account") matters.push({ is: "closed-account", did: event.did });
    else if (event.is !== "other") {
      seen += 1;
      const report = reportOf(event, own, matcher);
      if (report === undefined) continue;
      lookedInto += 1;
      matters.push({ is: "report", report });
    }
  }
  return { matters, seen, lookedInto, unreadable, firstAt, lastAt };
};

/** Neighbours of one sort together: a post and its deletion in one batch stay in their order. */
const inRuns = (matters: readonly Matter[]): readonly (readonly Matter[])[] => {
  const runs: Matter[][] = [];
  for (const matter of matters) {
    const last = runs.at(-1);
    if (last?.[0]?.is === matter.is) last.push(matter);
    else runs.push([matter]);
  }
  return runs;
};

/** Deletions of records of which nothing is known are most of all: they wait until something is recorded that they may be of. */
const ordered = (matters: readonly Matter[]): readonly Matter[] => {
  const reported = new Set(
    matters.flatMap((each) => (each.is === "report" ? [each.report.signal.externalId.replace(/\/[^/]*$/, "")] : [])),
  );
  const isOfAnother = (matter: Matter): boolean => matter.is === "deletion" && !reported.has(matter.record);
  return [...matters.filter(isOfAnother), ...matters.filter((matter) => !isOfAnother(matter))];
};

const deal = async (tx: Transaction, companyId: number, matters: readonly Matter[], now: Instant): Promise<number> => {
  const settings = await loadSettings(tx, companyId);
  let kept = 0;
  const purged: bigint[] = [];
  for (const run of inRuns(ordered(matters))) {
    const reports = run.flatMap((each) => (each.is === "report" ? [each.report] : []));
    const records = run.flatMap((each) => (each.is === "deletion" ? [each.record] : []));
    const authors = run.flatMap((each) => (each.is === "closed-account" ? [blueskyAuthor(each.did)] : []));
    if (reports.length > 0) kept += (await recordSignalReports(tx, settings, reports)).accepted;
    if (records.length > 0) purged.push(...(await purgeSignals(tx, companyId, ofRecords(JETSTREAM_SOURCE, records), now)));
    if (authors.length > 0) purged.push(...(await purgeSignals(tx, companyId, ofAuthors(JETSTREAM_SOURCE, authors), now)));
  }
  if (purged.length > 0) noteTouched(tx, ["signals"], "all");
  return kept;
};

export type Hearing = {
  readonly sourceNumber: number;
  readonly accounts: readonly string[];
  /** The last event that was dealt with before this connection, while none of it was; null: there was none, or the connection goes on. */
  readonly after: Instant | null;
  readonly now: Instant;
};

export type Heard = Pick<Sifted, "seen" | "lookedInto" | "unreadable" | "lastAt"> & { readonly kept: number };

const matcherFor = async (company: Company): Promise<TopicMatcher> => (await matchingOf(company.topics)).matcher;

/**
 * Deals with a part of the stream, in one transaction with the place up to which it was heard: what is on a topic or done with what is ours is recorded, each once
 * whatever is replayed; what was deleted, and all of a closed account, loses what it said. What lies between the last event before an outage and the first after it is
 * noted as a gap.
 */
export const hearStream = async (
  database: Database,
  companyId: number,
  messages: readonly string[],
  { sourceNumber, accounts, after, now }: Hearing,
): Promise<Heard> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const { matters, ...sifted } = siftStream(messages, { dids: new Set(accounts) }, await matcherFor(company));
  const { firstAt, lastAt, seen, lookedInto, unreadable } = sifted;
  if (firstAt === null || lastAt === null) return { seen, lookedInto, unreadable, lastAt, kept: 0 };
  const kept = await inCompany(database, companyId, async (tx) => {
    await shareCompany(tx, companyId);
    const recorded = matters.length === 0 ? 0 : await deal(tx, companyId, matters, now);
    const gap = after === null ? null : gapBetween(after, firstAt);
    if (gap !== null) await keepGap(tx, companyId, sourceNumber, gap);
    await noteHeard(tx, companyId, sourceNumber, lastAt);
    await addToDay(tx, companyId, sourceNumber, dayIn(company.timeZone, now), { seen, lookedInto, kept: recorded });
    return recorded;
  });
  return { seen, lookedInto, unreadable, lastAt, kept };
};
