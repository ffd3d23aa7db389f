import { sql } from "kysely";
import type { ActivityReport, Participant } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import { heldOn, type Member } from "../domain/member.ts";
import type { Attributed } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** Two clocks on earth are never more than 26 hours apart: the day of an instant in one zone and in another differ by two at most. */
export const FURTHEST_DAYS = 2;

export type ZoneSpan = { readonly from: Day; readonly fromInstant: Instant | null; readonly zone: string };

/** Who a reference names, and in which zone a member was at an instant or on a day. */
export type Attribution = {
  /** By an identity of the source first, else by id, code or e-mail address; null when nobody answers to it. */
  readonly memberOf: (source: string, reference: string) => number | null;
  readonly zoneAt: (memberNumber: number | null, instant: Instant) => string;
  readonly zoneOn: (memberNumber: number | null, day: Day) => string;
  /** In their order; the first holds from the beginning. */
  readonly zonesOf: (memberNumber: number) => readonly ZoneSpan[];
};

/** The member's own zone where there is one, else the team's, else the company's, at each day on which one of them begins. */
export const zoneChanges = (
  settings: Pick<Settings, "company" | "teams">,
  member: Member,
): { readonly from: Day; readonly zone: string }[] => {
  const teamZones = new Map(settings.teams.map((team) => [team.id, team.timeZone]));
  const days = [...new Set([-Infinity, ...member.timeZone.map((each) => each.from), ...member.team.map((each) => each.from)])].sort(
    (a, b) => a - b,
  );
  const changes: { from: Day; zone: string }[] = [];
  for (const from of days) {
    const team = heldOn(member.team, from);
    const zone = heldOn(member.timeZone, from) ?? (team === null ? null : teamZones.get(team)) ?? settings.company.timeZone;
    if (changes.at(-1)?.zone !== zone) changes.push({ from, zone });
  }
  return changes;
};

/** A zone from day D holds from D 00:00 in the new zone; the database says which instant that was. */
const startInstants = async (
  tx: Transaction,
  changes: readonly { readonly from: Day; readonly zone: string }[],
): Promise<Map<string, Instant>> => {
  if (changes.length === 0) return new Map();
  const { rows } = await sql<{ zone: string; day: Day; us: bigint }>`
    select c.zone, c.day, (extract(epoch from c.day::timestamp at time zone c.zone) * 1000000)::bigint as us
    from (select distinct zone, day from unnest(${columnOf(
      "text",
      changes.map((each) => each.zone),
    )}, ${columnOf(
      "date",
      changes.map((each) => each.from),
    )}) as c (zone, day)) c`.execute(tx);
  return new Map(rows.map((row) => [`${row.zone} ${isoDay(row.day)}`, row.us]));
};

const latest = (spans: readonly ZoneSpan[], holds: (span: ZoneSpan) => boolean): ZoneSpan | undefined =>
  spans.length === 1 ? spans[0] : spans.findLast(holds);

const build = async (tx: Transaction, settings: Settings): Promise<Attribution> => {
  const members = new Map<string, number>();
  const identities = new Map<string, number>();
  // Who has ended comes first, so that a name handed on is the present bearer's.
  for (const member of [...settings.members].sort((a, b) => Number(b.ended) - Number(a.ended))) {
    for (const name of [member.id, member.code, member.email?.toLowerCase()])
      if (name !== null && name !== undefined) members.set(name, member.number);
    for (const { source, externalId } of member.identities) identities.set(`${source}\u0000${externalId}`, member.number);
  }
  const changes = settings.members.map((member) => zoneChanges(settings, member));
  const instants = await startInstants(
    tx,
    changes.flat().filter((each) => each.from !== -Infinity),
  );
  const zones = new Map<number, readonly ZoneSpan[]>(
    settings.members.map((member, index) => [
      member.number,
      (changes[index] ?? []).map(({ from, zone }) => ({
        from,
        zone,
        fromInstant: from === -Infinity ? null : (instants.get(`${zone} ${isoDay(from)}`) ?? null),
      })),
    ]),
  );
  const zone = (memberNumber: number | null, holds: (span: ZoneSpan) => boolean): string =>
    latest(memberNumber === null ? [] : (zones.get(memberNumber) ?? []), holds)?.zone ?? settings.company.timeZone;
  return {
    memberOf: (source, reference) =>
      identities.get(`${source}\u0000${reference}`) ?? members.get(reference) ?? members.get(reference.toLowerCase()) ?? null,
    zoneAt: (memberNumber, instant) => zone(memberNumber, (span) => span.fromInstant === null || span.fromInstant <= instant),
    zoneOn: (memberNumber, day) => zone(memberNumber, (span) => span.from <= day),
    zonesOf: (memberNumber) => zones.get(memberNumber) ?? [],
  };
};

const attributions = new WeakMap<Settings, Attribution>();

/** Made once for each version of the settings. */
export const attributionOf = async (tx: Transaction, settings: Settings): Promise<Attribution> => {
  const kept = attributions.get(settings) ?? (await build(tx, settings));
  attributions.set(settings, kept);
  return kept;
};

/** The members whom a report names with the zone that each had then, in their order. */
export const attributedBy = (
  attribution: Attribution,
  { source, members, occurred }: ActivityReport,
): readonly [Attributed, ...Attributed[]] => {
  const attributed = ({ reference }: Participant): Attributed => {
    const memberNumber = attribution.memberOf(source, reference);
    return {
      memberNumber,
      timeZone: "at" in occurred ? attribution.zoneAt(memberNumber, occurred.at) : attribution.zoneOn(memberNumber, occurred.on),
    };
  };
  const [first, ...others] = members;
  return [attributed(first), ...others.map(attributed)];
};
