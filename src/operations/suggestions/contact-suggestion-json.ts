import type { Settings } from "../../domain/company.ts";
import { isoInstant, type Instant } from "../../domain/instant.ts";
import type { Name } from "../../domain/language.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { signalKeyText } from "../../domain/signals/signal-key.ts";
import type { SignalKind } from "../../domain/signals/signal.ts";
import { scoreSignals, type ScoredKind } from "../../domain/signals/signal-score.ts";
import { waitingWords } from "../../domain/signals/routing.ts";
import {
  holderOf,
  isLate,
  isWaiting,
  suggestionState,
  type SuggestionActKind,
  type SuggestionState,
} from "../../domain/signals/suggestion.ts";
import type { Channel } from "../../domain/signals/contact-rules.ts";
import type { ContactRuleName, ContactVerdict } from "../../domain/signals/contact-verdict.ts";
import { sentence } from "../../domain/refusal.ts";
import type { MeantVerdict } from "../contacts/may-contact.ts";
import type { KeptSuggestion, ShownSignal } from "../../store/suggestions.ts";
import { personJson, type PersonJson } from "../dispute-json.ts";
import { prospectNamed, type ProspectNamed } from "../find-own-prospects.ts";
import { playsOf } from "./plays-of.ts";

export type SuggestedSignalJson = {
  /** By which an activity answers it. */
  readonly signal: string;
  readonly kind: SignalKind;
  readonly topic: string | null;
  readonly topicName: string | null;
  readonly occurredAt: string;
  readonly url: string | null;
  /** Null where there is nothing to read, and once it was deleted. */
  readonly excerpt: string | null;
  readonly evidence: string | null;
  readonly isDeleted: boolean;
  /** The words that were taken for a phrase of the topic, and where they stand in the excerpt. */
  readonly match: { readonly phrase: string; readonly found: string; readonly startsAt: number; readonly endsBefore: number } | null;
};

export type ConsentJson = {
  readonly channel: Channel;
  readonly verdict: ContactVerdict["verdict"];
  readonly reasons: readonly (Words & { readonly rule: ContactRuleName; readonly forbids: boolean })[];
  /** From when on they may be contacted, where that is known to come. */
  readonly from: string | null;
};

export type ContactSuggestionJson = {
  readonly suggestion: number;
  readonly play: { readonly id: string; readonly name: Name };
  readonly state: SuggestionState;
  /** Null of one whom nothing names any more. */
  readonly prospect: ProspectNamed | null;
  readonly holder: PersonJson | null;
  /** Why they have it. */
  readonly givenBy: "owner" | "turn" | null;
  /** Why nobody has it. */
  readonly waits: Words | null;
  readonly madeAt: string;
  readonly dueAt: string | null;
  readonly isLate: boolean;
  readonly expiresAt: string;
  readonly score: {
    readonly score: number;
    readonly summands: readonly {
      readonly kind: ScoredKind;
      readonly signals: number;
      readonly value: number;
      /** Before the most that a kind adds. */
      readonly uncapped: number;
      readonly cap: number | null;
    }[];
  };
  /** Whether the rules of contact let the prospect be contacted now, in the way that is at hand; null once nothing waits. */
  readonly consent: ConsentJson | null;
  /** What it was made of, the latest first. */
  readonly signals: readonly SuggestedSignalJson[];
  readonly acts: readonly { readonly act: SuggestionActKind; readonly by: PersonJson | null; readonly at: string; readonly said: string }[];
};

/** As it is called now; of one that is no more its id. */
export const topicName = ({ company }: Settings, topic: string): string => company.topics.find(({ id }) => id === topic)?.name ?? topic;

const signalJson = (signal: ShownSignal, settings: Settings): SuggestedSignalJson => {
  const { phrase, found, startsAt, endsBefore } = signal;
  return {
    signal: signalKeyText(signal),
    kind: signal.kind,
    topic: signal.topic,
    topicName: signal.topic === null ? null : topicName(settings, signal.topic),
    occurredAt: isoInstant(signal.occurredAt),
    url: signal.url,
    excerpt: signal.excerpt,
    evidence: signal.evidence,
    isDeleted: signal.isPurged,
    match: phrase === null || found === null || startsAt === null || endsBefore === null ? null : { phrase, found, startsAt, endsBefore },
  };
};

/** In which way somebody is contacted of whom these names are known. */
export const channelAtHand = (references: KeptSuggestion["references"]): Channel => {
  const kinds = new Set(references.map(({ kind }) => kind));
  if (kinds.has("phone")) return "telephone";
  return kinds.has("email") ? "email" : "social";
};

const consentJson = (channel: Channel, { verdict, findings, from }: MeantVerdict): ConsentJson => ({
  channel,
  verdict,
  reasons: findings.map(({ rule, says, forbids }) => ({ rule, forbids, en: sentence(says, "en"), ko: sentence(says, "ko") })),
  from: from === null || verdict !== "refused" ? null : isoInstant(from),
});

/** Two digits: more would say that a score is measured. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A suggestion as the doors show it, with the score of what its prospect did until now. */
export const contactSuggestionJson = (
  suggestion: KeptSuggestion,
  signals: readonly ShownSignal[],
  { settings, now, consent }: { readonly settings: Settings; readonly now: Instant; readonly consent: MeantVerdict | undefined },
): ContactSuggestionJson => {
  const person = (number: number | null): PersonJson | null => {
    const found = settings.members.find((each) => each.number === number);
    return found === undefined ? null : personJson(found);
  };
  const play = playsOf(settings).find(({ id }) => id === suggestion.play);
  const { score, summands } = scoreSignals(signals, { now });
  const state = suggestionState(suggestion);
  return {
    suggestion: suggestion.number,
    play: { id: suggestion.play, name: play?.name ?? { en: suggestion.play } },
    state,
    prospect: prospectNamed({ name: suggestion.prospectName, references: suggestion.references }) ?? null,
    holder: person(holderOf(suggestion)),
    givenBy: suggestion.givenBy,
    waits: suggestion.waitsBecause === null || !isWaiting(state) ? null : waitingWords[suggestion.waitsBecause],
    madeAt: isoInstant(suggestion.madeAt),
    dueAt: suggestion.dueAt === null ? null : isoInstant(suggestion.dueAt),
    isLate: isLate(suggestion, now),
    expiresAt: isoInstant(suggestion.expiresAt),
    score: {
      score: Number.isFinite(score) ? rounded(score) : 0,
      summands: summands.map(({ kind, value, uncapped, cap, signals: each }) => ({
        kind,
        signals: each.length,
        value: rounded(value),
        uncapped: rounded(uncapped),
        cap,
      })),
    },
    consent: consent === undefined ? null : consentJson(channelAtHand(suggestion.references), consent),
    signals: signals
      .filter((each) => each.suggestion !== null && Number(each.suggestion) === suggestion.number)
      .map((each) => signalJson(each, settings)),
    acts: suggestion.acts.map(({ act, by, at, said }) => ({ act, by: person(by), at: isoInstant(at), said })),
  };
};
