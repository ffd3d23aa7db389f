import { unitsOf } from "../domain/company-changes.ts";
import { targetEntry } from "../domain/target-text.ts";
import type { Settings } from "../domain/company.ts";
import type { Credit, Unit } from "../domain/credit.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { periodText } from "../domain/period-text.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { Holder, TargetTable } from "../domain/target-table.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { targetsIn, targetsOfTables, wordsSaid, wordsOf } from "../store/targets.ts";

export type TargetTableJson = {
  readonly id: string;
  readonly name: Name;
  readonly metric: string;
  readonly cadence: Cadence;
  readonly ended: boolean;
};

type Whose = { readonly member?: string; readonly team?: string };

/** One entry in force, and who said so when. Targets are in the units of the company file. */
export type TargetJson = Whose & {
  readonly period: string;
  readonly startsOn: string;
  readonly target: number | string;
  readonly by: string;
  readonly at: string;
};

/** One word about an entry; a target of null took it back. */
export type TargetWordJson = Whose & {
  readonly period: string;
  readonly startsOn: string;
  readonly target: number | string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
};

export type TargetsQuestion = {
  /** Only of the period that contains this day. */
  readonly on?: Day;
  /** What was in force at this instant, RFC 3339; left out: now. */
  readonly asOf?: string;
  readonly member?: string;
  readonly team?: string;
  /** How many words of the history are told, the latest first; left out: none. */
  readonly history?: number;
};

export type TargetsShown = TargetTableJson & {
  /** Rises with every word that is said. */
  readonly version: number;
  readonly targets: readonly TargetJson[];
  readonly history: readonly TargetWordJson[];
};

export const tableJson = ({ id, name, metric, cadence, ended }: TargetTable): TargetTableJson => ({ id, name, metric, cadence, ended });

type Placed = { readonly holder: Holder; readonly holderNumber: number; readonly startsOn: Day };

const placing = (settings: Settings, { cadence }: TargetTable) => {
  const ids = {
    member: new Map(settings.members.map(({ number, id }) => [number, id])),
    team: new Map(settings.teams.map(({ number, id }) => [number, id])),
  };
  const { calendar } = settings.company;
  return ({ holder, holderNumber, startsOn }: Placed) => ({
    [holder]: ids[holder].get(holderNumber) ?? "",
    period: periodText(periodContaining(cadence, startsOn, calendar), calendar),
    startsOn: isoDay(startsOn),
  });
};

type Wanted = { readonly holder: Holder; readonly holderNumber: number } | null;

const wantedOf = ({ members, teams }: Settings, { member, team }: TargetsQuestion): Outcome<Wanted> => {
  const holder = member === undefined ? "team" : "member";
  const id = member ?? team;
  if (id === undefined) return accepted(null);
  const all: readonly { readonly id: string; readonly number: number }[] = holder === "member" ? members : teams;
  const found = all.find((each) => each.id === id);
  return found === undefined ? refused(notFound(holder, id, all)) : accepted({ holder, holderNumber: found.number });
};

/**
 * What a target table says, and who said so when: now, or as it was in force at an instant. With `history` every word that was said, also what
 * holds no longer. Refuses a table, member or team that there is not.
 */
export const showTargets = (database: Database, companyId: number, id: string, question: TargetsQuestion): Promise<Outcome<TargetsShown>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<TargetsShown>> => {
      const settings = await loadSettings(tx, companyId);
      const { targetTables, calendar } = settings.company;
      const table = targetTables.find((each) => each.id === id);
      if (table === undefined) return refused(notFound("targetTable", id, targetTables));
      const wanted = wantedOf(settings, question);
      if (!wanted.ok) return wanted;
      const of = wanted.value;
      const startsOn = question.on === undefined ? null : periodContaining(table.cadence, question.on, calendar).startsOn;
      const entries =
        startsOn === null || question.asOf !== undefined
          ? await targetsOfTables(tx, companyId, [table.number], question.asOf ?? null)
          : await targetsIn(tx, companyId, [{ tableNumber: table.number, startsOn }]);
      const place = placing(settings, table);
      const unit: Unit = unitsOf(settings.metrics).get(table.metric) ?? { type: "count" };
      const written = (value: Credit): number | string => targetEntry(value, unit);
      const shown = entries.filter(
        (entry) =>
          (startsOn === null || entry.startsOn === startsOn) &&
          (of === null || (entry.holder === of.holder && entry.holderNumber === of.holderNumber)),
      );
      const words =
        question.history === undefined
          ? []
          : await wordsOf(tx, companyId, { tableNumber: table.number, startsOn, of, limit: question.history });
      return accepted({
        ...tableJson(table),
        version: await wordsSaid(tx, companyId, table.number),
        targets: shown.map((entry) => ({ ...place(entry), target: written(entry.value), by: entry.by, at: entry.at })),
        history: words.map(({ value, reason, by, at, ...entry }) => ({
          ...place(entry),
          target: value === null ? null : written(value),
          reason,
          by,
          at,
        })),
      });
    },
    { isolation: "repeatable read" },
  );
