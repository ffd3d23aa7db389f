import type { Settings } from "../domain/company.ts";
import { readExternalId } from "../domain/key.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { FeedEntry } from "../domain/signals/feed.ts";
import type { SignalReport } from "../domain/signals/signal-reading.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { addToDay, keptSources, noteAsked, noteTrouble, takeSource, type KeptSource } from "../store/signal-sources.ts";
import { signalsByKey } from "../store/signals.ts";
import { loadSettings } from "../store/settings.ts";
import type { Outside } from "./outgoing/guarded-request.ts";
import { recordSignalReports } from "./record-signals.ts";
import { fetchFeed, type FetchedFeed } from "./signals/fetch-feed.ts";
import { matchingOf } from "./signals/topics-in.ts";

/** Feeds are asked four times an hour: who writes them is a guest's host. */
const REST_SECONDS = 900;
/** Longer than asking takes with every redirect. */
const TAKEN_SECONDS = 300;
const LONGEST_ADDRESS = 2_048;

const textOf = ({ title, text }: FeedEntry): string => [title, text].filter((part) => part !== "").join("\n\n");

/** `at`: when it was written, or when we saw it first. */
const reportOf = ({ id, url }: FeedEntry, text: string, source: string, at: Instant): SignalReport => ({
  signal: {
    source,
    externalId: id,
    kind: "mention",
    occurredAt: at,
    // Feeds say a name, by which nobody is known.
    author: null,
    topic: null,
    url: url !== null && url.length <= LONGEST_ADDRESS ? url : null,
    excerpt: null,
    evidence: null,
    revisedAt: null,
    purgedAt: null,
  },
  text,
});

/** The posts that may be on a topic: of the others nothing is looked at again. */
const reportsOf = async (
  tx: Transaction,
  { companyId, company }: Settings,
  { entries, source, now }: { readonly entries: readonly FeedEntry[]; readonly source: string; readonly now: Instant },
): Promise<readonly SignalReport[]> => {
  const { matcher } = await matchingOf(company.topics);
  const candidates = entries.flatMap((entry) => {
    const id = readExternalId(entry.id, "");
    const text = textOf(entry);
    return id.ok && matcher.mayMatch(text) ? [{ ...entry, id: id.value, text }] : [];
  });
  const known = await signalsByKey(
    tx,
    companyId,
    candidates.map(({ id }) => ({ source, externalId: id })),
  );
  const seenAt = new Map(known.map(({ signal }) => [signal.externalId, signal.occurredAt]));
  return candidates.map(({ text, ...entry }) => {
    const at = entry.at ?? seenAt.get(entry.id) ?? now;
    return reportOf({ ...entry, text }, text, source, at > now ? now : at);
  });
};

const record = (
  database: Database,
  companyId: number,
  { number, id }: KeptSource,
  { fetched, now }: { readonly fetched: FetchedFeed; readonly now: Instant },
): Promise<void> =>
  inCompany(database, companyId, async (tx) => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    if (fetched !== null) {
      const { entries } = fetched.feed;
      const reports = await reportsOf(tx, settings, { entries, source: id, now });
      const { accepted: kept } = await recordSignalReports(tx, settings, reports);
      await addToDay(tx, companyId, number, dayIn(settings.company.timeZone, now), {
        seen: entries.length,
        lookedInto: reports.length,
        kept,
      });
    }
    await noteAsked(tx, companyId, number, fetched?.state ?? null);
  });

/**
 * Asks each feed that was not asked for a quarter of an hour, and records its posts on the company's topics. Of one that cannot be read it is noted why. How many were
 * asked.
 */
export const pollFeeds = async (
  database: Database,
  companyId: number,
  { now, outside, restSeconds = REST_SECONDS }: { readonly now: Instant; readonly outside?: Outside; readonly restSeconds?: number },
): Promise<number> => {
  const feeds = (await inCompany(database, companyId, (tx) => keptSources(tx, companyId))).filter(({ kind }) => kind === "feed");
  let asked = 0;
  for (const { number } of feeds) {
    const source = await inCompany(database, companyId, (tx) => takeSource(tx, companyId, number, { seconds: TAKEN_SECONDS, restSeconds }));
    if (source === undefined) continue;
    asked += 1;
    const fetched = await fetchFeed(source.url, source, outside);
    if (fetched.ok) await record(database, companyId, source, { fetched: fetched.value, now });
    else await inCompany(database, companyId, (tx) => noteTrouble(tx, companyId, number, fetched.refusals[0]));
  }
  return asked;
};
