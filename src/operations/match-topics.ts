import { isFields, refuseUnknown, take } from "../domain/field-reading.ts";
import { accepted, outcomeOf, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { topicMatcher, type TopicMatcher } from "../domain/signals/topic-matcher.ts";
import { readTopic } from "../domain/signals/topic-reading.ts";
import { matchWords, nearMissWords, type NearMiss, type Topic, type TopicMatch } from "../domain/signals/topic.ts";
import { readText } from "../domain/text.ts";
import { isMissing, refuseType } from "../domain/value-type.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { koreanAnalyser } from "./signals/korean-analyser.ts";
import { matchingOf } from "./signals/topics-in.ts";

const known: ReadonlySet<string> = new Set(["text", "topic"]);
const LONGEST_TEXT = 20_000;

type Question = { readonly text: string; readonly topic: Topic | null };

const readQuestion = (asked: unknown): Outcome<Question> => {
  if (!isFields(asked)) return refused(refuseType(asked, "object", '{"text": "은퇴 계획을 세우는 중"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(asked, known, found);
  const text = take(readText(asked["text"], "/text", { max: LONGEST_TEXT, hasLines: true }), "", found);
  const topic = isMissing(asked["topic"]) ? accepted(null) : readTopic(asked["topic"]);
  if (!topic.ok) found.push(...topic.refusals.map((each) => ({ ...each, pointer: `/topic${each.pointer}` })));
  return outcomeOf(() => ({ text, topic: topic.ok ? topic.value : null }), found);
};

export type TopicsMatched = Pick<TopicMatcher, "sweeping"> & {
  readonly matcher: string;
  readonly matches: readonly (TopicMatch & { readonly words: Words })[];
  readonly nearMisses: readonly (NearMiss & { readonly words: Words })[];
};

/**
 * Why a text is on the company's topics, or is not; places are those in the text. `topic`: one that is not saved yet, to be tried instead of them. Nothing of
 * it is kept.
 */
export const matchTopics = async (database: Database, companyId: number, asked: unknown): Promise<Outcome<TopicsMatched>> => {
  const question = readQuestion(asked);
  if (!question.ok) return question;
  const { text, topic } = question.value;
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const matcher = topic === null ? (await matchingOf(company.topics)).matcher : topicMatcher([topic], await koreanAnalyser());
  const { matches, nearMisses } = matcher.explain(text);
  return accepted({
    matcher: matcher.version,
    matches: matches.map((match) => ({ ...match, words: matchWords(match) })),
    nearMisses: nearMisses.map((miss) => ({ ...miss, words: nearMissWords(miss) })),
    sweeping: matcher.sweeping,
  });
};
