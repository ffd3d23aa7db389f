import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";
import type { Provenance } from "./metric.ts";
import type { Money } from "./money.ts";

/** How a prospect is named from outside. The value is normalised: lower case for e-mail, E.164 for phone. */
export type ProspectReference = { readonly kind: "id" | "email" | "phone" | "handle"; readonly value: string };

/**
 * A member as the source names them (id, code, e-mail address or identity of the source), and how much of the activity is theirs beside
 * the others: 60 % and 40 % are the weights 600,000 and 400,000.
 */
export type Participant = { readonly reference: string; readonly weight: bigint };

/** A value of a declared attribute; one of another type than declared was refused at the door. */
export type AttributeValue = string | bigint | boolean | Money;

/** A signal by its source and its id there, as an activity that answers it names it. */
export type SignalKey = { readonly source: string; readonly externalId: string };

/** When it was done: an instant, or a local day whose time is not known. */
export type Occurrence = { readonly at: Instant } | { readonly on: Day };

/** That the source has taken it back, when and why. */
export type Voided = { readonly at: Instant; readonly reason: string };

/** What a milestone says of its opportunity beside what every record says. */
export type OpportunityDetails = { readonly product: string | null; readonly isNewCustomer: boolean | null };

/** An activity as its source tells it, read and checked, nothing resolved yet. */
export type ActivityReport = {
  readonly source: string;
  readonly externalId: string;
  /** Who did it: one member as a rule, several with their shares. */
  readonly members: readonly [Participant, ...Participant[]];
  readonly kind: string;
  readonly direction: string | null;
  readonly occurred: Occurrence;
  readonly durationSeconds: bigint | null;
  readonly outcome: string | null;
  /** With whom; each once. */
  readonly prospects: readonly ProspectReference[];
  readonly quantity: bigint | null;
  readonly amount: Money | null;
  readonly provenance: Provenance;
  readonly subject: string | null;
  readonly url: string | null;
  readonly evidence: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>> | null;
  /** What it answers; null: nothing that is named. */
  readonly signal: SignalKey | null;
  /** When the source says that this state came to be; null when it does not say. */
  readonly revisedAt: Instant | null;
  readonly voided: Voided | null;
  /** Says how many were done on the day, in `quantity`, instead of naming each. */
  readonly isTotal: boolean;
  /** Of a milestone: what it has of its opportunity. */
  readonly opportunity?: OpportunityDetails;
};
