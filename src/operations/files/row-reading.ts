import { createHash } from "node:crypto";
import { perhaps } from "../../domain/meant.ts";
import { parseMoney } from "../../domain/money.ts";
import { isPlaceholder } from "../../domain/placeholder.ts";
import { outcomeOf, refusal, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { plainNumberText, writtenNumber } from "../../domain/written-number.ts";
import { cellReader, type CellReader } from "./cell-reading.ts";
import { unguarded } from "./formula-guard.ts";
import { attributePrefix, fieldNamed, placeOf, plainName, pointerTo, type Field, type FieldSet } from "./fields.ts";
import { noLayoutKeys } from "./layout.ts";
import type { ColumnRule, ImportMap } from "./import-map.ts";
import { rejectionColumns } from "./rejected-file.ts";

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

type Put = (cells: readonly string[], record: Record<string, unknown>, found: Refusal[]) => void;
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
const plainRule = { isMadeFrom: false, format: null, zone: null, year: null, values: null, prefix: "", suffix: "", otherwise: null };

/** A cell without the spaces around it; most have none, and looking is cheaper than cutting. */
const cellAt = (cells: readonly string[], index: number): string => unguarded((cells[index] ?? "").trim());

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
}

const sourceOf = (field: Field, { columns: names, isMadeFrom }: ColumnRule, columns: Columns, at: string): Source => {
  const indexes = names.map((name) => columns.indexOf(name, at));
  const [first = -1, second] = indexes;
  if (isMadeFrom) {
    return (cells) => {
      const parts = indexes.map((index) => cellAt(cells, index));
      return parts.every((part) => part === "") ? "" : createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    };
  }
  // A space around an id is a slip to be told, not to be mended: it would be another id elsewhere.
  if (field.type === "key") return (cells) => unguarded(cells[first] ?? "");
  return second === undefined ? (cells) => cellAt(cells, first) : (cells) => `${cellAt(cells, first)} ${cellAt(cells, second)}`.trim();
};

/** The text after the rule's default, values, prefix and suffix. */
const adapted = (
  source: Source,
  { values, prefix, suffix, otherwise }: ColumnRule,
): ((cells: readonly string[]) => string | { readonly unknown: string }) => {
  if (values === null && prefix === "" && suffix === "" && otherwise === null) return source;
  return (cells) => {
    const cell = source(cells);
    const text = cell === "" ? (otherwise ?? "") : cell;
    const meant = cell === "" || values === null ? text : values.get(cell);
    if (meant === undefined) return { unknown: cell };
    return meant === "" ? "" : prefix + meant + suffix;
  };
};

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

const putter = (field: Field, rule: ColumnRule, source: Source, read: CellReader, isNeeded: boolean): Put => {
  const pointer = pointerTo(field);
  const set = setField(field);
  const textOf = adapted(source, rule);
  const refuse = (record: Record<string, unknown>, found: Refusal[], ...refusals: readonly Refusal[]): void => {
    set(record, unreadable);
    found.push(...refusals);
  };
  return (cells, record, found) => {
    const text = textOf(cells);
    if (typeof text === "object") {
      return refuse(
        record,
        found,
        refusal("map-value", pointer, { found: shown(text.unknown), choices: [...(rule.values?.keys() ?? [])].join(", ") }),
      );
    }
    if (text === "") {
      if (!isNeeded) return undefined;
      if (field.type === "key") set(record, text);
      // As this column's; else the record would only say that it has no time at all.
      if (field.type === "day" || field.type === "instant")
        refuse(record, found, refusal("date-required", pointer, { example: rule.format ?? isoExample[field.type] }));
      return undefined;
    }
    if (isNoValue(text, isNeeded)) return refuse(record, found, refusal("value-placeholder", pointer, { found: shown(text) }));
    const value = read(text);
    if (value.ok) set(record, value.value);
    else refuse(record, found, ...value.refusals);
    return undefined;
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
    if (amount === "") return;
    const written = isWritten ? writtenNumber(amount, decimalSign) : undefined;
    const currency = currencyOf(cells);
    if (written !== undefined && written.currency !== null && currency !== "" && written.currency !== currency.toUpperCase()) {
      set(record, unreadable);
      found.push(refusal("currency-conflict", pointers.amount, { found: written.currency, other: shown(currency) }));
      return;
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
  };
};

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
};

/** How the rows under this header become records. Refuses columns that the map names and the file has not, and formats that do not suit. */
export const rowReader = (header: readonly string[], { fieldSet, map, currency }: RowContext): Outcome<RowReader> => {
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
  const sources = new Map<Field, Source>([
    ...[...own.rules].map(
      ([field, rule]) => [field, sourceOf(field, rule, columns, map === null ? "" : `/columns/${field.column}`)] as const,
    ),
    ...[...constants].map(([field, text]) => [field, () => text] as const),
  ]);
  const puts = [...sources].map(([field, source]): Put => {
    const rule = own.rules.get(field) ?? { ...plainRule, columns: [""] };
    const at = `/columns/${field.column}`;
    const read = cellReader(field, rule, map?.decimalSign ?? ".", at);
    if (!read.ok) {
      refusals.push(...read.refusals);
      return () => undefined;
    }
    if (field.type !== "amount") return putter(field, rule, source, read.value, neededColumns.has(field.column));
    const isAttribute = field.name.startsWith(attributePrefix);
    const textOf = adapted(source, rule);
    const amountOf: Source = (cells) => {
      const text = textOf(cells);
      return typeof text === "string" ? text : text.unknown;
    };

    const currencySource = isAttribute || currencyField === undefined ? undefined : sources.get(currencyField);
    const sourcesOfMoney = { amountOf, currencyOf: currencySource ?? (() => ""), isWritten: rule.format === "auto" };
    return amountPutter(field, sourcesOfMoney, map ?? noMap, isAttribute ? currency : null);
  });
  const conditions = where.map(({ column, accepts }) => ({ index: columns.indexOf(column, "/where"), accepts }));
  const named = new Map([...own.rules].map(([field, rule]) => [pointerTo(field), rule.columns.join(", ")]));
  return outcomeOf(
    () => ({
      read: (cells) => {
        for (const { index, accepts } of conditions) if (!accepts(cellAt(cells, index))) return undefined;
        const fields: Record<string, unknown> = {};
        const found: Refusal[] = [];
        for (const put of puts) put(cells, fields, found);
        return { fields, refusals: found };
      },
      columnOf: (pointer) => named.get(pointer) ?? pointer.slice(1),
      notes: own.notes,
    }),
    [...refusals, ...columns.refusals],
  );
};

/** How well a header suits: its columns that are ours, or that the map names. */
export const headerScore = (header: readonly string[], { fields }: FieldSet, map: ImportMap | null): number => {
  if (map === null) return header.filter((name) => fieldNamed(fields, name) !== undefined).length;
  const wanted = new Set([...map.rules.values()].flatMap((rule) => rule.columns.map(plainName)));
  return header.filter((name) => wanted.has(plainName(name))).length;
};

/** Whether a refusal only says that a field which could not be read is no value: why it could not be has been told already. */
export const isAboutUnreadable = (fields: Readonly<Record<string, unknown>>, pointer: string): boolean => {
  const [, name = "", inner = ""] = pointer.split("/");
  const value = fields[name];
  if (value === unreadable) return true;
  return typeof value === "object" && value !== null && Object.entries(value).some(([key, each]) => key === inner && each === unreadable);
};
