import type { ProspectReference } from "../domain/activity.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { parseProspect } from "../domain/prospect-reference.ts";
import { narrowed } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { listKeptSignals, type ListedSignal, type SignalsAsked } from "../store/signals.ts";
import { signalJson, type SignalJson } from "./signal-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type SignalsQuestion = {
  readonly topic?: string;
  readonly source?: string;
  readonly kind?: string;
  /** Any name of a prospect: `bsky:did:plc:…`, an e-mail address. */
  readonly author?: string;
  readonly cursor?: string;
  readonly limit?: number;
} & AskedBy;

export type SignalList = { readonly signals: readonly SignalJson[]; readonly nextCursor: string | null };

const placeOf = (cursor: string): SignalsAsked["below"] => {
  const [, at, number] = /^(-?\d{1,17}) ([1-9]\d{0,17})$/.exec(cursor) ?? [];
  return at === undefined || number === undefined ? null : { at: BigInt(at), number: BigInt(number) };
};

const cursorOf = ({ signal, number }: ListedSignal): string => `${signal.occurredAt} ${number}`;

/**
 * What prospects did, the latest first. Who sees only some prospects is told of those, and of what is public: what somebody wrote under a handle. What a
 * recipient of one of our links did is for who sees the recipient.
 */
export const listSignals = (
  database: Database,
  companyId: number,
  { author, cursor, limit = 50, caller, topic, source, kind }: SignalsQuestion,
): Promise<Outcome<SignalList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<SignalList>> => {
    const settings = await loadSettings(tx, companyId);
    const below = cursor === undefined ? null : placeOf(cursor);
    if (cursor !== undefined && below === null) return refused(refusal("cursor-invalid", "/cursor"));
    const named: Outcome<ProspectReference | null> =
      author === undefined ? accepted(null) : parseProspect(author, "/author", settings.company.country);
    if (!named.ok) return named;
    const seen = narrowed(sightIn(settings, caller, "prospects:read")) ?? null;
    const asked = { topic: topic ?? null, source: source ?? null, kind: kind ?? null, author: named.value, seen, below, limit: limit + 1 };
    const found = await listKeptSignals(tx, companyId, asked);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      signals: page.map(signalJson),
      nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null,
    });
  });
