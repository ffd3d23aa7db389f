import { things } from "../domain/company-reading-basics.ts";
import type { Company, Settings } from "../domain/company.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { didYouMean } from "../domain/meant.ts";
import { nearest } from "../domain/nearest.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { revise, type Signal, type SignalRevision } from "../domain/signals/signal.ts";
import { readSignal, type SignalReport } from "../domain/signals/signal-reading.ts";
import { ATTESTED_SOURCE } from "../domain/own-sources.ts";
import { LINK_SOURCE } from "../domain/signals/link-name.ts";
import { recountAnswers } from "../store/answers.ts";
import { noteTouched } from "../store/changes.ts";
import { ownSignals, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import {
  capAuthors,
  forgetWords,
  saveSignals,
  signalsByKey,
  writeSignalTopics,
  type KeptSignal,
  type SignalState,
  type SignalTopic,
} from "../store/signals.ts";
import { colleaguesOf, createMissingProspects, unmetProspects } from "../store/prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { matchingOf, topicsInText, type Matching } from "./signals/topics-in.ts";
import { erasedReferences } from "./without-erased.ts";

export type SignalsOptions = {
  readonly now: Instant;
  /** What else is to be written in the transaction that records, or not at all. */
  readonly beside?: (tx: Transaction, answer: SignalsAnswer) => Promise<void>;
};

export type SignalsAnswer = {
  /** What follows adds up to it. */
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly purged: number;
  /** Posts on no topic, and of people who were erased: nothing of them is kept. */
  readonly offTopic: number;
  readonly erased: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
};

/** A signal that was read and looked through, as it would be kept. */
type Judged = {
  readonly signal: Signal;
  readonly topicWasTold: boolean;
  readonly topics: readonly SignalTopic[];
  readonly hasText: boolean;
};

const told = (topic: string): SignalTopic => ({ topic, by: "told", phrase: null, found: null, startsAt: null, endsBefore: null });

/** With the topics that its source told and those that its text is on. */
const judge = ({ signal, text }: SignalReport, matching: Matching): Judged => {
  const topicWasTold = signal.topic !== null;
  if (text === null || text === "")
    return { signal, topicWasTold, topics: signal.topic === null ? [] : [told(signal.topic)], hasText: false };
  const { excerpt, topics: found } = topicsInText(text, matching);
  const topics = signal.topic === null ? found : [told(signal.topic), ...found.filter(({ topic }) => topic !== signal.topic)];
  return { signal: { ...signal, excerpt, topic: topics[0]?.topic ?? null }, topicWasTold, topics, hasText: true };
};

const isOffTopic = ({ signal, topics }: Judged): boolean => signal.kind === "mention" && topics.length === 0 && signal.purgedAt === null;

/** What our own links tell, and what people enter, comes another way. */
const refuseSource = ({ signal: { source } }: SignalReport): Refusal | undefined =>
  source === ATTESTED_SOURCE || source === LINK_SOURCE ? refusal("signal-source", "/source", { found: source }) : undefined;

/** Undefined of a topic that there is. */
export const refuseTopicId = ({ topics }: Company, topic: string | null, pointer: string): Refusal | undefined =>
  topic === null || topics.some(({ id }) => id === topic)
    ? undefined
    : refusal("reference-unknown", pointer, {
        what: things.topic,
        found: shown(topic),
        hint: didYouMean(
          nearest(
            topic,
            topics.map(({ id }) => id),
          ),
        ),
      });

/** How many posts of one author count in a day, by topic. */
export const authorLimits = ({ topics }: Company): ReadonlyMap<string, number> =>
  new Map(topics.map(({ id, perAuthorAndDay }) => [id, perAuthorAndDay]));

const keyText = ({ source, externalId }: Pick<Signal, "source" | "externalId">): string => `${source} ${externalId}`;

type Held = Pick<KeptSignal, "signal" | "voidedAt" | "topicWasTold">;
type Counts = Record<"accepted" | "duplicates" | "revised" | "stale" | "purged" | "offTopic" | "erased", number>;

const counted = {
  new: "accepted",
  duplicate: "duplicates",
  revised: "revised",
  stale: "stale",
  purged: "purged",
} as const satisfies Record<SignalRevision, keyof Counts>;

/** `topics` null: those that it has stay. */
type Change = Held & { readonly topics: readonly SignalTopic[] | null; readonly hasText: boolean };

const withoutWords = (topics: readonly SignalTopic[]): readonly SignalTopic[] =>
  topics.map((topic) => ({ ...topic, found: null, startsAt: null, endsBefore: null }));

/** What holds of each signal that is new or otherwise now, as if the reports had come one by one. */
const changesOf = (judged: readonly Judged[], held: Map<string, Held>, counts: Counts): ReadonlyMap<string, Change> => {
  const changes = new Map<string, Change>();
  for (const each of judged) {
    const key = keyText(each.signal);
    const known = held.get(key);
    if (known === undefined && isOffTopic(each)) {
      counts.offTopic += 1;
      continue;
    }
    // A post that was changed and is on no topic any more: that it was on one stays, and nothing of the new text is kept.
    const told = known !== undefined && isOffTopic(each) ? { ...each.signal, excerpt: null } : each.signal;
    const { is, signal } = revise(known?.signal, told);
    counts[counted[is]] += 1;
    if (is === "duplicate" || is === "stale") continue;
    const voidedAt = known?.voidedAt ?? null;
    const before = changes.get(key);
    if (is === "purged") {
      // Its topics are those that it had, within this batch or before it.
      const topics = before === undefined || before.topics === null ? null : withoutWords(before.topics);
      changes.set(key, { signal, voidedAt, topicWasTold: known?.topicWasTold ?? false, topics, hasText: false });
    } else {
      const topics = signal.purgedAt === null ? each.topics : withoutWords(each.topics);
      changes.set(key, { signal, voidedAt, topicWasTold: each.topicWasTold, topics, hasText: each.hasText && signal.excerpt !== null });
    }
    held.set(key, changes.get(key) ?? { signal, voidedAt, topicWasTold: each.topicWasTold });
  }
  return changes;
};

const write = async (
  tx: Transaction,
  { companyId, company }: Settings,
  changes: readonly Change[],
  { matcher, stamp }: Matching,
): Promise<void> => {
  const states = changes.map(({ signal, voidedAt, topicWasTold, hasText }): SignalState => ({
    signal,
    voidedAt,
    topicWasTold,
    localDay: dayIn(company.timeZone, signal.occurredAt),
    matchedWith: hasText ? stamp : null,
  }));
  const numbers = await saveSignals(tx, companyId, states);
  const placed = changes.flatMap(({ topics }, place) => {
    const number = numbers[place];
    return number === undefined ? [] : [{ number, topics }];
  });
  await forgetWords(
    tx,
    companyId,
    placed.flatMap(({ number, topics }) => (topics === null ? [number] : [])),
  );
  await writeSignalTopics(
    tx,
    companyId,
    placed.flatMap(({ number, topics }) => (topics === null ? [] : [{ number, topics }])),
    { matcher: matcher.version },
  );
  await capAuthors(tx, companyId, numbers, authorLimits(company));
};

/** Whoever did something is a prospect from then on, and what answers it is counted by what it is now. */
const save = async (tx: Transaction, settings: Settings, changes: readonly Change[], matching: Matching): Promise<void> => {
  if (changes.length === 0) return;
  const { companyId } = settings;
  const authors = changes.flatMap(({ signal: { author } }) => author ?? []);
  await createMissingProspects(tx, companyId, unmetProspects(tx.database, companyId, authors), colleaguesOf(settings));
  await recountAnswers(
    tx,
    settings,
    changes.map(({ signal }) => signal),
    () => write(tx, settings, changes, matching),
  );
  noteTouched(tx, ["signals"], "all");
};

/** The same of reports that were read already, in a transaction that shares the company. */
export const recordSignalReports = async (
  tx: Transaction,
  settings: Settings,
  reports: readonly SignalReport[],
): Promise<Omit<SignalsAnswer, "received" | "rejected">> => {
  const { companyId, company } = settings;
  const matching = await matchingOf(company.topics);
  const judged = reports.map((report) => judge(report, matching));
  const counts: Counts = { accepted: 0, duplicates: 0, revised: 0, stale: 0, purged: 0, offTopic: 0, erased: 0 };
  const isErased = await erasedReferences(tx, settings);
  const kept = judged.filter(({ signal: { author } }) => author === null || !isErased(author));
  counts.erased = judged.length - kept.length;
  await ownSignals(tx, companyId);
  const known = await signalsByKey(
    tx,
    companyId,
    kept.map(({ signal }) => signal),
  );
  const held = new Map(known.map((each): [string, Held] => [keyText(each.signal), each]));
  const changes = changesOf(kept, held, counts);
  await save(tx, settings, [...changes.values()], matching);
  return counts;
};

/**
 * Records what prospects did: each signal once under its source and its id there, whatever is sent twice or out of order. Posts are looked through for the
 * company's topics; of one that is on none nothing is kept. What its author took back is purged: it stays counted and says nothing more.
 */
export const recordSignals = (
  database: Database,
  companyId: number,
  items: readonly unknown[],
  { now, beside }: SignalsOptions,
): Promise<SignalsAnswer> =>
  inCompany(database, companyId, async (tx) => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const { company } = settings;
    const reports: SignalReport[] = [];
    const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
    items.forEach((item, index) => {
      const read = readSignal(item, { country: company.country, now });
      const wrong = read.ok ? (refuseSource(read.value) ?? refuseTopicId(company, read.value.signal.topic, "/topic")) : undefined;
      if (!read.ok) rejected.push({ index, refusals: read.refusals });
      else if (wrong !== undefined) rejected.push({ index, refusals: [wrong] });
      else reports.push(read.value);
    });
    const answer = { received: items.length, ...(await recordSignalReports(tx, settings, reports)), rejected };
    await beside?.(tx, answer);
    return answer;
  });
