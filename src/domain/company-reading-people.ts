import type { MemberEntry, TeamEntry } from "./company-file.ts";
import { calendarReader, readEngagements, readPatterns } from "./company-reading-calendars.ts";
import type { Company, Settings } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import { readExternalId, readSource } from "./key.ts";
import type { Dated, Member, Team } from "./member.ts";
import { noticeKinds, type NoticeWays } from "./notice-kinds.ts";
import { parseEmail } from "./prospect-reference.ts";
import { refusal } from "./refusal.ts";
import { fullSalesforceId } from "./salesforce-id.ts";
import { shown } from "./shown.ts";
import { parseZone } from "./zone.ts";
import {
  readDated,
  readDay,
  readId,
  readName,
  refuseRepeated,
  refuseUnknown,
  take,
  things,
  type Findings,
} from "./company-reading-basics.ts";

type Before = Pick<Settings, "teams" | "members"> | null;

/** Numbers are given once and never again; what the file no longer names ends and keeps its own. */
export const nextNumber = (known: readonly { readonly number: number }[]): number =>
  known.reduce((highest, { number }) => Math.max(highest, number), 0) + 1;

const pathUp = (start: string, parents: ReadonlyMap<string, string | null>): readonly string[] => {
  const path = [start];
  for (let parent = parents.get(start); parent !== null && parent !== undefined; parent = parents.get(parent)) {
    if (path.includes(parent)) return [...path, parent];
    path.push(parent);
  }
  return path;
};

/** A circle is told once, at the first of its teams in the file. */
const refuseCycles = (findings: Findings, teams: readonly Team[], pointers: ReadonlyMap<string, string>): void => {
  const parents = new Map(teams.map(({ id, parent }) => [id, parent]));
  const told = new Set<string>();
  for (const { id } of teams) {
    const path = pathUp(id, parents);
    if (path.length < 2 || path.at(-1) !== id || told.has(id)) continue;
    for (const each of path) told.add(each);
    findings.push(refusal("team-cycle", `${pointers.get(id) ?? "/teams"}/parent`, { path: path.join(" → ") }));
  }
};

export const readTeams = (
  findings: Findings,
  entries: readonly TeamEntry[],
  before: Before,
  calendars: Company["calendars"],
): readonly Team[] => {
  const calendarNamed = calendarReader(findings, calendars);
  refuseRepeated(findings, entries, "team", "/teams");
  const known = new Map((before?.teams ?? []).map((team) => [team.id, team]));
  const named = new Set(entries.map(({ id }) => id));
  let next = nextNumber(before?.teams ?? []);
  const pointers = new Map<string, string>();
  const teams = entries.map((entry, index): Team => {
    const pointer = `/teams/${index}`;
    const id = readId(findings, entry.id, `${pointer}/id`);
    pointers.set(id, pointer);
    const parent = entry.parent ?? null;
    if (parent !== null && !named.has(parent)) findings.push(refuseUnknown("team", parent, named, `${pointer}/parent`));
    return {
      number: known.get(id)?.number ?? next++,
      id,
      name: readName(findings, entry.name, id, `${pointer}/name`),
      parent,
      timeZone:
        entry.timeZone === null || entry.timeZone === undefined
          ? null
          : take(findings, parseZone(entry.timeZone, `${pointer}/timeZone`), null),
      holidays: entry.holidays === null || entry.holidays === undefined ? null : calendarNamed(entry.holidays, `${pointer}/holidays`),
      ended: entry.ended === true,
    };
  });
  const gone = (before?.teams ?? []).filter(({ id }) => !pointers.has(id)).map((team) => ({ ...team, ended: true }));
  const all = [...gone, ...teams].toSorted((a, b) => a.number - b.number);
  refuseCycles(findings, all, pointers);
  return all;
};

/** As records of the source name the member: people copy 15 characters from the address of a page of Salesforce, its exports write 18. */
const identityOf = (source: string, externalId: string): string => (source === "salesforce" ? fullSalesforceId(externalId) : externalId);

/**
 * A record names its member by id, code, e-mail address or identity of its source: none of these may stand for two. Those of people who
 * have ended may be given to others.
 */
const refuseSharedMarks = (findings: Findings, members: readonly Member[]): void => {
  const running = members.flatMap((member, index) => (member.ended ? [] : [{ member, pointer: `/members/${index}` }]));
  const names = new Map(running.map(({ member }) => [member.id, member.id]));
  const identities = new Map<string, string>();
  const ownerOf = (marks: Map<string, string>, mark: string, member: Member): string | undefined => {
    const other = marks.get(mark);
    if (other === undefined) marks.set(mark, member.id);
    return other === member.id ? undefined : other;
  };
  for (const { member, pointer } of running) {
    const { email, code } = member;
    const sameEmail = email === null ? undefined : ownerOf(names, email, member);
    if (sameEmail !== undefined)
      findings.push(refusal("email-repeated", `${pointer}/email`, { found: shown(email ?? ""), member: sameEmail }));
    const sameCode = code === null ? undefined : ownerOf(names, code, member);
    if (sameCode !== undefined) findings.push(refusal("code-repeated", `${pointer}/code`, { found: shown(code ?? ""), member: sameCode }));
    for (const [place, { source, externalId }] of member.identities.entries()) {
      const same = ownerOf(identities, JSON.stringify([source, externalId]), member);
      if (same !== undefined)
        findings.push(
          refusal("identity-repeated", `${pointer}/identities/${place}`, { found: shown(externalId), source: shown(source), member: same }),
        );
    }
  }
};

/** The values that hold today or will: only these must point at something that has not ended. */
export const fromTodayOn = <T>(dated: Dated<T>, today: Day): readonly T[] =>
  dated.filter((_, index) => (dated[index + 1]?.from ?? Infinity) > today).map(({ value }) => value);

/** Whoever ends without a last day was there until yesterday. Whoever had not begun was never there: of them there is no day to keep. */
const employedUntilEnd = ({ employedFrom, employedBefore }: Member, today: Day): Day =>
  employedFrom < today ? Math.min(employedBefore, today) : Infinity;

/** In one order, without what goes by the digest anyhow: two files that say the same are the same. */
const readWays = (entry: NonNullable<MemberEntry["notices"]>): NoticeWays =>
  Object.fromEntries(noticeKinds.flatMap((kind) => (entry[kind] === undefined || entry[kind] === "digest" ? [] : [[kind, entry[kind]]])));

export const readMembers = (
  findings: Findings,
  entries: readonly MemberEntry[],
  before: Before,
  { teams, calendars }: { readonly teams: readonly Team[] } & Pick<Company, "calendars">,
  today: Day,
): readonly Member[] => {
  refuseRepeated(findings, entries, "member", "/members");
  const known = new Map((before?.members ?? []).map((member) => [member.id, member]));
  const teamById = new Map(teams.map((team) => [team.id, team]));
  const runningTeams = teams.filter(({ ended }) => !ended).map(({ id }) => id);
  let next = nextNumber(before?.members ?? []);
  const readTeam = (value: string, pointer: string): string => {
    if (!teamById.has(value)) findings.push(refuseUnknown("team", value, runningTeams, pointer));
    return value;
  };
  const calendarNamed = calendarReader(findings, calendars);
  const members = entries.map((entry, index): Member => {
    const pointer = `/members/${index}`;
    const id = readId(findings, entry.id, `${pointer}/id`);
    const stored = known.get(id);
    const team = readDated(findings, entry.team, { before: stored?.team ?? [], today }, `${pointer}/team`, readTeam);
    const ended = entry.ended === true;
    for (const value of ended ? [] : new Set(fromTodayOn(team, today))) {
      if (value !== null && teamById.get(value)?.ended === true) {
        findings.push(
          refusal("reference-ended", `${pointer}/team`, {
            what: things.team,
            found: value,
            user: { en: `the member "${id}"`, ko: `구성원 "${id}"` },
          }),
        );
      }
    }
    const employedFrom = readDay(findings, entry.employedFrom, `${pointer}/employedFrom`) ?? -Infinity;
    const lastDay = readDay(findings, entry.employedThrough, `${pointer}/employedThrough`);
    const employedThrough =
      lastDay ?? (ended && stored !== undefined ? (stored.ended ? stored.employedBefore : employedUntilEnd(stored, today)) - 1 : Infinity);
    if (employedThrough < employedFrom)
      findings.push(
        refusal("employment-order", `${pointer}/employedThrough`, { found: isoDay(employedThrough), from: isoDay(employedFrom) }),
      );
    return {
      number: stored?.number ?? next++,
      id,
      name: readName(findings, entry.name, id, `${pointer}/name`),
      email: entry.email === null || entry.email === undefined ? null : take(findings, parseEmail(entry.email, `${pointer}/email`), null),
      code: entry.code === null || entry.code === undefined ? null : take(findings, readExternalId(entry.code, `${pointer}/code`), null),
      role: entry.role ?? "rep",
      team,
      phase: readDated(findings, entry.phase, { before: stored?.phase ?? [], today }, `${pointer}/phase`, (value, at) =>
        readId(findings, value, at),
      ),
      timeZone: readDated(findings, entry.timeZone, { before: stored?.timeZone ?? [], today }, `${pointer}/timeZone`, (value, at) =>
        take(findings, parseZone(value, at), null),
      ),
      holidays: readDated(findings, entry.holidays, { before: stored?.holidays ?? [], today }, `${pointer}/holidays`, calendarNamed),
      workingDays: readPatterns(findings, entry.workingDays, { before: stored?.workingDays ?? [], today }, `${pointer}/workingDays`),
      engagement: readEngagements(findings, entry.engagement, { before: stored?.engagement ?? [], today }, `${pointer}/engagement`),
      employedFrom,
      employedBefore: employedThrough + 1,
      language: entry.language ?? null,
      notices: readWays(entry.notices ?? {}),
      identities: (entry.identities ?? []).map(({ source, externalId }, place) => ({
        source: take(findings, readSource(source, `${pointer}/identities/${place}/source`), source),
        externalId: identityOf(source, take(findings, readExternalId(externalId, `${pointer}/identities/${place}/externalId`), externalId)),
      })),
      ended,
    };
  });
  refuseSharedMarks(findings, members);
  const named = new Set(members.map(({ id }) => id));
  const gone = (before?.members ?? [])
    .filter(({ id }) => !named.has(id))
    .map((member) => (member.ended ? member : { ...member, ended: true, employedBefore: employedUntilEnd(member, today) }));
  return [...gone, ...members].toSorted((a, b) => a.number - b.number);
};
