import { given } from "../domain/given.ts";
import { seenOf } from "../domain/sight.ts";
import { subjectsSeen } from "./seen-subjects.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Day } from "../domain/day.ts";
import { notFound } from "../domain/not-found.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { closuresOf } from "../store/closures.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { statementsWhere, type StoredStatement } from "../store/statements.ts";
import type { StatementJson } from "./closing/closing-json.ts";
import { subjectName } from "./closing/adjustments.ts";
import type { Settings } from "../domain/company.ts";
import { readContent } from "./closing/restated.ts";

export type StatementsQuestion = {
  readonly cadence?: Cadence;
  /** Of periods that contain this day. */
  readonly on?: Day;
  readonly member?: string;
  /** Those after this number. */
  readonly after?: number;
  readonly limit?: number;
} & AskedBy;

export const LONGEST_STATEMENTS = 200;

export const statementJson = (
  { number, closureNumber, content, fingerprint, acknowledged, ...subject }: StoredStatement,
  { superseded, settings }: { readonly superseded: boolean; readonly settings: Settings },
): StatementJson => {
  const read = readContent(content);
  if (read === null) throw new Error(`the statement ${number} is empty`);
  return {
    statement: number,
    closure: closureNumber,
    content: read,
    name: subjectName(subject, settings),
    fingerprint,
    acknowledged,
    superseded,
  };
};

/** The statements of a member, or of everybody with teams and company, in the order of their numbers. Refuses a member that there is not. */
export const listStatements = (
  database: Database,
  companyId: number,
  { cadence, on, member: id, after, limit = LONGEST_STATEMENTS, caller }: StatementsQuestion,
): Promise<Outcome<{ readonly statements: readonly StatementJson[]; readonly next: number | null }>> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "statements:read");
    const members = seenOf(sight, settings.members);
    const member = members.find((each) => each.id === id);
    if (id !== undefined && member === undefined) return refused(notFound("member", id, members));
    const closures = await closuresOf(tx, companyId, cadence ?? null);
    const chosen = closures.filter(
      (closure) => on === undefined || periodContaining(closure.cadence, on, settings.company.calendar).startsOn === closure.startsOn,
    );
    const found = await statementsWhere(tx, companyId, {
      closureNumbers: chosen.map(({ number }) => number),
      ...(member === undefined ? {} : { subject: "member" as const, subjectNumbers: [member.number] }),
      ...given({ seen: subjectsSeen(sight, settings) }),
      ...(after === undefined ? {} : { after }),
      limit: limit + 1,
    });
    const isOpen = new Set(closures.filter(({ reopened }) => reopened !== null).map(({ number }) => number));
    const shown = found.slice(0, limit);
    return accepted({
      statements: shown.map((statement) => statementJson(statement, { superseded: isOpen.has(statement.closureNumber), settings })),
      next: found.length > limit ? (shown.at(-1)?.number ?? null) : null,
    });
  });
