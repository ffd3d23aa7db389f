import type { Settings } from "../domain/company.ts";
import type { Instant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { seenOf } from "../domain/sight.ts";
import { isWaiting, suggestionState, suggestionStates, type SuggestionState } from "../domain/signals/suggestion.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { signalsOfProspects, suggestionsListed, type KeptSuggestion } from "../store/suggestions.ts";
import { mayContact } from "./contacts/may-contact.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { channelAtHand, contactSuggestionJson, type ContactSuggestionJson } from "./suggestions/contact-suggestion-json.ts";
import { isInSight } from "./suggestions/suggestion-in-sight.ts";

export type SuggestionsQuestion = {
  /** Those that this member holds. */
  readonly member?: string;
  /** Left out: those that wait. */
  readonly state?: SuggestionState;
  /** What is due first, what is warmest, what is newest. */
  readonly order?: "due" | "score" | "new";
} & AskedBy;

const MOST = 2_000;
const A_HALF_YEAR = 180n * 86_400_000_000n;

/** What each of them is made of, in one reading. */
export const suggestionsJson = async (
  tx: Transaction,
  suggestions: readonly KeptSuggestion[],
  context: { readonly settings: Settings; readonly now: Instant },
): Promise<readonly ContactSuggestionJson[]> => {
  const signals = await signalsOfProspects(
    tx,
    context.settings.companyId,
    suggestions.map(({ prospect }) => prospect),
    context.now - A_HALF_YEAR,
  );
  const waiting = suggestions.filter((each) => isWaiting(suggestionState(each)));
  const verdicts = await mayContact(
    tx,
    context.settings,
    waiting.map(({ prospect, prospectName, references }) => ({
      prospect,
      name: prospectName ?? references[0]?.value ?? "",
      channel: channelAtHand(references),
      at: context.now,
    })),
  );
  const consents = new Map(waiting.map(({ number }, place) => [number, verdicts[place]]));
  return suggestions.map((each) =>
    contactSuggestionJson(each, signals.get(each.prospect) ?? [], { ...context, consent: consents.get(each.number) }),
  );
};

const comparing = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** What has no deadline comes after what has one. */
const LAST = "9999";

export const suggestionOrders: Readonly<
  Record<NonNullable<SuggestionsQuestion["order"]>, (a: ContactSuggestionJson, b: ContactSuggestionJson) => number>
> = {
  due: (a, b) => comparing(a.dueAt ?? LAST, b.dueAt ?? LAST) || b.score.score - a.score.score || a.suggestion - b.suggestion,
  score: (a, b) => b.score.score - a.score.score || comparing(a.dueAt ?? LAST, b.dueAt ?? LAST) || a.suggestion - b.suggestion,
  new: (a, b) => comparing(b.madeAt, a.madeAt) || b.suggestion - a.suggestion,
};

/**
 * Whom to contact, why, and until when: a rep's own and what nobody has yet, a manager's team's. Refuses a member that there is not.
 */
export const listSuggestions = (
  database: Database,
  companyId: number,
  { member: id, state, order = "due", caller }: SuggestionsQuestion,
  { now }: { readonly now: Instant },
): Promise<Outcome<{ readonly suggestions: readonly ContactSuggestionJson[] }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly suggestions: readonly ContactSuggestionJson[] }>> => {
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "suggestions:read");
    const seen = seenOf(sight, settings.members);
    const member = seen.find((each) => each.id === id);
    if (id !== undefined && member === undefined) return refused({ ...notFound("member", id, seen), pointer: "/member" });
    const holders = member === undefined ? (sight.members === "all" ? null : [...sight.members]) : [member.number];
    const states = state === undefined ? (["open", "claimed"] as const) : suggestionStates.filter((each) => each === state);
    const found = await suggestionsListed(tx, companyId, { holders, withUnheld: member === undefined, states }, MOST);
    const suggestions = await suggestionsJson(
      tx,
      found.filter((each) => isInSight(each, sight, settings)),
      { settings, now },
    );
    return accepted({ suggestions: suggestions.toSorted(suggestionOrders[order]) });
  });
