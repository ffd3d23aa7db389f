import { createHash } from "node:crypto";
import { excerptOf } from "../../domain/signals/excerpt.ts";
import { topicMatcher, type TopicMatcher } from "../../domain/signals/topic-matcher.ts";
import type { Topic, TopicMatch } from "../../domain/signals/topic.ts";
import type { SignalTopic } from "../../store/signals.ts";
import { koreanAnalyser } from "./korean-analyser.ts";

/** The matcher of a company's topics. The stamp says which matcher and which topics: of another stamp an answer may be another. */
export type Matching = { readonly matcher: TopicMatcher; readonly stamp: string };

const remembered = new WeakMap<readonly Topic[], Promise<Matching>>();

const make = async (topics: readonly Topic[]): Promise<Matching> => {
  const matcher = topicMatcher(topics, await koreanAnalyser());
  const digest = createHash("sha256").update(JSON.stringify(topics)).digest("hex").slice(0, 16);
  return { matcher, stamp: `${matcher.version} ${digest}` };
};

/** Made once for each version of the settings. */
export const matchingOf = (topics: readonly Topic[]): Promise<Matching> => {
  const known = remembered.get(topics) ?? make(topics);
  remembered.set(topics, known);
  return known;
};

/** So much of what stands before a match is kept with it. */
const BEFORE = 80;

const firstOfEach = (matches: readonly TopicMatch[]): readonly TopicMatch[] => [
  ...new Map(matches.toReversed().map((match) => [match.topic, match])).values(),
];

/** What is kept of a text: its beginning, or what is around the first match where the beginning has none. */
const excerptWith = (text: string, matches: readonly TopicMatch[], { matches: matchesIn }: TopicMatcher): string => {
  const beginning = excerptOf(text);
  const [first] = matches;
  if (first === undefined || matchesIn(beginning).some(({ topic }) => topic === first.topic)) return beginning;
  const from = text.slice(0, Math.max(0, first.startsAt - BEFORE)).search(/\S*$/);
  return excerptOf(`…${text.slice(from)}`);
};

/** The topics that a text is on, the first in it first; places are those in the excerpt, and null where it is past the excerpt's end. */
export const topicsInText = (
  text: string,
  { matcher }: Matching,
): { readonly excerpt: string; readonly topics: readonly SignalTopic[] } => {
  const matches = firstOfEach(matcher.matches(text)).toSorted((a, b) => a.startsAt - b.startsAt);
  const excerpt = excerptWith(text, matches, matcher);
  const places = new Map(firstOfEach(matcher.matches(excerpt)).map((match) => [match.topic, match]));
  const topics = matches.map((match): SignalTopic => {
    const place = places.get(match.topic);
    const { topic, by, phrase } = place ?? match;
    return { topic, by, phrase, found: place?.found ?? null, startsAt: place?.startsAt ?? null, endsBefore: place?.endsBefore ?? null };
  });
  return { excerpt, topics };
};
