import { parseDatePattern } from "../../../domain/date-pattern.ts";
import { parseDay } from "../../../domain/day.ts";
import { parseDurationPattern } from "../../../domain/duration-pattern.ts";
import { mailFields } from "./mail-parties.ts";
import { durationIn, isDurationStyleName } from "../../../domain/written-duration.ts";
import { dateStyle, isDateStyleName } from "../../../domain/written-moment.ts";
import { plainName } from "./fields.ts";

/**
 * A map as maps/ writes it: where a map names a column, it may have a list of names, of which the header's is taken; where a field has a
 * rule, it may have a list of rules, of which the first is taken whose columns are all there. `{ constant: text }` ends such a list. A
 * format may be a list too: the first rows tell which it is.
 */
export type KnownMap = Readonly<Record<string, unknown>>;

type Entries = Readonly<Record<string, unknown>>;

/** The first rows are read alike by several formats, and to different ends: 03/04/2026. */
export type FormatQuestion = {
  readonly column: string;
  /** A cell that is read differently. */
  readonly cell: string;
  readonly choices: readonly { readonly format: string; readonly reads: string; readonly map: Entries }[];
};

const isEntries = (value: unknown): value is Entries => typeof value === "object" && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): readonly string[] => [value].flat().filter((each): each is string => typeof each === "string");

/** The column's name in a header, of the names that it may have. */
export const columnFinder = (header: readonly string[]): ((names: readonly string[]) => string | undefined) => {
  const byName = new Map(header.toReversed().map((name) => [plainName(name), name]));
  return (names) => names.map((name) => byName.get(plainName(name))).find((found) => found !== undefined);
};

/** How a format reads a cell, in a form that tells readings apart; undefined when it does not. */
type Reading = (cell: string) => string | undefined;

const isReal = (iso: string): boolean => parseDay(iso.slice(0, 10), "").ok;

const dateReading = (format: string): Reading | undefined => {
  if (isDateStyleName(format)) {
    const style = dateStyle(format, null);
    return (cell) => {
      const iso = style(cell);
      return typeof iso === "string" && isReal(iso) ? iso : undefined;
    };
  }
  const pattern = parseDatePattern(format);
  if ("problem" in pattern) return undefined;
  return (cell) => {
    const iso = pattern.toIso(cell);
    return iso !== undefined && isReal(iso) ? iso : undefined;
  };
};

const durationReading = (format: string): Reading | undefined => {
  if (isDurationStyleName(format)) return (cell) => durationIn(cell, format)?.toString();
  const pattern = parseDurationPattern(format);
  return typeof pattern === "function" ? (cell) => pattern(cell)?.toString() : undefined;
};

type Resolving = {
  readonly header: readonly string[];
  readonly sampleRows: readonly (readonly string[])[];
  /** Fields of which one is enough. */
  readonly groups: readonly (readonly string[])[];
};

type Choice = {
  readonly key: string;
  readonly column: string;
  readonly cell: string;
  readonly formats: readonly string[];
  readonly reads: readonly string[];
};

/** A format with what it makes of the cells. */
type Way = { readonly format: string; readonly reads: readonly string[] };

const numericDate = /^\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)/;

/** Resolves one map against one header. `chosen` answers for formats that the rows leave open. */
class Resolver {
  readonly open = new Map<string, Choice>();
  readonly find: (names: readonly string[]) => string | undefined;
  readonly #header: readonly string[];
  readonly #sampleRows: Resolving["sampleRows"];
  readonly #chosen: ReadonlyMap<string, string>;
  #dates: readonly string[] | undefined;

  constructor({ header, sampleRows }: Resolving, chosen: ReadonlyMap<string, string>) {
    this.find = columnFinder(header);
    this.#header = header;
    this.#sampleRows = sampleRows;
    this.#chosen = chosen;
  }

  /** A rule of the map language; undefined when a column that it needs is not there. */
  rule(value: unknown): unknown {
    if (typeof value === "string") return this.find([value]);
    if (Array.isArray(value)) {
      for (const each of value as readonly unknown[]) {
        const rule = this.rule(each);
        if (rule !== undefined) return rule;
      }
      return undefined;
    }
    if (!isEntries(value)) return undefined;
    if (value["constant"] !== undefined) return value;
    return value["firstOf"] === undefined ? this.#single(value) : this.#chain(value);
  }

  #chain({ firstOf, default: otherwise, leaveOut }: Entries): unknown {
    const rules = [firstOf].flat().flatMap((each) => this.rule(each) ?? []);
    if (rules.length === 0) return otherwise === undefined ? undefined : { constant: otherwise };
    if (otherwise === undefined && leaveOut === undefined && rules.length === 1) return rules[0];
    return { firstOf: rules, ...(otherwise === undefined ? {} : { default: otherwise }), ...(leaveOut === undefined ? {} : { leaveOut }) };
  }

  #single(entries: Entries): unknown {
    const { column, date, time, from, between, format, when, ...rest } = entries;
    const places: Record<string, unknown> = {};
    const columns: string[] = [];
    for (const [key, names] of Object.entries({ column, date, time })) {
      if (names === undefined) continue;
      const found = this.find(textsOf(names));
      if (found === undefined) return undefined;
      places[key] = found;
      columns.push(found);
    }
    for (const [key, list] of Object.entries({ from, between })) {
      if (list === undefined) continue;
      const found = [list].flat().map((names: unknown) => this.find(textsOf(names)));
      if (found.some((each) => each === undefined)) return undefined;
      places[key] = found;
      if (key === "between") columns.push(...found.flatMap((each) => each ?? []));
    }
    const conditions = this.conditions(when);
    if (conditions === undefined) return undefined;
    return {
      ...places,
      ...(format === undefined
        ? {}
        : { format: this.#format(textsOf(format), between === undefined ? [columns] : columns.map((each) => [each])) }),
      ...(conditions.length === 0 ? {} : { when: conditions }),
      ...rest,
    };
  }

  /** Those whose columns are there. A column that is not there is as one whose cells are all empty: undefined when no row would pass. */
  conditions(value: unknown): readonly Entries[] | undefined {
    const conditions: Entries[] = [];
    for (const each of value === undefined ? [] : [value].flat()) {
      if (!isEntries(each)) continue;
      const { column, ...test } = each;
      const found = this.find(textsOf(column));
      if (found !== undefined) conditions.push({ column: found, ...test });
      else if (test["not"] === undefined && test["present"] !== "false") return undefined;
    }
    return conditions;
  }

  /** Whom mails are from and to; undefined when the header does not tell. */
  mail(value: unknown): Entries | undefined {
    const { from, to, mailbox } = isEntries(value) ? value : {};
    const sender = this.find(textsOf(from));
    const receivers = [to].flat().flatMap((names: unknown) => this.find(textsOf(names)) ?? []);
    const owner = this.find(textsOf(mailbox));
    return sender === undefined || receivers.length === 0
      ? undefined
      : { from: sender, to: receivers, ...(owner === undefined ? {} : { mailbox: owner }) };
  }

  /** The cells that a format is for: those of one column, of a date's and its time's, or of both ends. */
  #cellsOf(places: readonly (readonly string[])[]): readonly string[] {
    return places
      .map((names) => names.map((name) => this.#header.indexOf(name)))
      .flatMap((indexes) =>
        this.#sampleRows.map((row) =>
          indexes
            .map((index) => (row[index] ?? "").trim())
            .join(" ")
            .trim(),
        ),
      )
      .filter((cell) => cell !== "");
  }

  /** A file is written in one locale: a date in any other column may tell the order of all. */
  #inOneOrder(ways: readonly Way[]): readonly Way[] {
    if (ways.length < 2) return ways;
    this.#dates ??= this.#sampleRows.flatMap((row) => row.filter((cell) => numericDate.test(cell)).map((cell) => cell.trim()));
    const dates = this.#dates;
    const fitting = ways.filter(({ format }) => {
      const reading = dateReading(format);
      return reading !== undefined && dates.every((cell) => reading(cell) !== undefined);
    });
    return fitting.length > 0 ? fitting : ways;
  }

  /** The first that reads all cells. Where another date format reads them too, and otherwise, that is a question. */
  #format(formats: readonly string[], places: readonly (readonly string[])[]): string {
    const [first = "", ...others] = formats;
    if (others.length === 0) return first;
    const key = formats.join("\n");
    const chosen = this.#chosen.get(key);
    if (chosen !== undefined) return chosen;
    const cells = this.#cellsOf(places);
    const readBy = (
      format: string,
      reading: Reading | undefined,
    ): readonly { readonly format: string; readonly reads: readonly string[] }[] => {
      const reads = reading === undefined ? [] : cells.flatMap((cell) => reading(cell) ?? []);
      return reading !== undefined && reads.length === cells.length ? [{ format, reads }] : [];
    };
    const asDates = formats.flatMap((format) => readBy(format, dateReading(format)));
    const dates = this.#inOneOrder(asDates);
    const [best, ...rivals] = dates.length > 0 ? dates : formats.flatMap((format) => readBy(format, durationReading(format)));
    if (best === undefined) return first;
    const different = dates.length === 0 ? [] : rivals.filter(({ reads }) => reads.some((each, index) => each !== best.reads[index]));
    const [rival] = different;
    const column = places[0]?.[0];
    if (rival !== undefined && column !== undefined) {
      const at = best.reads.findIndex((each, index) => each !== rival.reads[index]);
      const ways = [best, ...different];
      this.open.set(key, {
        key,
        column,
        cell: cells[at] ?? "",
        formats: ways.map(({ format }) => format),
        reads: ways.map(({ reads }) => reads[at] ?? ""),
      });
    }
    return best.format;
  }
}

type Resolved = { readonly map: Entries; readonly filled: ReadonlySet<string>; readonly open: readonly Choice[] };

const isRestricted = (rule: unknown): boolean => {
  if (!isEntries(rule)) return false;
  return rule["when"] !== undefined || [rule["firstOf"]].flat().some((each) => each !== undefined && isRestricted(each));
};

const resolve = (known: KnownMap, resolving: Resolving, chosen: ReadonlyMap<string, string>): Resolved => {
  const resolver = new Resolver(resolving, chosen);
  const { columns, constants, where, mail, ...rest } = known;
  const rules = new Map<string, unknown>();
  const fixed = new Map<string, unknown>(isEntries(constants) ? Object.entries(constants) : []);
  for (const [field, value] of isEntries(columns) ? Object.entries(columns) : []) {
    const rule = resolver.rule(value);
    if (isEntries(rule) && rule["constant"] !== undefined) fixed.set(field, rule["constant"]);
    else if (rule !== undefined) rules.set(field, rule);
  }
  for (const names of resolving.groups) {
    const found = names.filter((name) => rules.has(name));
    // Either is for other rows than the other, or a record would be told the same thing twice.
    if (!found.some((name) => isRestricted(rules.get(name)))) for (const name of found.slice(1)) rules.delete(name);
  }
  const parties = resolver.mail(mail);
  const conditions = [where].flat().flatMap((each) => (each === undefined ? [] : (resolver.conditions(each) ?? [])));
  return {
    map: {
      ...rest,
      ...(parties === undefined ? {} : { mail: parties }),
      columns: Object.fromEntries(rules),
      ...(fixed.size === 0 ? {} : { constants: Object.fromEntries(fixed) }),
      ...(conditions.length === 0 ? {} : { where: conditions }),
    },
    filled: new Set([
      ...rules.keys(),
      ...fixed.keys(),
      ...(parties === undefined ? [] : mailFields),
      ...(rest["source"] === undefined ? [] : ["source"]),
    ]),
    open: [...resolver.open.values()],
  };
};

/** A plain map for a header, the fields that it fills, and what the first rows leave open. */
export const resolveMap = (
  known: KnownMap,
  resolving: Resolving,
): { readonly map: Entries; readonly filled: ReadonlySet<string>; readonly questions: readonly FormatQuestion[] } => {
  const { map, filled, open } = resolve(known, resolving, new Map());
  const questions = open.map(({ key, column, cell, formats, reads }) => ({
    column,
    cell,
    choices: formats.map((format, index) => ({
      format,
      reads: reads[index] ?? "",
      map: resolve(known, resolving, new Map([[key, format]])).map,
    })),
  }));
  return { map, filled, questions };
};
