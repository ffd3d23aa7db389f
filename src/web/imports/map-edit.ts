import type { MapContent } from "./api.ts";

type Rules = Readonly<Record<string, unknown>>;

const isRules = (value: unknown): value is Rules => typeof value === "object" && value !== null && !Array.isArray(value);
const rulesOf = (map: MapContent, key: "columns" | "constants"): Rules => (isRules(map[key]) ? map[key] : {});

const without = (rules: Rules, ...names: readonly string[]): Rules =>
  Object.fromEntries(Object.entries(rules).filter(([name]) => !names.includes(name)));

/** The rule without the column; undefined where nothing of it is left. */
const ruleWithout = (rule: unknown, column: string): unknown => {
  if (rule === column) return undefined;
  if (!isRules(rule)) return rule;
  if (rule["column"] === column || rule["date"] === column) return undefined;
  if (rule["time"] === column) return { date: rule["date"], ...(rule["zone"] === undefined ? {} : { zone: rule["zone"] }), format: "auto" };
  if (!Array.isArray(rule["from"])) return rule;
  const from = rule["from"].filter((each) => each !== column);
  return from.length === 0 ? undefined : { ...rule, from };
};

const columnsWithout = (rules: Rules, column: string): Rules =>
  Object.fromEntries(
    Object.entries(rules).flatMap(([field, rule]) => {
      const left = ruleWithout(rule, column);
      return left === undefined ? [] : [[field, left]];
    }),
  );

/** Fields whose cells people write in many ways: what is in the column says which. */
const readByLooking: ReadonlySet<string> = new Set(["instant", "day", "seconds"]);

const dateColumn = (rule: unknown): string | undefined => {
  if (typeof rule === "string") return rule;
  if (!isRules(rule)) return undefined;
  const named = rule["date"] ?? rule["column"];
  return typeof named === "string" ? named : undefined;
};

/** What `occurred_at` takes its time of day from, when the day stands in another column. */
export const TIME_OF_DAY = "occurred_at.time";

/** The column that gives the time of day to a day in another column. */
const timeColumn = (map: MapContent): unknown => {
  const { occurred_at: rule } = rulesOf(map, "columns");
  return isRules(rule) ? rule["time"] : undefined;
};

const plain = (name: unknown): string => (typeof name === "string" ? name.toLowerCase().replaceAll(/[\s_-]+/g, "") : "");

const reads = (rule: unknown, column: string): boolean => {
  const names = isRules(rule) ? [rule["column"], rule["date"], rule["time"]].flat() : [rule];
  return names.some((name) => plain(name) === plain(column) && plain(name) !== "");
};

/** What a column becomes by the map, or what it is a part of; null: it is left out. */
export const fieldIn = (map: MapContent, column: string): string | null => {
  const rules = Object.entries(rulesOf(map, "columns"));
  const [field] = rules.find(([, rule]) => reads(rule, column)) ?? [];
  if (field !== undefined) return field === "occurred_at" && plain(timeColumn(map)) === plain(column) ? TIME_OF_DAY : field;
  const isPart = ([, rule]: readonly [string, unknown]): boolean =>
    isRules(rule) && Array.isArray(rule["from"]) && rule["from"].some((each) => plain(each) === plain(column));
  return rules.find(isPart)?.[0] ?? null;
};

const changedIn = (before: unknown, after: unknown): boolean => JSON.stringify(before) !== JSON.stringify(after);

const withChanges = (now: Rules, before: Rules, after: Rules): Rules => {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const put = Object.entries(after).filter(([key, value]) => changedIn(before[key], value));
  return { ...without(now, ...gone), ...Object.fromEntries(put) };
};

/** The map with an answer in it: what the answer changes in the map that was proposed is changed here too, and what was changed since stays. */
export const withAnswer = (now: MapContent, proposed: MapContent, answered: MapContent): MapContent => ({
  ...withChanges(now, proposed, answered),
  columns: withChanges(rulesOf(now, "columns"), rulesOf(proposed, "columns"), rulesOf(answered, "columns")),
  constants: withChanges(rulesOf(now, "constants"), rulesOf(proposed, "constants"), rulesOf(answered, "constants")),
});

/** The map with a column as this field and nothing else; `null`: the column is left out. What filled the field before no longer does. */
export const withColumnAs = (map: MapContent, column: string, field: string | null, type = "text"): MapContent => {
  const columns = columnsWithout(rulesOf(map, "columns"), column);
  if (field === null) return { ...map, columns };
  if (field === TIME_OF_DAY) {
    const { occurred_at: instant, occurred_on: day, ...others } = columns;
    const date = dateColumn(instant) ?? dateColumn(day);
    return date === undefined
      ? { ...map, columns }
      : { ...map, columns: { ...others, occurred_at: { date, time: column, format: "auto" } } };
  }
  const rule = readByLooking.has(type) ? { column, format: "auto" } : column;
  const { source, ...others } = map;
  return {
    ...others,
    ...(source === undefined || field === "source" ? {} : { source }),
    columns: { ...columns, [field]: rule },
    constants: without(rulesOf(map, "constants"), field),
  };
};

/** The map with the same value in the field for every row. */
export const withConstant = (map: MapContent, field: string, value: string): MapContent => {
  const columns = without(rulesOf(map, "columns"), field);
  if (field === "source") return { ...map, columns, source: value, constants: without(rulesOf(map, "constants"), "source") };
  return { ...map, columns, constants: { ...rulesOf(map, "constants"), [field]: value } };
};
