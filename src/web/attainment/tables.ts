import type { Name } from "../../domain/language.ts";
import type { Amount, Attainment, Coverage, Over, Quota, Row, Score, Status, Sum } from "../api.ts";
import type { View } from "../search.ts";
import { nameMatches } from "../../domain/name-search.ts";
import { byMetric, byShortfall, expectedOf, layoutOf, leavesOf, magnitude, standingsOf, type Joiner, type LaidOut } from "./requirement.ts";
import { inTree } from "./team-order.ts";

export type Cell = {
  readonly metric: string;
  readonly joiner: Joiner;
  readonly quieter: boolean;
  readonly needless: boolean;
  readonly credited: Amount | null;
  readonly target: Amount;
  readonly status: Status;
  /** The period has ended: what is missing stays missing. */
  readonly over: boolean;
  readonly coverage: Coverage | null;
  readonly whole: Score | Over | null;
  readonly stretch?: Quota["stretch"] | undefined;
  readonly carriedOver?: Quota["carriedOver"] | undefined;
  /** Where the member should be by now. */
  readonly expected: Amount | null;
};

export type Column = { readonly metric: string; readonly joiner: Joiner; readonly whole: Score | Over | null };

export type Line = {
  readonly key: string;
  readonly of: "member" | "team" | "sum";
  readonly id: string;
  readonly name: string;
  /** How deep a team stands below others. */
  readonly depth: number;
  readonly caption: string;
  readonly away?: string | undefined;
  /** The period was closed with another number. */
  readonly adjusted?: boolean;
  /** A team carries no requirement of its own, so it has sums and no status. */
  readonly status: Status | null;
  /** Null where a column has nothing to say of this line: points of a team, weeks of a team. */
  readonly cells: readonly (Cell | null)[];
};

export type Table = {
  readonly key: string;
  readonly plan: string;
  readonly cadence: string;
  readonly of: "member" | "team";
  readonly members: number;
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  /** All members of the plan together, in the company or in the chosen team. */
  readonly sum: Line | null;
};

/** Whom the page is about: the company or one team. */
export type Whole = { readonly name: string; readonly parts: readonly Sum[] };

type Naming = {
  readonly name: (name: Name) => string;
  readonly teamName: (id: string) => string;
  readonly members: (count: number) => string;
  readonly language: string;
  readonly away: (member: string) => string | undefined;
  readonly adjusted: (row: Row) => boolean;
};

const grouped = <T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
};

const lineOf = ({ row, leaves }: LaidOut, { name, teamName, away, adjusted }: Naming): Line => ({
  key: row.member,
  of: "member",
  id: row.member,
  name: name(row.memberName),
  depth: 0,
  caption: row.team === null ? "" : teamName(row.team),
  away: away(row.member),
  adjusted: adjusted(row),
  status: row.status,
  cells: leaves.map(({ quota, joiner, quieter, needless, whole }) => ({
    metric: quota.metric,
    joiner,
    quieter,
    needless,
    credited: quota.credited,
    target: quota.target,
    status: needless ? "open" : quota.status,
    over: quota.status === "missed",
    coverage: quota.coverage ?? null,
    whole,
    stretch: quota.stretch,
    carriedOver: quota.carriedOver,
    expected: needless ? null : expectedOf(quota),
  })),
});

/** A table for each plan, and within a plan for each way its requirement is laid out, that of most members first; shortfall first unless the view says otherwise. */
export const memberTables = (rows: readonly Row[], view: View, naming: Naming): readonly Table[] => {
  const collator = new Intl.Collator(naming.language);
  const byName = ({ row: a }: LaidOut, { row: b }: LaidOut) =>
    collator.compare(naming.name(a.memberName), naming.name(b.memberName)) || (a.member < b.member ? -1 : 1);
  const asked = view.sort === "name" || view.sort === undefined ? undefined : byMetric(view.sort);
  const standings = standingsOf(rows);
  const shown = ({ row }: LaidOut) =>
    (view.status === undefined || standings.get(row.member) === view.status) && nameMatches(row.memberName, view.find ?? "");
  // Grouped before anything is left out, so that a filter never changes the order of the tables.
  const laidOut = rows.map((row): LaidOut => ({ row, leaves: leavesOf(row.requirement) }));
  const groups = [...grouped(laidOut, ({ row }) => row.plan).values()].flatMap((ofPlan) =>
    [...grouped(ofPlan, ({ row, leaves }) => `${row.plan} ${layoutOf(leaves)}`)].toSorted(([, a], [, b]) => b.length - a.length),
  );
  return groups.flatMap(([key, all]) => {
    const group = all.filter(shown);
    const [first] = group;
    if (first === undefined) return [];
    const compared = view.sort === "name" ? byName : (a: LaidOut, b: LaidOut) => (asked?.(a, b) ?? byShortfall(a, b)) || byName(a, b);
    const sorted = group.toSorted(compared);
    const columns = first.leaves.map(({ quota, joiner, whole }): Column => ({ metric: quota.metric, joiner, whole }));
    return [
      {
        key,
        plan: first.row.plan,
        cadence: first.row.cadence,
        of: "member",
        members: group.length,
        columns,
        lines: sorted.map((each) => lineOf(each, naming)),
        sum: null,
      },
    ];
  });
};

/** Nobody asks a sum for anything, so it is reached or it is not; it is never missed. Of one whose parts are all excused nothing is asked. */
const sumStatus = ({ credited, target }: Sum): Status => {
  if (magnitude(target) === 0) return "excused";
  if (credited === null) return "counting";
  return magnitude(credited) >= magnitude(target) ? "met" : "open";
};

type Summed = Pick<Line, "of" | "id" | "name" | "depth"> & { readonly parts: readonly Sum[] };

const sumLine = (
  { of, id, name, depth, parts }: Summed,
  { columns, over, members }: { columns: Table["columns"]; over: boolean; members: Naming["members"] },
): Line => ({
  key: id,
  of,
  id,
  name,
  depth,
  // Of a team that all have left since, the number is there and its members are elsewhere.
  caption: parts.some((part) => part.members > 0) ? members(Math.max(...parts.map((part) => part.members))) : "",
  status: null,
  cells: columns.map(({ metric, joiner, whole }): Cell | null => {
    const part = whole === null ? parts.find((each) => each.metric === metric) : undefined;
    if (part === undefined) return null;
    return {
      metric,
      joiner,
      quieter: false,
      needless: false,
      credited: part.credited,
      target: part.target,
      status: sumStatus(part),
      over,
      coverage: null,
      expected: null,
      whole: null,
    };
  }),
});

/** The same tables with the sum of everybody in each plan, once for a plan whose members have several layouts. */
export const withSums = (tables: readonly Table[], whole: Whole, over: boolean, { members }: Pick<Naming, "members">): readonly Table[] =>
  tables.map((table, index) => {
    const parts = whole.parts.filter(({ plan }) => plan === table.plan);
    if (parts.length === 0 || tables.findIndex(({ plan }) => plan === table.plan) !== index) return table;
    const sum = sumLine({ of: "sum", id: "sum", depth: 0, name: whole.name, parts }, { columns: table.columns, over, members });
    return sum.cells.every((cell) => cell === null) ? table : { ...table, sum };
  });

export const teamTables = (attainment: Attainment, over: boolean, naming: Naming): readonly Table[] => {
  const layouts = grouped(attainment.rows, (row) => row.plan);
  return [...grouped(attainment.company.parts, (part) => part.plan)].flatMap(([plan, sums]) => {
    const widest = (layouts.get(plan) ?? [])
      .map((row) => leavesOf(row.requirement))
      .reduce((best, each) => (each.length > best.length ? each : best), []);
    // Teams have no points and no weeks met, but what their members did for them.
    const columns: Table["columns"] =
      widest.length > 0 && widest.every(({ whole }) => whole === null)
        ? widest.map(({ quota, joiner, whole }) => ({ metric: quota.metric, joiner, whole }))
        : sums.map(({ metric }, index) => ({ metric, joiner: index === 0 ? "first" : "apart", whole: null }));
    const teams = inTree(attainment.teams.map(({ team: id, ...rest }) => ({ id, ...rest })));
    const lines = teams.flatMap(({ team: { id, name, parts: all }, depth }): Line[] => {
      const parts = all.filter((part) => part.plan === plan);
      return parts.length === 0
        ? []
        : [sumLine({ of: "team", id, name: naming.name(name), depth, parts }, { columns, over, members: naming.members })];
    });
    // To whom no team is shown the sum of all is.
    return lines.length === 0 && attainment.rows.length > 0
      ? []
      : [
          {
            key: plan,
            plan,
            cadence: attainment.period.cadence,
            of: "team",
            members: Math.max(...sums.map((sum) => sum.members)),
            columns,
            lines,
            sum: null,
          },
        ];
  });
};
