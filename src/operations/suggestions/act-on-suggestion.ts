import type { Settings } from "../../domain/company.ts";
import type { Instant } from "../../domain/instant.ts";
import { nameIn } from "../../domain/language.ts";
import { noHint } from "../../domain/meant.ts";
import type { Member } from "../../domain/member.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { isSeen } from "../../domain/sight.ts";
import { actOn, type SuggestionActKind } from "../../domain/signals/suggestion.ts";
import { keepAuditEvent } from "../../store/audit-events.ts";
import { noteTouched } from "../../store/changes.ts";
import { shareCompany } from "../../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../../store/database.ts";
import { doer } from "../../store/doer.ts";
import { hasOtherWaiting, keepSuggestionAct, ownSuggestion, type KeptSuggestion } from "../../store/suggestions.ts";
import { loadSettings } from "../../store/settings.ts";
import { findPerson } from "../find-dispute.ts";
import { suggestionsJson } from "../list-suggestions.ts";
import { sightIn, type AskedBy } from "../sight-in.ts";
import type { ContactSuggestionJson } from "./contact-suggestion-json.ts";
import { isInSight } from "./suggestion-in-sight.ts";

/** `by`: the member who does it. */
export type SuggestionDoing = { readonly number: number; readonly by: string; readonly now: Instant } & AskedBy;

export type SuggestionAtHand = { readonly suggestion: KeptSuggestion; readonly person: Member };

/** The suggestion, which nobody else acts on until the transaction ends, and who acts. What is not seen is not there. */
export const suggestionAtHand = async (
  tx: Transaction,
  settings: Settings,
  { number, by, caller }: SuggestionDoing,
): Promise<Outcome<SuggestionAtHand>> => {
  const sight = sightIn(settings, caller, "suggestions:write");
  const suggestion = await ownSuggestion(tx, settings.companyId, number);
  if (suggestion === undefined || !isInSight(suggestion, sight, settings))
    return refused(refusal("not-found", "/suggestion", { what: { en: "suggestion", ko: "추천 연락" }, found: number, hint: noHint }));
  const person = findPerson(settings, by);
  if (!person.ok) return person;
  if (suggestion.owner !== null && suggestion.owner !== person.value.number && !isSeen(sight, suggestion.owner))
    return refused(refusal("suggestion-held", "", { holder: nameOf(settings, suggestion.owner) }));
  return accepted({ suggestion, person: person.value });
};

const nameOf = ({ members }: Settings, number: number): string => {
  const found = members.find((each) => each.number === number);
  return found === undefined ? `#${number}` : nameIn(found.name, "en") || found.id;
};

type Act = { readonly act: SuggestionActKind; readonly said: string; readonly at: Instant; readonly operation: string };

/** Does it, if the suggestion can be so, and keeps it with an audit event. */
export const doWithSuggestion = async (
  tx: Transaction,
  settings: Settings,
  { suggestion, person }: SuggestionAtHand,
  { act, said, at, operation }: Act,
): Promise<Outcome<KeptSuggestion>> => {
  const { companyId } = settings;
  const acted = actOn(suggestion, { act, by: person.number, at, said }, (number) => nameOf(settings, number));
  if (!acted.ok) return acted;
  const changed: KeptSuggestion = { ...suggestion, acts: acted.value.acts };
  if (changed.acts.length === suggestion.acts.length) return accepted(suggestion);
  if (act === "restoration" && (await hasOtherWaiting(tx, companyId, suggestion))) return refused(refusal("suggestion-again", ""));
  await keepSuggestionAct(tx, companyId, changed);
  await keepAuditEvent(tx, companyId, {
    by: doer(),
    act: operation,
    subject: "suggestion",
    subjectId: String(suggestion.number),
    after: { member: person.id },
  });
  // Whoever has it not any more, and whoever could have claimed it, look at another list now.
  noteTouched(tx, ["suggestions"], "all");
  return accepted(changed);
};

export const suggestionAnswer = async (
  tx: Transaction,
  settings: Settings,
  suggestion: KeptSuggestion,
  now: Instant,
): Promise<ContactSuggestionJson> => {
  const [found] = await suggestionsJson(tx, [suggestion], { settings, now });
  if (found === undefined) throw new Error("a suggestion was not shown");
  return found;
};

/** One act in a transaction of its own. */
export const actOnSuggestion = (
  database: Database,
  companyId: number,
  doing: SuggestionDoing,
  act: Omit<Act, "at">,
): Promise<Outcome<ContactSuggestionJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ContactSuggestionJson>> => {
      await shareCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const atHand = await suggestionAtHand(tx, settings, doing);
      if (!atHand.ok) return atHand;
      const done = await doWithSuggestion(tx, settings, atHand.value, { ...act, at: doing.now });
      return done.ok ? accepted(await suggestionAnswer(tx, settings, done.value, doing.now)) : done;
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
