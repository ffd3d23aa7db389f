import { unitsOf } from "../../domain/company-changes.ts";
import { targetEntry } from "../../domain/target-text.ts";
import type { Settings } from "../../domain/company.ts";
import { notFound } from "../../domain/not-found.ts";
import { periodContaining } from "../../domain/period.ts";
import { periodText } from "../../domain/period-text.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import type { TargetTable } from "../../domain/target-table.ts";
import type { Transaction } from "../../store/database.ts";
import { targetsOfTables } from "../../store/targets.ts";
import type { ListColumn, ListTable } from "../files/writing/list-table.ts";
import type { ListFilter } from "./list-filter.ts";

const tableOf = (tables: readonly TargetTable[], id: string | undefined): Outcome<TargetTable> => {
  const [only, other] = tables;
  const found = id === undefined && other === undefined ? only : tables.find((table) => table.id === id);
  if (found !== undefined) return accepted(found);
  return refused(id === undefined ? refusal("required", "?table") : notFound("targetTable", id, tables));
};

/** What one target table says now, a row for each target, in the columns by which it is imported into a table. */
export const targetsTable = async (tx: Transaction, settings: Settings, filter: ListFilter): Promise<Outcome<ListTable>> => {
  const { company, companyId, members, teams, metrics } = settings;
  const table = tableOf(company.targetTables, filter.table);
  if (!table.ok) return table;
  const { number, cadence, metric } = table.value;
  const entries = await targetsOfTables(tx, companyId, [number]);
  const holders = [...new Set(entries.map(({ holder }) => holder))];
  const ids = {
    member: new Map(members.map((each) => [each.number, each.id])),
    team: new Map(teams.map((each) => [each.number, each.id])),
  };
  // Of members and teams together the first column says whose without saying which of the two.
  const who = holders.length > 1 ? "who" : (holders[0] ?? "member");
  const columns: readonly ListColumn[] = [
    { name: who, type: "text", title: null },
    { name: "period", type: "text", title: null },
    { name: "target", type: "amount", title: null },
  ];
  const unit = unitsOf(metrics).get(metric) ?? { type: "count" };
  const rows = entries.map(({ holder, holderNumber, startsOn, value }) => [
    ids[holder].get(holderNumber) ?? "",
    periodText(periodContaining(cadence, startsOn, company.calendar), company.calendar),
    String(targetEntry(value, unit)),
  ]);
  async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
    yield rows;
  }
  return accepted({ columns, pages });
};
