import { isSeen, type Sight } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { kindName } from "../domain/kind-names.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import { nameIn, type Name } from "../domain/language.ts";
import { perhaps } from "../domain/meant.ts";
import { notFound } from "../domain/not-found.ts";
import { periodsTouching } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { staysIn } from "../domain/stays.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { countActivities as countInLog, daysOfLog, isNarrowIn, type CountRow, type MemberDays } from "../store/activity-counts.ts";
import { FURTHEST_DAYS } from "../store/attribution.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

const countedBy = ["member", "kind", "day", "week", "month"] as const;
export type CountedBy = (typeof countedBy)[number];

/** `member,kind,week`. Refuses what counts are not told apart by. */
export const readCountedBy = (text: string, pointer: string): Outcome<readonly CountedBy[]> => {
  const words = text.split(",").map((word) => word.trim());
  const known = words.flatMap((word) => countedBy.find((each) => each === word) ?? []);
  const unknown = words.find((word) => !countedBy.some((each) => each === word));
  return unknown === undefined
    ? accepted(known)
    : refused(refusal("enum", pointer, { found: shown(unknown), choices: countedBy.join(", "), hint: perhaps(unknown, countedBy) }));
};

export type CountsQuestion = {
  /** Left out: from the first day on. */
  readonly from?: Day;
  /** Left out: to the last day. */
  readonly before?: Day;
  readonly by: readonly CountedBy[];
  /** With its subteams, by the team of each day. */
  readonly team?: string;
} & AskedBy;

export type CountedRow = {
  readonly member?: string | null;
  readonly name?: Name | null;
  readonly source?: string | null;
  readonly reference?: string | null;
  readonly kind?: string;
  readonly direction?: "outbound" | "inbound" | null;
  readonly day?: string;
  readonly count: number;
  readonly ofTotals?: number;
};

export type ActivityCounts = {
  readonly from: string | null;
  readonly before: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly total: number;
  readonly shared: number;
  readonly unattributed: number;
  readonly kinds: readonly {
    readonly kind: string;
    readonly kindName: Name;
    readonly direction: "outbound" | "inbound" | null;
    readonly count: number;
  }[];
  readonly rows: readonly CountedRow[];
};

export const MOST_ROWS = 20_000;
/** By kind and direction they are asked for in any case, so that one query is enough. */
const MOST_READ = 100_000;

/** The days of each member in a team or its subteams. */
export const daysInTeam = ({ members, teams }: Settings, team: string, span: Span): readonly MemberDays[] => {
  const tree = teamTree(teams);
  return members.flatMap((member) =>
    staysIn(member, span).flatMap((stay) => (isInTeam(tree, stay.team, team) ? [{ memberNumber: member.number, span: stay.span }] : [])),
  );
};

/** Those of the days, or of everybody's, that are seen. */
const seenDays = (
  days: readonly MemberDays[] | null,
  { sight, settings, span }: { readonly sight: Sight; readonly settings: Settings; readonly span: Span },
): readonly MemberDays[] | null => {
  if (sight.members === "all") return days;
  const all = days ?? settings.members.map(({ number }) => ({ memberNumber: number, span }));
  return all.flatMap(({ memberNumber, span: own }) => {
    if (!isSeen(sight, memberNumber)) return [];
    const startsOn = memberNumber === sight.own ? own.startsOn : Math.max(own.startsOn, sight.since);
    return startsOn < own.endsBefore ? [{ memberNumber, span: { startsOn, endsBefore: own.endsBefore } }] : [];
  });
};

const stretchOf = (by: readonly CountedBy[]): "day" | "week" | "month" | null =>
  (["day", "week", "month"] as const).find((each) => by.includes(each)) ?? null;

const keyOf = ({ memberNumber, source, reference, kind, direction, startsOn }: CountRow, by: readonly CountedBy[]): string =>
  JSON.stringify([
    ...(by.includes("member") ? [memberNumber, source, reference] : []),
    ...(by.includes("kind") ? [kind, direction] : []),
    startsOn,
  ]);

/** Rows that differ in nothing that was asked for become one. */
const folded = (rows: readonly CountRow[], by: readonly CountedBy[]): readonly CountRow[] => {
  const together = new Map<string, CountRow>();
  for (const row of rows) {
    const key = keyOf(row, by);
    const before = together.get(key);
    together.set(key, before === undefined ? row : { ...before, records: before.records + row.records, added: before.added + row.added });
  }
  return [...together.values()];
};

const directionOf = (direction: string | null): "outbound" | "inbound" | null =>
  direction === "outbound" || direction === "inbound" ? direction : null;

/** Members by name, then those of nobody known. */
const inOrder = (rows: readonly CountRow[], names: ReadonlyMap<number, Name>): readonly CountRow[] => {
  const nameOf = ({ memberNumber }: CountRow): string => (memberNumber === null ? "" : nameIn(names.get(memberNumber) ?? {}, "en"));
  const keys = new Map(rows.map((row) => [row, nameOf(row)]));
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return rows.toSorted(
    (a, b) => Number(a.memberNumber === null) - Number(b.memberNumber === null) || compare(keys.get(a) ?? "", keys.get(b) ?? ""),
  );
};

const rowJson = (
  row: CountRow,
  by: readonly CountedBy[],
  { members }: { readonly members: ReadonlyMap<number, { readonly id: string; readonly name: Name }> },
): CountedRow => {
  const member = row.memberNumber === null ? undefined : members.get(row.memberNumber);
  return {
    ...(by.includes("member")
      ? { member: member?.id ?? null, name: member?.name ?? null, source: row.source, reference: row.reference }
      : {}),
    ...(by.includes("kind") ? { kind: row.kind, direction: directionOf(row.direction) } : {}),
    ...(row.startsOn === null ? {} : { day: isoDay(row.startsOn) }),
    count: row.records + row.added,
    ...(row.added === 0 ? {} : { ofTotals: row.added }),
  };
};

const sum = (rows: readonly CountRow[]): number => rows.reduce((total, { records, added }) => total + records + added, 0);

const kindsOf = (rows: readonly CountRow[], settings: Settings): ActivityCounts["kinds"] => {
  const together = new Map<string, { kind: string; direction: string | null; count: number }>();
  for (const { kind, direction, records, added } of rows) {
    const key = JSON.stringify([kind, direction]);
    const before = together.get(key);
    if (before === undefined) together.set(key, { kind, direction, count: records + added });
    else before.count += records + added;
  }
  return [...together.values()]
    .toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
    .map(({ kind, direction, count }) => ({ kind, kindName: kindName(kind, settings.company), direction: directionOf(direction), count }));
};

/**
 * Who did how much of what, with no plan and no metric: straight from the log. Records that were taken back are left out, of two that tell of
 * the same act the preferred one counts, and what a daily total states beyond the records is added. Refuses an unknown team, two lengths of
 * days at once, and more rows than anybody reads.
 */
export const countActivities = (database: Database, companyId: number, question: CountsQuestion): Promise<Outcome<ActivityCounts>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ActivityCounts>> => {
      const { by, team, from, before } = question;
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, question.caller, "activities:read");
      if (team !== undefined && !settings.teams.some(({ id }) => id === team)) return refused(notFound("team", team, settings.teams));
      if (by.filter((each) => each === "day" || each === "week" || each === "month").length > 1)
        return refused(refusal("counts-by-twice", "/by"));
      const log = await daysOfLog(tx, companyId);
      const asked = { from: from === undefined ? null : isoDay(from), before: before === undefined ? null : isoDay(before) };
      // Further members of a record may be in another zone, and so on another day than the log's first and last.
      const span = {
        startsOn: Math.max(from ?? -Infinity, (log?.firstDay ?? 0) - FURTHEST_DAYS),
        endsBefore: Math.min(before ?? Infinity, (log?.lastDay ?? -1) + 1 + FURTHEST_DAYS),
      };
      const nothing = { firstDay: null, lastDay: null, total: 0, shared: 0, unattributed: 0, kinds: [], rows: [] };
      if (log === null || span.startsOn >= span.endsBefore) return accepted({ ...asked, ...nothing });
      const stretch = stretchOf(by);
      const { rows, shared } = await countInLog(tx, companyId, {
        span,
        isNarrow: isNarrowIn(span, log),
        members: seenDays(team === undefined ? null : daysInTeam(settings, team, span), { sight, settings, span }),
        byMember: by.includes("member"),
        starts:
          stretch === null || stretch === "day"
            ? stretch
            : periodsTouching(stretch, span, settings.company.calendar).map(({ startsOn }) => startsOn),
        limit: MOST_READ + 1,
      });
      const told = folded(rows, by);
      if (rows.length > MOST_READ || told.length > MOST_ROWS)
        return refused(refusal("counts-many", "/by", { limit: MOST_ROWS.toLocaleString("en") }));
      const members = new Map(settings.members.map((member) => [member.number, member]));
      const names = new Map(settings.members.map(({ number, name }) => [number, name]));
      return accepted({
        ...asked,
        firstDay: rows.length === 0 ? null : isoDay(rows.reduce((first, row) => Math.min(first, row.firstDay), Infinity)),
        lastDay: rows.length === 0 ? null : isoDay(rows.reduce((last, row) => Math.max(last, row.lastDay), -Infinity)),
        total: sum(rows) - shared,
        shared,
        unattributed: rows.reduce((nobodys, row) => nobodys + row.nobodys, 0),
        kinds: kindsOf(rows, settings),
        rows: inOrder(told, names).map((row) => rowJson(row, by, { members })),
      });
    },
    { timeoutSeconds: 120 },
  );
