import { activityContext, readActivity } from "../domain/activity-reading.ts";
import { prospectText } from "../domain/activity-writing.ts";
import { isoInstant } from "../domain/instant.ts";
import { OWN_SOURCE } from "../domain/own-sources.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { SuggestionContact } from "../domain/signals/suggestion-reading.ts";
import type { Database } from "../store/database.ts";
import { recordBeside } from "./record-activities.ts";
import { doWithSuggestion, suggestionAnswer, suggestionAtHand, type SuggestionDoing } from "./suggestions/act-on-suggestion.ts";
import type { ContactSuggestionJson } from "./suggestions/contact-suggestion-json.ts";

export type ContactAnswer = {
  readonly suggestion: ContactSuggestionJson;
  /** What was recorded. */
  readonly activity: { readonly source: string; readonly externalId: string };
};

/**
 * Says that the prospect of a suggestion was contacted: that is recorded as an activity that answers its latest signal, and the suggestion is done. Refuses
 * what somebody else has, a signal that had not come yet, and whoever may not be contacted.
 */
export const contactSuggestion = (
  database: Database,
  companyId: number,
  doing: SuggestionDoing & SuggestionContact,
): Promise<Outcome<ContactAnswer>> =>
  recordBeside(
    database,
    companyId,
    async (tx, settings, record): Promise<Outcome<ContactAnswer>> => {
      const { now, at, kind, outcome, note } = doing;
      const atHand = await suggestionAtHand(tx, settings, doing);
      if (!atHand.ok) return atHand;
      const { suggestion, person } = atHand.value;
      const contactedAt = at ?? now;
      const shown = await suggestionAnswer(tx, settings, suggestion, now);
      const answered = shown.signals.find(({ occurredAt }) => occurredAt <= isoInstant(contactedAt));
      const [reference] = suggestion.references;
      if (answered === undefined || reference === undefined) return refused(refusal("suggestion-unanswerable", "/at"));
      const key = { source: OWN_SOURCE, externalId: `suggestion-${suggestion.number}-${suggestion.acts.length + 1}` };
      const report = readActivity(
        {
          ...key,
          member: person.id,
          kind,
          direction: "outbound",
          occurredAt: isoInstant(contactedAt),
          prospect: prospectText(reference, settings.company.country),
          outcome,
          subject: note,
          signal: answered.signal,
        },
        activityContext(settings.company, "self_reported"),
        now,
      );
      if (!report.ok) return report;
      const act = { act: "contact", said: note ?? "", at: now, operation: "contact-suggestion" } as const;
      const done = await doWithSuggestion(tx, settings, atHand.value, act);
      if (!done.ok) return done;
      await record([report.value]);
      return accepted({ suggestion: await suggestionAnswer(tx, settings, done.value, now), activity: key });
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
