import { createHash } from "node:crypto";
import { perhaps } from "../../../domain/meant.ts";
import { parseMoney } from "../../../domain/money.ts";
import { isPlaceholder } from "../../../domain/placeholder.ts";
import { outcomeOf, refusal, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import { shown } from "../../../domain/shown.ts";
import { spelt } from "../../../domain/spelling.ts";
import { plainNumberText, writtenNumber } from "../../../domain/written-number.ts";
import { BETWEEN, cellReader, type CellReader } from "./cell-reading.ts";
import { unguarded } from "../writing/formula-guard.ts";
import { mailParties, mailProspect, type MailRule } from "./mail-parties.ts";
import { attributePrefix, fieldNamed, placeOf, plainName, pointerTo, type Field, type FieldSet } from "./fields.ts";
import { noLayoutKeys } from "../layout/layout.ts";
import { COMPANY_ZONE, plainRule, type ColumnRule, type Condition, type ImportMap } from "./import-map.ts";
import { rejectionColumns } from "../writing/rejected-file.ts";

/** A row as the record that it gives, in JSON's terms, and what of it could not be read. A field that could not be is an empty object there, which nothing takes. */
export type ReadRow = { readonly fields: Readonly<Record<string, unknown>>; readonly refusals: readonly Refusal[] };

export type RowReader = {
  /** Undefined for a row that the map's `where` leaves out. */
  readonly read: (cells: readonly string[]) => ReadRow | undefined;
  /** What a field was read from, for the reader of a refusal; the field itself when no column gives it. */
  readonly columnOf: (pointer: string) => string;
  /** What the one who imports should know: columns that are left out. */
  readonly notes: readonly Refusal[];
};

/** False for a row that is left out. */
type Put = (cells: readonly string[], record: Record<string, unknown>, found: Refusal[]) => boolean;
/** A condition at its column; -1 for one that the header has not. */
type Placed = { readonly index: number; readonly accepts: Condition["accepts"] };
/** The text of a field in a row, empty when the row has none. */
type Source = (cells: readonly string[]) => string;

const unreadable: object = Object.freeze({});
const noMap: ImportMap = {
  rules: new Map(),
  constants: new Map(),
  where: [],
  separator: null,
  encoding: null,
  decimalSign: ".",
  layout: noLayoutKeys,
};

/** A cell without the spaces around it; most have none, and looking is cheaper than cutting. */
const cellAt = (cells: readonly string[], index: number): string => unguarded((cells[index] ?? "").trim());

const passes = (cells: readonly string[], conditions: readonly Placed[]): boolean => {
  for (const { index, accepts } of conditions) if (!accepts(cellAt(cells, index))) return false;
  return true;
};

/** Finds columns by their names in a header, and refuses those that it has not. */
class Columns {
  readonly refusals: Refusal[] = [];
  readonly #header: readonly string[];

  constructor(header: readonly string[]) {
    this.#header = header;
  }

  indexOf(name: string, pointer: string): number {
    const exact = this.#header.indexOf(name);
    const index = exact >= 0 ? exact : this.#header.findIndex((each) => plainName(each) === plainName(name));
    if (index < 0)
      this.refusals.push(
        refusal("map-column", pointer, {
          found: shown(name),
          hint: perhaps(name, this.#header),
          columns: this.#header.map(shown).join(", "),
        }),
      );
    return index;
  }

  place(conditions: readonly Condition[], pointer: string): readonly Placed[] {
    return conditions.map(({ column, accepts }) => ({ index: this.indexOf(column, pointer), accepts }));
  }
}

const sourceOf = (field: Field, { columns: names, isMadeFrom, isBetween, text }: ColumnRule, columns: Columns, at: string): Source => {
  if (text !== null) return () => text;
  const indexes = names.map((name) => columns.indexOf(name, at));
  const [first = -1, second] = indexes;
  if (isMadeFrom) {
    return (cells) => {
      const parts = indexes.map((index) => cellAt(cells, index));
      return parts.every((part) => part === "") ? "" : createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    };
  }
  if (isBetween) {
    return (cells) => {
      const ends = indexes.map((index) => cellAt(cells, index));
      return ends.includes("") ? "" : ends.join(BETWEEN);
    };
  }
  // A space around an id is a slip to be told, not to be mended: it would be another id elsewhere.
  if (field.type === "key") return (cells) => unguarded(cells[first] ?? "");
  return second === undefined ? (cells) => cellAt(cells, first) : (cells) => `${cellAt(cells, first)} ${cellAt(cells, second)}`.trim();
};

type Adapted = (cells: readonly string[]) => string | { readonly unknown: string };

/** What a value means: as it is listed, however its letters' case, or by how it begins. */
const meaning = ({ values, starts }: ColumnRule): ((cell: string) => string | undefined) => {
  const plain = new Map([...(values ?? [])].toReversed().map(([found, meant]) => [found.toLowerCase(), meant]));
  const beginnings = starts.map(([start, meant]) => [start.toLowerCase(), meant] as const);
  return (cell) => {
    const listed = values?.get(cell);
    if (listed !== undefined) return listed;
    const lower = cell.toLowerCase();
    return plain.get(lower) ?? beginnings.find(([start]) => lower.startsWith(start))?.[1];
  };
};

/** The text after the rule's default, spelling, values, prefix and suffix. */
const adapted = (source: Source, rule: ColumnRule): Adapted => {
  const { values, starts, prefix, suffix, otherwise, as, unlisted } = rule;
  const isListed = values !== null || starts.length > 0;
  if (!isListed && prefix === "" && suffix === "" && otherwise === null && as === null) return source;
  const meantBy = meaning(rule);
  return (cells) => {
    const cell = as === null ? source(cells) : spelt(source(cells), as);
    const text = cell === "" ? (otherwise ?? "") : cell;
    const meant = cell === "" || !isListed ? text : (meantBy(cell) ?? (unlisted === "keep" ? cell : unlisted === "empty" ? "" : undefined));
    if (meant === undefined) return { unknown: cell };
    return meant === "" ? "" : prefix + meant + suffix;
  };
};

/** Nothing for the rows that the rule is not for. */
const restricted = (textOf: Adapted, conditions: readonly Placed[]): Adapted =>
  conditions.length === 0 ? textOf : (cells) => (passes(cells, conditions) ? textOf(cells) : "");

const setField = ({ name }: Field): ((record: Record<string, unknown>, value: unknown) => void) => {
  const place = placeOf(name);
  if (place === undefined)
    return (record, value) => {
      record[name] = value;
    };
  const { outer, inner } = place;
  return (record, value) => {
    const others = record[outer];
    record[outer] = { ...(typeof others === "object" ? others : {}), [inner]: value };
  };
};

/** With what a placeholder may begin: most cells are told apart by their first character. */
const firstOfPlaceholders: ReadonlySet<number> = new Set(Array.from("#nNuU(<[-?", (character) => character.charCodeAt(0)));

/** A spreadsheet's error is no value anywhere; what stands for "nothing" (`NULL`, `n/a`) is none where a value is needed. */
const isNoValue = (text: string, isNeeded: boolean): boolean => {
  const first = text.charCodeAt(0);
  return (isNeeded ? firstOfPlaceholders.has(first) : first === 35) && isPlaceholder(text);
};

const isoExample = { day: "2026-03-02", instant: "2026-03-02T10:00:00+09:00" };

/** One of the ways in which a field is read, in the order in which they are asked. */
type Way = { readonly rule: ColumnRule; readonly textOf: Adapted; readonly read: CellReader };

const putter = (field: Field, ways: readonly [Way, ...Way[]], isNeeded: boolean): Put => {
  const pointer = pointerTo(field);
  const set = setField(field);
  const [main] = ways;
  const { leavesOut, ultimate } = ways.at(-1)?.rule ?? main.rule;
  const refuse = (record: Record<string, unknown>, found: Refusal[], ...refusals: readonly Refusal[]): true => {
    set(record, unreadable);
    found.push(...refusals);
    return true;
  };
  const putNothing = (record: Record<string, unknown>, found: Refusal[]): boolean => {
    if (leavesOut) return false;
    if (!isNeeded) return true;
    if (field.type === "key") set(record, "");
    // As this column's; else the record would only say that it has no time at all.
    if (field.type === "day" || field.type === "instant")
      refuse(record, found, refusal("date-required", pointer, { example: main.rule.format ?? isoExample[field.type] }));
    return true;
  };
  const { textOf, read, rule } = main;
  const put = (
    text: Exclude<ReturnType<Adapted>, "">,
    by: Pick<Way, "rule" | "read">,
    record: Record<string, unknown>,
    found: Refusal[],
  ): true => {
    if (typeof text === "object") {
      const choices = [...(by.rule.values?.keys() ?? []), ...by.rule.starts.map(([start]) => start)].join(", ");
      return refuse(record, found, refusal("map-value", pointer, { found: shown(text.unknown), choices }));
    }
    if (isNoValue(text, isNeeded)) return refuse(record, found, refusal("value-placeholder", pointer, { found: shown(text) }));
    const value = by.read(text);
    if (value.ok) set(record, value.value);
    else refuse(record, found, ...value.refusals);
    return true;
  };
  const alone = { rule, read };
  if (ways.length === 1 && ultimate === null) {
    return (cells, record, found) => {
      const text = textOf(cells);
      return text === "" ? putNothing(record, found) : put(text, alone, record, found);
    };
  }
  return (cells, record, found) => {
    for (const way of ways) {
      const text = way.textOf(cells);
      if (text !== "") return put(text, way, record, found);
    }
    return ultimate === null ? putNothing(record, found) : put(ultimate, alone, record, found);
  };
};

const mailPutter = ({ from, to, mailbox }: MailRule, columns: Columns, isOwn: (address: string) => boolean): Put => {
  const sender = columns.indexOf(from, "/mail/from");
  const receivers = to.map((name) => columns.indexOf(name, "/mail/to"));
  const owner = mailbox === null ? -1 : columns.indexOf(mailbox, "/mail/mailbox");
  return (cells, record) => {
    const parties = mailParties(
      { from: cellAt(cells, sender), to: receivers.map((index) => cellAt(cells, index)), mailbox: owner < 0 ? "" : cellAt(cells, owner) },
      isOwn,
    );
    if (parties === undefined) return false;
    record["member"] = parties.member;
    record["direction"] = parties.direction;
    if (parties.prospects.length > 0) record["prospect"] = parties.prospects.map(mailProspect).join(";");
    return true;
  };
};

const moneyPointers = { amount: "/amount", currency: "/currency" };

const amountPutter = (
  field: Field,
  { amountOf, currencyOf, isWritten }: { readonly amountOf: Source; readonly currencyOf: Source; readonly isWritten: boolean },
  { decimalSign }: ImportMap,
  fallback: string | null,
): Put => {
  const set = setField(field);
  const pointer = pointerTo(field);
  const pointers = pointer === moneyPointers.amount ? moneyPointers : { amount: pointer, currency: pointer };
  return (cells, record, found) => {
    const amount = amountOf(cells);
    if (amount === "") return true;
    const written = isWritten ? writtenNumber(amount, decimalSign) : undefined;
    const currency = currencyOf(cells);
    if (written !== undefined && written.currency !== null && currency !== "" && written.currency !== currency.toUpperCase()) {
      set(record, unreadable);
      found.push(refusal("currency-conflict", pointers.amount, { found: written.currency, other: shown(currency) }));
      return true;
    }
    const cell = {
      amount: written === undefined ? amount : plainNumberText(written.number),
      currency: currency === "" ? (written?.currency ?? "") : currency,
    };
    const money = parseMoney(cell, pointers, {
      decimalSign: written === undefined ? decimalSign : ".",
      ...(fallback === null ? {} : { fallback }),
    });
    if (money.ok) set(record, { amountMinor: Number(money.value.amountMinor), currency: money.value.currency });
    else {
      set(record, unreadable);
      found.push(...money.refusals);
    }
    return true;
  };
};

/** An attribute has no column for its currency: another than the company's stands before the amount, as `KWD 1.234`. */
const inOtherCurrency = (amountOf: Source): { readonly amountOf: Source; readonly currencyOf: Source } => ({
  amountOf: (cells) => amountOf(cells).replace(/^[A-Z]{3} /, ""),
  currencyOf: (cells) => /^([A-Z]{3}) /.exec(amountOf(cells))?.[1] ?? "",
});

/** Rules for a header that names our own fields. */
const rulesByHeader = (
  header: readonly string[],
  { fields, needed }: FieldSet,
): { readonly rules: ImportMap["rules"]; readonly refusals: readonly Refusal[]; readonly notes: readonly Refusal[] } => {
  const rules = new Map<Field, ColumnRule>();
  const refusals: Refusal[] = [];
  const notes: Refusal[] = [];
  for (const [index, name] of header.entries()) {
    const field = fieldNamed(fields, name);
    const earlier = field === undefined ? undefined : rules.get(field);
    if (rejectionColumns.some((each) => each === name)) continue;
    if (field === undefined) {
      const hint = perhaps(
        name,
        fields.map((each) => each.column),
      );
      if (name.startsWith(attributePrefix))
        refusals.push(refusal("attribute-undeclared", "", { found: shown(name.slice(attributePrefix.length)), hint }));
      else notes.push(refusal("column-unused", "", { found: shown(name), hint }));
    } else if (earlier !== undefined) {
      refusals.push(
        refusal("csv-column-repeated", "", {
          found: shown(field.column),
          first: header.indexOf(earlier.columns[0]) + 1,
          second: index + 1,
        }),
      );
    } else rules.set(field, { ...plainRule, columns: [name] });
  }
  const columns = new Set([...rules.keys()].map((field) => field.column));
  for (const names of needed) {
    const [name = ""] = names;
    if (!names.some((each) => columns.has(each)))
      refusals.push(
        refusal("csv-column-missing", "", { found: names.join(" / "), hint: perhaps(name, header), columns: header.map(shown).join(", ") }),
      );
  }
  return { rules, refusals, notes };
};

/** What reading rows needs to know beyond the header. */
export type RowContext = {
  readonly fieldSet: FieldSet;
  /** Null when the header names our own fields. */
  readonly map: ImportMap | null;
  /** Of attributes that are money and stand without a currency of their own. */
  readonly currency: string;
  /** Of times without an offset where the map says `zone: company`. */
  readonly timeZone: string;
  /** Whether an e-mail address is one of us: tells mails that are sent from those that came. */
  readonly isOwnAddress?: (address: string) => boolean;
};

/** A rule and those that are asked after it. */
export const chainOf = (rule: ColumnRule): readonly [ColumnRule, ...ColumnRule[]] =>
  rule.next === null ? [rule] : [rule, ...chainOf(rule.next)];

/** How the rows under this header become records. Refuses columns that the map names and the file has not, and formats that do not suit. */
export const rowReader = (
  header: readonly string[],
  { fieldSet, map, currency, timeZone, isOwnAddress = () => false }: RowContext,
): Outcome<RowReader> => {
  const own = map === null ? rulesByHeader(header, fieldSet) : { rules: map.rules, refusals: [], notes: [] };
  const { constants, where } = map ?? noMap;
  const columns = new Columns(header);
  const refusals: Refusal[] = [...own.refusals];
  const neededColumns = new Set(
    fieldSet.needed
      .filter(
        (names) => names.length === 1 || names.filter((name) => [...own.rules.keys()].some((field) => field.column === name)).length === 1,
      )
      .flat(),
  );
  const currencyField = fieldSet.fields.find((field) => field.type === "currency");
  const constantRule: ColumnRule = { ...plainRule, columns: [""] };
  const rules = new Map<Field, ColumnRule>([...own.rules, ...[...constants].map(([field]) => [field, constantRule] as const)]);
  const sourceBy = (field: Field, rule: ColumnRule): Source => {
    const constant = constants.get(field);
    return constant === undefined ? sourceOf(field, rule, columns, map === null ? "" : `/columns/${field.column}`) : (): string => constant;
  };
  const wayBy = (field: Field, rule: ColumnRule): Way | undefined => {
    const at = `/columns/${field.column}`;
    const read = cellReader(field, rule.zone === COMPANY_ZONE ? { ...rule, zone: timeZone } : rule, map?.decimalSign ?? ".", at);
    const textOf = restricted(adapted(sourceBy(field, rule), rule), columns.place(rule.when, `${at}/when`));
    if (read.ok) return { rule, textOf, read: read.value };
    refusals.push(...read.refusals);
    return undefined;
  };
  const puts = [...rules].map(([field, rule]): Put => {
    const [main, ...others] = chainOf(rule).flatMap((each) => wayBy(field, each) ?? []);
    if (main === undefined) return () => true;
    if (field.type !== "amount") return putter(field, [main, ...others], neededColumns.has(field.column));
    const isAttribute = field.name.startsWith(attributePrefix);
    const amountOf: Source = (cells) => {
      const text = main.textOf(cells);
      return typeof text === "string" ? text : text.unknown;
    };
    const currencyRule = isAttribute || currencyField === undefined ? undefined : rules.get(currencyField);
    const currencyOf = currencyRule === undefined || currencyField === undefined ? (): string => "" : sourceBy(currencyField, currencyRule);
    const isWritten = main.rule.format === "auto";
    const sourcesOfMoney = isAttribute && !isWritten ? { ...inOtherCurrency(amountOf), isWritten } : { amountOf, currencyOf, isWritten };
    return amountPutter(field, sourcesOfMoney, map ?? noMap, isAttribute ? currency : null);
  });
  if (map?.mail !== undefined) puts.push(mailPutter(map.mail, columns, isOwnAddress));
  const conditions = columns.place(where, "/where");
  const named = new Map(
    [...own.rules].map(([field, rule]) => [
      pointerTo(field),
      [...new Set(chainOf(rule).flatMap(({ columns: names }) => names))].join(", "),
    ]),
  );
  return outcomeOf(
    () => ({
      read: (cells) => {
        if (!passes(cells, conditions)) return undefined;
        const fields: Record<string, unknown> = {};
        const found: Refusal[] = [];
        for (const put of puts) if (!put(cells, fields, found)) return undefined;
        return { fields, refusals: found };
      },
      columnOf: (pointer) => named.get(pointer) ?? pointer.slice(1),
      notes: own.notes,
    }),
    [...refusals, ...columns.refusals],
  );
};

/** Whether a header has a column of ours for all that every record needs. */
export const fillsNeeded = (header: readonly string[], { fields, needed }: FieldSet): boolean => {
  const columns = new Set(header.map((name) => fieldNamed(fields, name)?.column));
  return needed.every((names) => names.some((name) => columns.has(name)));
};

/** How well a header suits: its columns that are ours, or that the map names. */
export const headerScore = (header: readonly string[], { fields }: FieldSet, map: ImportMap | null): number => {
  if (map === null) return header.filter((name) => fieldNamed(fields, name) !== undefined).length;
  const wanted = new Set([...map.rules.values()].flatMap((rule) => chainOf(rule).flatMap(({ columns }) => columns.map(plainName))));
  return header.filter((name) => wanted.has(plainName(name))).length;
};

/** Whether a refusal only says that a field which could not be read is no value: why it could not be has been told already. */
export const isAboutUnreadable = (fields: Readonly<Record<string, unknown>>, pointer: string): boolean => {
  const [, name = "", inner = ""] = pointer.split("/");
  const value = fields[name];
  if (value === unreadable) return true;
  return typeof value === "object" && value !== null && Object.entries(value).some(([key, each]) => key === inner && each === unreadable);
};
