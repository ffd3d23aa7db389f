import { recountAnswers } from "../store/answers.ts";
import { noteTouched } from "../store/changes.ts";
import { ownSignals, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { capAuthors, markMatched, signalsMatchedOtherwise, writeSignalTopics } from "../store/signals.ts";
import { authorLimits } from "./record-signals.ts";
import { matchingOf, topicsInText } from "./signals/topics-in.ts";

const AT_ONCE = 500;

/**
 * Looks through what was kept of signals for the topics as they are now, at most 500 of them: those that were looked through for others, or by another
 * matcher. What a source told stays, and what was found of a topic that is no more. How many; 0: all are up to date.
 */
export const rematchSignals = (database: Database, companyId: number): Promise<number> =>
  inCompany(database, companyId, async (tx) => {
    const before = await loadSettings(tx, companyId);
    const { stamp } = await matchingOf(before.company.topics);
    if ((await signalsMatchedOtherwise(tx, companyId, stamp, 1)).length === 0) return 0;
    await shareCompany(tx, companyId);
    await ownSignals(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const { company } = settings;
    const matching = await matchingOf(company.topics);
    const signals = await signalsMatchedOtherwise(tx, companyId, matching.stamp, AT_ONCE);
    const matched = signals.map(({ number, signal }) => ({ number, topics: topicsInText(signal.excerpt ?? "", matching).topics }));
    const write = async (): Promise<void> => {
      await writeSignalTopics(tx, companyId, matched, {
        matcher: matching.matcher.version,
        among: company.topics.map(({ id }) => id),
      });
      await markMatched(
        tx,
        companyId,
        matched.map(({ number, topics }) => ({ number, topic: topics[0]?.topic ?? null })),
        matching.stamp,
      );
      await capAuthors(
        tx,
        companyId,
        matched.map(({ number }) => number),
        authorLimits(company),
      );
    };
    await recountAnswers(
      tx,
      settings,
      signals.map(({ signal }) => signal),
      write,
    );
    if (matched.length > 0) noteTouched(tx, ["signals"], "all");
    return matched.length;
  });
