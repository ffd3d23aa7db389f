import { parseDocument } from "yaml";
import { perhaps } from "../../../domain/meant.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { shown } from "../../../domain/shown.ts";
import { jsonType } from "../../../domain/value-type.ts";
import { parseZone } from "../../../domain/zone.ts";
import { DEEPEST_YAML, findTooDeep } from "../../company-file/text.ts";
import { spellings, type Spelling } from "../../../domain/spelling.ts";
import { separators, type Separator } from "../formats/csv-rows.ts";
import { mailFields, type MailRule } from "./mail-parties.ts";
import type { LayoutKeys } from "../layout/layout.ts";
import { layoutMapKeys, layoutWants, readLayoutKeys } from "../layout/layout-map.ts";
import { encodings, type Encoding } from "../formats/text-pieces.ts";
import { fieldNamed, type Field, type FieldSet } from "./fields.ts";

/** Where a field comes from. */
export type ColumnRule = {
  /** Columns by their names: one; a date's and its time's; or, for an id, all those that it is made from. */
  readonly columns: readonly [string, ...string[]];
  readonly isMadeFrom: boolean;
  /** The columns are a beginning and an end, and what is meant is how long it is between them. */
  readonly isBetween: boolean;
  /** Instead of a cell's. */
  readonly text: string | null;
  readonly format: string | null;
  readonly zone: string | null;
  /** Of dates that name none. */
  readonly year: number | null;
  readonly values: ReadonlyMap<string, string> | null;
  readonly prefix: string;
  readonly suffix: string;
  /** For an empty cell. */
  readonly otherwise: string | null;
  /** What a known source writes in more than one way. */
  readonly as: Spelling | null;
  /** What a text that begins so means, where `values` does not have it. */
  readonly starts: readonly (readonly [string, string])[];
  readonly unlisted: Unlisted;
  /** The rule gives something for these rows only. */
  readonly when: readonly Condition[];
  /** Asked where this rule gives nothing. */
  readonly next: ColumnRule | null;
  /** Where neither this rule nor any after it gives something, the row is left out. */
  readonly leavesOut: boolean;
  /** What stands there else. */
  readonly ultimate: string | null;
};

/** What becomes of a value that `values` and `starts` do not have: the row is rejected, it stays as it is written, or it is none. */
const unlistedWays = ["reject", "keep", "empty"] as const;
export type Unlisted = (typeof unlistedWays)[number];

/** Which rows are read: those whose cell passes. */
export type Condition = { readonly column: string; readonly accepts: (cell: string) => boolean };

export const plainRule: Omit<ColumnRule, "columns"> = {
  isMadeFrom: false,
  isBetween: false,
  text: null,
  format: null,
  zone: null,
  year: null,
  values: null,
  prefix: "",
  suffix: "",
  otherwise: null,
  as: null,
  starts: [],
  unlisted: "reject",
  when: [],
  next: null,
  leavesOut: false,
  ultimate: null,
};

/** In place of a zone: that of the company. */
export const COMPANY_ZONE = "company";

/** How a foreign file is read as one that we know. */
export type ImportMap = {
  readonly rules: ReadonlyMap<Field, ColumnRule>;
  readonly constants: ReadonlyMap<Field, string>;
  readonly where: readonly Condition[];
  readonly separator: Separator | null;
  /** Null: as the bytes of the file say. */
  readonly encoding: Encoding | null;
  readonly decimalSign: "." | ",";
  /** Of a list of mails: gives member, direction and prospects. */
  readonly mail?: MailRule;
  /** Where the table stands in its sheet. */
  readonly layout: LayoutKeys;
};

type Entries = Readonly<Record<string, unknown>>;

const ruleKeys = [
  "column",
  "date",
  "time",
  "from",
  "between",
  "text",
  "format",
  "zone",
  "year",
  "values",
  "prefix",
  "suffix",
  "default",
  "as",
  "starts",
  "unlisted",
  "when",
  "leaveOut",
];
const conditionTests = ["equals", "not", "in", "present", "longest", "shortest"] as const;

const longestMap = 262_144;
const separatorNames: Readonly<Record<string, Separator>> = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" };

const wants = {
  map: { en: "a map with columns", ko: "columns가 있는 맵" },
  entries: { en: "fields with their columns", ko: "필드와 열의 짝" },
  text: { en: "a text", ko: "텍스트" },
  rule: {
    en: "a column's name, or { column: … }, { date: …, time: … }, { from: [ … ] }, { between: [ … ] }, { text: …, when: … } or { firstOf: [ … ] }",
    ko: "열 이름 또는 { column: … }, { date: …, time: … }, { from: [ … ] }, { between: [ … ] }, { text: …, when: … }, { firstOf: [ … ] }",
  },
  condition: {
    en: "{ column: …, equals: … } with one of equals, not, in, present, longest, shortest",
    ko: "equals, not, in, present, longest, shortest 중 하나가 있는 { column: …, equals: … }",
  },
  mail: { en: "{ from: …, to: [ … ] }", ko: "{ from: …, to: [ … ] }" },
  list: { en: "a list of texts", ko: "텍스트 목록" },
  separator: { en: "comma, semicolon, tab or pipe", ko: "comma, semicolon, tab, pipe 중 하나" },
  encoding: { en: "utf-8, utf-16le, utf-16be, euc-kr or windows-1252", ko: "utf-8, utf-16le, utf-16be, euc-kr, windows-1252 중 하나" },
  decimal: { en: '"." or ","', ko: '"." 또는 ","' },
  year: { en: "a year such as 2026", ko: "2026 같은 연도" },
  truth: { en: "true or false", ko: "true 또는 false" },
  rules: { en: "a list of columns or rules", ko: "열이나 규칙의 목록" },
  ends: { en: "two columns, the beginning and the end", ko: "시작과 끝 열 두 개" },
  length: { en: "a number of characters", ko: "글자 수" },
  spelling: { en: spellings.join(", "), ko: spellings.join(", ") },
  unlisted: { en: unlistedWays.join(", "), ko: unlistedWays.join(", ") },
  ...layoutWants,
} satisfies Record<string, Words>;

const placeWords = (line: number, column: number): Words => ({
  en: `line ${line}, column ${column}`,
  ko: `${line}번째 줄 ${column}번째 글자`,
});

/** A map as it is written, in YAML or JSON. Every scalar is text there: a column named 1, a value yes. */
export const parseMapText = (text: string): Outcome<unknown> => {
  if (text.length > longestMap) return refused(refusal("text-too-long", "", { limit: longestMap }));
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return refused(refusal("company-file-depth", "", { limit: DEEPEST_YAML, ...tooDeep }));
  const document = parseDocument(text, { schema: "failsafe", prettyErrors: true });
  const [error] = document.errors;
  if (error === undefined) {
    try {
      return accepted(document.toJS({ maxAliasCount: 100 }));
    } catch (thrown) {
      if (!(thrown instanceof ReferenceError)) throw thrown;
      const problem = {
        en: "its aliases (*) stand for more than a map can hold. Write them out",
        ko: "별칭(*)이 너무 많은 내용을 가리킵니다. 풀어서 쓰세요",
      };
      return refused(refusal("map-syntax", "", { place: placeWords(1, 1), problem }));
    }
  }
  const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
  return refused(refusal("map-syntax", "", { place: placeWords(line, col), problem: error.message.split(/ at line |\n/)[0] ?? "" }));
};

const isEntries = (value: unknown): value is Entries => typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value).trim() : undefined;

/** Reads one map; collects what is wrong with it, so that its author mends it in one go. */
class MapReader {
  readonly refusals: Refusal[] = [];
  readonly #fields: readonly Field[];

  constructor(fields: readonly Field[]) {
    this.#fields = fields;
  }

  refuse(code: Refusal["code"], pointer: string, values: Refusal["values"] = {}): undefined {
    this.refusals.push(refusal(code, pointer, values));
    return undefined;
  }

  shape(value: unknown, wanted: keyof typeof wants, pointer: string): undefined {
    return this.refuse("map-shape", pointer, {
      wanted: wants[wanted],
      found: typeof value === "string" ? `"${shown(value)}"` : jsonType(value),
    });
  }

  text(value: unknown, pointer: string): string | undefined {
    const text = textOf(value);
    return text === undefined || text === "" ? this.shape(value, "text", pointer) : text;
  }

  /** The entries of an object that may have these keys and no other. */
  entries(value: unknown, keys: readonly string[], wanted: keyof typeof wants, pointer: string): Entries {
    if (!isEntries(value)) {
      this.shape(value, wanted, pointer);
      return {};
    }
    for (const key of Object.keys(value))
      if (!keys.includes(key)) this.refuse("map-key", `${pointer}/${shown(key)}`, { found: shown(key), hint: perhaps(key, keys) });
    return value;
  }

  field(name: string, pointer: string): Field | undefined {
    const field = fieldNamed(this.#fields, name);
    return (
      field ??
      this.refuse("map-field", pointer, {
        found: shown(name),
        hint: perhaps(
          name,
          this.#fields.map((each) => each.column),
        ),
      })
    );
  }

  #format(value: unknown, pointer: string): string | null {
    return value === undefined ? null : (this.text(value, pointer) ?? null);
  }

  #zone(value: unknown, pointer: string): string | null {
    if (value === undefined) return null;
    if (value === COMPANY_ZONE) return COMPANY_ZONE;
    const zone = parseZone(value, pointer);
    if (zone.ok) return zone.value;
    this.refusals.push(...zone.refusals);
    return null;
  }

  #year(value: unknown, pointer: string): number | null {
    if (value === undefined) return null;
    const text = textOf(value) ?? "";
    return /^(?:19|20|21)\d{2}$/.test(text) ? Number(text) : (this.shape(value, "year", pointer) ?? null);
  }

  #values(value: unknown, pointer: string): ReadonlyMap<string, string> | null {
    if (value === undefined) return null;
    if (!isEntries(value)) return this.shape(value, "entries", pointer) ?? null;
    return new Map(
      Object.entries(value).map(([found, meant]) => [found.trim(), textOf(meant) ?? this.text(meant, `${pointer}/${shown(found)}`) ?? ""]),
    );
  }

  rule(value: unknown, pointer: string): ColumnRule | undefined {
    if (!isEntries(value) || value["firstOf"] === undefined) return this.#single(value, pointer);
    const { firstOf, default: otherwise, leaveOut } = this.entries(value, ["firstOf", "default", "leaveOut"], "rule", pointer);
    const rules = Array.isArray(firstOf) ? firstOf.map((each: unknown, index) => this.#single(each, `${pointer}/firstOf/${index}`)) : [];
    const [last, ...before] = rules.flatMap((each) => each ?? []).toReversed();
    if (last === undefined) return rules.length > 0 ? undefined : this.shape(firstOf, "rules", `${pointer}/firstOf`);
    const end: ColumnRule = {
      ...last,
      leavesOut: this.#truth(leaveOut, `${pointer}/leaveOut`),
      ultimate: otherwise === undefined ? null : (this.text(otherwise, `${pointer}/default`) ?? null),
    };
    return before.reduce((next, each) => ({ ...each, next }), end);
  }

  #single(value: unknown, pointer: string): ColumnRule | undefined {
    const name = textOf(value);
    if (name !== undefined) return name === "" ? this.shape(value, "rule", pointer) : { ...plainRule, columns: [name] };
    const entries = this.entries(value, ruleKeys, "rule", pointer);
    if (!isEntries(value)) return undefined;
    const when = this.conditions(entries["when"], `${pointer}/when`);
    const columns = this.#columns(entries, when, pointer);
    if (columns === undefined) return undefined;
    return {
      columns,
      isMadeFrom: entries["from"] !== undefined,
      isBetween: entries["between"] !== undefined,
      text: entries["text"] === undefined ? null : (this.text(entries["text"], `${pointer}/text`) ?? null),
      format: this.#format(entries["format"], `${pointer}/format`),
      zone: this.#zone(entries["zone"], `${pointer}/zone`),
      year: this.#year(entries["year"], `${pointer}/year`),
      values: this.#values(entries["values"], `${pointer}/values`),
      prefix: textOf(entries["prefix"] ?? "") ?? this.shape(entries["prefix"], "text", `${pointer}/prefix`) ?? "",
      suffix: textOf(entries["suffix"] ?? "") ?? this.shape(entries["suffix"], "text", `${pointer}/suffix`) ?? "",
      otherwise: entries["default"] === undefined ? null : (this.text(entries["default"], `${pointer}/default`) ?? null),
      as: this.#choice(entries["as"], spellings, "spelling", `${pointer}/as`) ?? null,
      starts: [...(this.#values(entries["starts"], `${pointer}/starts`) ?? [])],
      unlisted: this.#choice(entries["unlisted"], unlistedWays, "unlisted", `${pointer}/unlisted`) ?? "reject",
      when,
      next: null,
      leavesOut: this.#truth(entries["leaveOut"], `${pointer}/leaveOut`),
      ultimate: null,
    };
  }

  #choice<T extends string>(value: unknown, choices: readonly T[], wanted: keyof typeof wants, pointer: string): T | undefined {
    if (value === undefined) return undefined;
    return choices.find((each) => each === value) ?? this.shape(value, wanted, pointer);
  }

  #truth(value: unknown, pointer: string): boolean {
    if (value === undefined) return false;
    const text = textOf(value);
    if (text !== "true" && text !== "false") this.shape(value, "truth", pointer);
    return text === "true";
  }

  conditions(value: unknown, pointer: string): readonly Condition[] {
    if (value === undefined) return [];
    return [value]
      .flat()
      .flatMap((each: unknown, index) => this.condition(each, Array.isArray(value) ? `${pointer}/${index}` : pointer) ?? []);
  }

  #columns(
    { column, date, time, from, between, text }: Entries,
    [condition]: readonly Condition[],
    pointer: string,
  ): readonly [string, ...string[]] | undefined {
    const ways = [column, date, from, between, text].filter((each) => each !== undefined);
    if (ways.length !== 1 || (time !== undefined && date === undefined)) return this.shape({}, "rule", pointer);
    if (from !== undefined) return this.#list(from, `${pointer}/from`);
    if (text !== undefined) return condition === undefined ? this.shape({}, "rule", pointer) : [condition.column];
    if (between !== undefined) {
      const ends = this.#list(between, `${pointer}/between`);
      return ends === undefined || ends.length === 2 ? ends : this.shape(between, "ends", `${pointer}/between`);
    }
    const first = this.text(column ?? date, `${pointer}/${column === undefined ? "date" : "column"}`);
    if (first === undefined) return undefined;
    if (time === undefined) return [first];
    const second = this.text(time, `${pointer}/time`);
    return second === undefined ? undefined : [first, second];
  }

  #list(value: unknown, pointer: string): readonly [string, ...string[]] | undefined {
    const texts = Array.isArray(value) ? value.map((each, index) => this.text(each, `${pointer}/${index}`)) : [];
    const [first, ...others] = texts.filter((each) => each !== undefined);
    return first === undefined ? this.shape(value, "list", pointer) : [first, ...others];
  }

  condition(value: unknown, pointer: string): Condition | undefined {
    const entries = this.entries(value, ["column", ...conditionTests], "condition", pointer);
    if (!isEntries(value)) return undefined;
    const column = this.text(entries["column"], `${pointer}/column`);
    const [test, ...more] = conditionTests.filter((each) => entries[each] !== undefined);
    if (test === undefined || more.length > 0) return this.shape(value, "condition", pointer);
    const accepts = this.#test(test, entries[test], `${pointer}/${test}`);
    return column === undefined || accepts === undefined ? undefined : { column, accepts };
  }

  #test(test: (typeof conditionTests)[number], wanted: unknown, pointer: string): Condition["accepts"] | undefined {
    if (test === "present") return this.#presence(wanted, pointer);
    return test === "longest" || test === "shortest" ? this.#length(test, wanted, pointer) : this.#among(test, wanted, pointer);
  }

  /** An extension has few digits, a number outside many. */
  #length(test: "longest" | "shortest", value: unknown, pointer: string): Condition["accepts"] | undefined {
    const text = textOf(value) ?? "";
    if (!/^\d{1,4}$/.test(text)) return this.shape(value, "length", pointer);
    const limit = Number(text);
    return test === "longest" ? (cell) => cell !== "" && cell.length <= limit : (cell) => cell !== "" && cell.length >= limit;
  }

  #presence(value: unknown, pointer: string): Condition["accepts"] | undefined {
    const text = textOf(value);
    if (text !== "true" && text !== "false") return this.shape(value, "truth", pointer);
    return (cell) => (cell !== "") === (text === "true");
  }

  #among(test: string, value: unknown, pointer: string): Condition["accepts"] | undefined {
    const listed = Array.isArray(value) ? this.#list(value, pointer) : undefined;
    const single = textOf(value);
    if (test === "in" && listed === undefined) return Array.isArray(value) ? undefined : this.shape(value, "list", pointer);
    const texts = new Set(listed ?? (single === undefined ? [] : [single]));
    if (texts.size === 0) return this.shape(value, "text", pointer);
    return test === "not" ? (cell) => !texts.has(cell) : (cell) => texts.has(cell);
  }

  mail(value: unknown): MailRule | undefined {
    if (value === undefined) return undefined;
    const entries = this.entries(value, ["from", "to", "mailbox"], "mail", "/mail");
    if (!isEntries(value)) return undefined;
    const from = this.text(entries["from"], "/mail/from");
    const to = Array.isArray(entries["to"]) ? this.#list(entries["to"], "/mail/to") : this.text(entries["to"], "/mail/to");
    const mailbox = entries["mailbox"] === undefined ? null : (this.text(entries["mailbox"], "/mail/mailbox") ?? null);
    return from === undefined || to === undefined ? undefined : { from, to: [to].flat(), mailbox };
  }

  separator(value: unknown): Separator | null {
    if (value === undefined) return null;
    const text = typeof value === "string" ? value : "";
    const separator = separators.find((each) => each === text) ?? (Object.hasOwn(separatorNames, text) ? separatorNames[text] : undefined);
    return separator ?? this.shape(value, "separator", "/separator") ?? null;
  }

  encoding(value: unknown): Encoding | null {
    if (value === undefined) return null;
    const name = (textOf(value) ?? "").toUpperCase();
    return encodings.find((each) => each === name) ?? (name === "CP949" ? "EUC-KR" : (this.shape(value, "encoding", "/encoding") ?? null));
  }

  decimalSign(value: unknown): "." | "," {
    if (value === undefined || value === ".") return ".";
    if (value === ",") return ",";
    this.shape(value, "decimal", "/decimal");
    return ".";
  }
}

/** Reads a map for what is imported. Refuses keys and fields that there are not, with the nearest that there is, and a field filled twice or not at all. */
export const readMap = (value: unknown, { fields, needed }: FieldSet): Outcome<ImportMap> => {
  const reader = new MapReader(fields);
  const map = reader.entries(
    value,
    ["source", "distinctFrom", "columns", "constants", "where", "mail", "separator", "encoding", "decimal", ...layoutMapKeys],
    "map",
    "",
  );
  const rules = new Map<Field, ColumnRule>();
  const columns = map["columns"] ?? {};
  if (!isEntries(columns)) reader.shape(columns, "entries", "/columns");
  for (const [name, each] of isEntries(columns) ? Object.entries(columns) : []) {
    const pointer = `/columns/${shown(name)}`;
    const field = reader.field(name, pointer);
    const rule = reader.rule(each, pointer);
    if (field !== undefined && rule !== undefined) rules.set(field, rule);
  }
  const constants = new Map<Field, string>();
  const given = map["constants"] ?? {};
  if (!isEntries(given)) reader.shape(given, "entries", "/constants");
  const named = [
    ...(isEntries(given) ? Object.entries(given).map(([name, each]) => [name, each, `/constants/${shown(name)}`] as const) : []),
    ...(map["source"] === undefined ? [] : [["source", map["source"], "/source"] as const]),
  ];
  for (const [name, each, pointer] of named) {
    const field = reader.field(name, pointer);
    const text = reader.text(each, pointer);
    if (field === undefined || text === undefined) continue;
    if (rules.has(field) || constants.has(field)) reader.refuse("map-twice", pointer, { field: field.column });
    constants.set(field, text);
  }
  const conditions = reader.conditions(map["where"], "/where");
  const mail = reader.mail(map["mail"]);
  const taken =
    mail === undefined ? [] : mailFields.filter((name) => [...rules.keys(), ...constants.keys()].some((each) => each.column === name));
  for (const name of taken) reader.refuse("map-twice", "/mail", { field: name });
  if (reader.refusals.length === 0) {
    const filled = new Set([
      ...[...rules.keys(), ...constants.keys()].map((field) => field.column),
      ...(mail === undefined ? [] : mailFields),
    ]);
    for (const names of needed)
      if (!names.some((name) => filled.has(name))) reader.refuse("map-missing", "/columns", { field: names.join(" / ") });
  }
  const separator = reader.separator(map["separator"]);
  const encoding = reader.encoding(map["encoding"]);
  const decimalSign = reader.decimalSign(map["decimal"]);
  const layout = readLayoutKeys(map, (each, wanted, pointer) => reader.shape(each, wanted, pointer));
  return outcomeOf(
    () => ({ rules, constants, where: conditions, separator, encoding, decimalSign, layout, ...(mail === undefined ? {} : { mail }) }),
    reader.refusals,
  );
};
