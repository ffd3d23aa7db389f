import type { ActivityCounts, CountRow } from "./api.ts";

export type Column = {
  readonly key: string;
  readonly kind: string;
  readonly direction: string | null;
  readonly total: number;
  readonly most: number;
};

export type Person = {
  readonly key: string;
  readonly member: string | null;
  readonly reference: string | null;
  readonly source: string | null;
  readonly row: CountRow;
  readonly byColumn: ReadonlyMap<string, number>;
  readonly total: number;
};

export type CountsTable = { readonly columns: readonly Column[]; readonly people: readonly Person[]; readonly total: number };

export const columnKey = (kind: string, direction: string | null): string => `${kind} ${direction ?? ""}`;

/** By name, by all of it, or by a column. */
export type Sort = "name" | "total" | (string & {});

const personKey = ({ member, reference, source }: CountRow): string =>
  member == null ? `? ${source ?? ""} ${reference ?? ""}` : `= ${member}`;

/** People and what they did, a column for each kind and direction, the most frequent first. */
export const tableOf = ({ rows }: Pick<ActivityCounts, "rows">): CountsTable => {
  const people = new Map<string, { row: CountRow; byColumn: Map<string, number>; total: number }>();
  const columns = new Map<string, { kind: string; direction: string | null; total: number; most: number }>();
  for (const row of rows) {
    const { kind = "", direction = null, count } = row;
    const person = people.get(personKey(row)) ?? { row, byColumn: new Map(), total: 0 };
    people.set(personKey(row), person);
    const key = columnKey(kind, direction);
    const column = columns.get(key) ?? { kind, direction, total: 0, most: 0 };
    columns.set(key, column);
    const sum = (person.byColumn.get(key) ?? 0) + count;
    person.byColumn.set(key, sum);
    person.total += count;
    column.total += count;
    column.most = Math.max(column.most, sum);
  }
  return {
    columns: [...columns].map(([key, column]) => ({ key, ...column })).toSorted((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1)),
    people: [...people].map(([key, { row, ...sums }]) => ({
      key,
      member: row.member ?? null,
      reference: row.reference ?? null,
      source: row.source ?? null,
      row,
      ...sums,
    })),
    total: rows.reduce((sum, { count }) => sum + count, 0),
  };
};

/** Those that are known first: what is of nobody stands at the end, to be settled. */
export const sorted = (people: readonly Person[], sort: Sort, nameOf: (person: Person) => string, language: string): readonly Person[] => {
  const collator = new Intl.Collator(language, { numeric: true });
  const value = (person: Person): number => (sort === "total" ? person.total : (person.byColumn.get(sort) ?? 0));
  return people.toSorted(
    (a, b) =>
      Number(a.member === null) - Number(b.member === null) ||
      (sort === "name" ? 0 : value(b) - value(a)) ||
      collator.compare(nameOf(a), nameOf(b)) ||
      (a.key < b.key ? -1 : 1),
  );
};
