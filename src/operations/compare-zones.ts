import { isoDay, type Day } from "../domain/day.ts";
import { offsetAt } from "../domain/zone-offset.ts";
import { firstCompanies } from "../store/companies.ts";
import { acrossCompanies, inCompany, type Database } from "../store/database.ts";
import { findSettings } from "../store/settings.ts";
import { databaseOffsets, type ZoneOffset } from "../store/zone-offsets.ts";

export type ZoneDifference = {
  readonly zone: string;
  readonly from: string;
  readonly databaseSeconds: number;
  readonly programSeconds: number;
};

const MOST_COMPANIES = 10_000;
const DAYS_BACK = 400;
const DAYS_AHEAD = 800;
const STEP = 7;

/**
 * Zones in use for which the database's zone data and Node's differ between a year ago and two years ahead, each with the first such week.
 * Local days come from the database; the program reads times without an offset, so it would be an hour off there.
 */
export const compareZones = async (database: Database, today: Day): Promise<readonly ZoneDifference[]> => {
  const companies = await acrossCompanies(database, (tx) => firstCompanies(tx, MOST_COMPANIES));
  const zones = new Set<string>();
  for (const { companyId } of companies) {
    const settings = await inCompany(database, companyId, (tx) => findSettings(tx, companyId));
    if (settings === null) continue;
    zones.add(settings.company.timeZone);
    for (const team of settings.teams) if (team.timeZone !== null) zones.add(team.timeZone);
    for (const member of settings.members) for (const { value } of member.timeZone) if (value !== null) zones.add(value);
  }
  return differing(database, [...zones], today);
};

const differing = async (database: Database, zones: readonly string[], today: Day): Promise<readonly ZoneDifference[]> => {
  const days = Array.from({ length: Math.ceil((DAYS_BACK + DAYS_AHEAD) / STEP) }, (_, index) => today - DAYS_BACK + index * STEP);
  return zoneDifferences(await acrossCompanies(database, (tx) => databaseOffsets(tx, zones, days)));
};

/** Of the database's offsets, for each zone the first that the program does not share. */
export const zoneDifferences = (offsets: readonly ZoneOffset[]): readonly ZoneDifference[] => {
  const first = new Map<string, ZoneDifference>();
  for (const { zone, day, seconds } of offsets) {
    const programSeconds = offsetAt(zone, day * 86_400);
    if (programSeconds !== seconds && !first.has(zone))
      first.set(zone, { zone, from: isoDay(day), databaseSeconds: seconds, programSeconds });
  }
  return [...first.values()];
};
