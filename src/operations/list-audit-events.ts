import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { auditEvents, type AuditFilter, type AuditRow } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

/** What of the thing was so before, or is so since; null where there was or is nothing of it. */
type Facts = Readonly<Record<string, unknown>> | null;

export type AuditEventJson = {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly act: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly before: Facts;
  readonly after: Facts;
};

export type AuditQuestion = AuditFilter & { readonly cursor?: string; readonly limit?: number };

export type AuditPage = { readonly events: readonly AuditEventJson[]; readonly nextCursor: string | null };

const FEW = 50;

// The text was made of such an object, which the store alone writes.
const factsOf = (text: string | null, idOf: ReadonlyMap<string, string>): Facts => {
  if (text === null) return null;
  const facts = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const { member } = facts;
  return typeof member === "string" ? { ...facts, member: idOf.get(member) ?? member } : facts;
};

const eventJson = ({ number, before, after, ...told }: AuditRow, idOf: ReadonlyMap<string, string>): AuditEventJson => ({
  number: Number(number),
  ...told,
  before: factsOf(before, idOf),
  after: factsOf(after, idOf),
});

/** Who did what to what, the latest first. Days are those of the company. Refuses a cursor that is none. */
export const listAuditEvents = (
  database: Database,
  companyId: number,
  { cursor, limit = FEW, ...filter }: AuditQuestion,
): Promise<Outcome<AuditPage>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<AuditPage>> => {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) return refused(refusal("cursor-invalid", "/cursor"));
    const { company, members } = await loadSettings(tx, companyId);
    // Members stand by their numbers in what is sealed.
    const idOf = new Map(members.map(({ number, id }) => [`#${number}`, id]));
    const below = cursor === undefined ? null : BigInt(cursor);
    const rows = await auditEvents(tx, companyId, filter, { below, limit: limit + 1, timeZone: company.timeZone });
    const page = rows.slice(0, limit);
    return accepted({
      events: page.map((row) => eventJson(row, idOf)),
      nextCursor: rows.length > limit ? String(page.at(-1)?.number ?? "") : null,
    });
  });
