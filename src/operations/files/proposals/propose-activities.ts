import type { FormatHints } from "../../../domain/detected-format.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { directionMeant, doneMeant, kindClues, kindMeant, outcomeMeant, type KindMeant } from "../../../domain/value-words.ts";
import { plainName } from "../maps/fields.ts";
import { pairColumns, type Column, type Found } from "./propose-columns.ts";
import { findWay, wayWith, type FoundWay, type WayQuestion } from "./propose-format.ts";
import type { MapContent, MapContext, MapProposal, MapQuestion, MapSample, ProposedColumn } from "./propose-map.ts";
import { proposeSource } from "./propose-source.ts";
import { soughtOfActivities } from "./seek-activities.ts";

type Pairs = ReadonlyMap<string, Found>;
type Rules = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, string>>;

/** A question before its choices have their maps. */
type Asked = Omit<MapQuestion, "choices"> & { readonly choices: readonly { readonly id: string; readonly label: Words }[] };

/** A part of the map, as it is with these answers, and what it asks. */
type Part = {
  readonly rules: (answers: Answers) => Rules;
  readonly constants?: (answers: Answers) => Rules;
  readonly where?: (answers: Answers) => readonly Rules[];
  readonly asks?: readonly Asked[];
};

const nothing: Part = { rules: () => ({}) };

const chosenOf = ({ id, chosen, choices }: Asked, answers: Answers): string => {
  const given = answers[id];
  return choices.find((each) => each.id === given)?.id ?? chosen ?? choices[0]?.id ?? "";
};

/** Either an instant in one column, or a date with its time in two, or a date alone: what is surest. */
const whenOf = (pairs: Pairs): { readonly slots: readonly string[] } => {
  const [moment, day, clock] = [pairs.get("moment"), pairs.get("day"), pairs.get("clock")];
  const parts = day === undefined || clock === undefined ? 0 : Math.min(day.confidence, clock.confidence);
  if (parts > 0 && parts >= (moment?.confidence ?? 0)) return { slots: ["day", "clock"] };
  if (moment !== undefined) return { slots: ["moment"] };
  return { slots: day === undefined ? [] : ["day"] };
};

/** What a question about cells asks, as a part of the map asks it: nothing is imported before it is answered. */
const askedOf = (column: string, { id, text, choices }: WayQuestion): Asked => ({
  id,
  column,
  text,
  chosen: null,
  choices: choices.map((choice) => ({ id: choice.id, label: choice.label })),
});

const asks = (found: FoundWay | null, column: string): readonly Asked[] =>
  found?.question == null ? [] : [askedOf(column, found.question)];

const isBare = (rule: Readonly<Record<string, unknown>>): boolean => Object.keys(rule).length === 1 && "column" in rule;
const ruled = (rule: Readonly<Record<string, unknown>>): unknown => (isBare(rule) ? rule["column"] : rule);

const timePart = (pairs: Pairs, { hints }: MapContext): Part => {
  const { slots } = whenOf(pairs);
  const [first, second] = slots.map((slot) => pairs.get(slot)?.column);
  if (first === undefined) return nothing;
  const cells = first.cells.map((cell, index) => (second === undefined ? cell : `${cell} ${second.cells[index] ?? ""}`).trim());
  const found = findWay(first.name, cells, "instant", hints);
  const isDay = second === undefined && found?.hasTime !== true;
  const place = second === undefined ? { column: first.name } : { date: first.name, time: second.name };
  const zone = isDay || found?.hasOffset === true ? {} : { zone: "company" };
  return {
    rules: (answers) => ({ [isDay ? "occurred_on" : "occurred_at"]: ruled({ ...place, ...wayWith(found, answers), ...zone }) }),
    asks: asks(found, first.name),
  };
};

const valuesTable = (column: Column, meant: (value: string) => string | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...(column.contents.values?.keys() ?? [])].flatMap((value) => {
      const to = meant(value);
      return to === null ? [] : [[value, to] as const];
    }),
  );

/** The values as they stand are what they mean. */
const isPlain = (table: Readonly<Record<string, string>>): boolean =>
  Object.entries(table).every(([from, to]) => plainName(from) === plainName(to));

const ruleOf = (column: Column, table: Readonly<Record<string, string>>, unlisted?: "keep" | "empty"): unknown =>
  Object.keys(table).length === 0 || (isPlain(table) && unlisted !== "empty")
    ? column.name
    : { column: column.name, values: table, ...(unlisted === undefined ? {} : { unlisted }) };

const listed = (values: readonly string[]): string =>
  values
    .slice(0, 5)
    .map((value) => `“${value}”`)
    .join(", ") + (values.length > 5 ? " …" : "");

const kindFromColumn = (column: Column, pairs: Pairs, context: MapContext): Part => {
  const meant = new Map([...(column.contents.values?.keys() ?? [])].map((value) => [value, kindMeant(value, context.kinds)] as const));
  const table = valuesTable(column, (value) => meant.get(value)?.kind ?? null);
  const others = [...meant].flatMap(([value, kind]) => (kind === null ? [value] : []));
  const directions = valuesTable(column, (value) => (meant.get(value) as KindMeant | null)?.direction ?? null);
  const direction =
    pairs.has("direction") || Object.keys(directions).length === 0
      ? {}
      : { direction: { column: column.name, values: directions, unlisted: "empty" } };
  const share = others.reduce((sum, value) => sum + (column.contents.values?.get(value) ?? 0), 0) / Math.max(1, column.contents.filled);
  const question: Asked | null =
    others.length === 0
      ? null
      : {
          id: "other-kinds",
          column: column.name,
          text: {
            en: `In “${column.name}”, ${listed(others)} ${others.length === 1 ? "is no kind" : "are no kinds"} that we know. What are they?`,
            ko: `“${column.name}”의 ${listed(others)}: 아는 활동 유형이 아닙니다. 무엇입니까?`,
          },
          chosen: share <= 0.1 ? "leave-out" : null,
          choices: [{ id: "leave-out", label: { en: "leave these rows out", ko: "이 행은 빼고 가져오기" } }, ...kindChoices(context)],
        };
  return {
    rules: (answers) => {
      const chosen = question === null ? "leave-out" : chosenOf(question, answers);
      const whole = chosen === "leave-out" ? table : { ...table, ...Object.fromEntries(others.map((value) => [value, chosen])) };
      return { kind: ruleOf(column, whole), ...direction };
    },
    where: (answers) =>
      question !== null && chosenOf(question, answers) === "leave-out" ? [{ column: column.name, in: Object.keys(table) }] : [],
    asks: question === null ? [] : [question],
  };
};

const kindChoices = ({ kinds }: MapContext): readonly { readonly id: string; readonly label: Words }[] =>
  [...kinds].map(([kind, names]) => ({ id: kind, label: { en: names[0] ?? kind, ko: names.at(-1) ?? kind } }));

const columnClue = 0.6;
/** Leads by this much: the word of a file's name is meant. */
const surelyAhead = 0.3;

/** What only calls have: how long somebody talked, numbers that were dialled, nobody who answered. */
const callClues = (pairs: Pairs): number => {
  const [duration, prospect, outcome] = ["duration_seconds", "prospect", "outcome"].map((slot) => pairs.get(slot)?.column);
  const isTalk = duration !== undefined && /talk|bill|ring|통화/i.test(duration.name);
  const isDialled = prospect !== undefined && prospect.contents.share("phone") >= 0.8;
  const isAnswered = [...(outcome?.contents.values?.keys() ?? [])].some((value) =>
    ["no_answer", "voicemail"].includes(outcomeMeant(value) ?? ""),
  );
  return (isTalk ? 0.8 : 0) + (isDialled ? 0.3 : 0) + (isAnswered ? 0.3 : 0);
};

const kindFromNames = (sample: MapSample, pairs: Pairs, context: MapContext): Part => {
  const names = [sample.fileName.replace(/\.[^.]*$/, ""), sample.sheet ?? "", ...(sample.titles ?? [])];
  const found = new Map(kindClues(names, context.kinds));
  // A column may be of something else than the rows are: a mail has a message's id.
  for (const [kind, clue] of kindClues(sample.header, context.kinds)) found.set(kind, (found.get(kind) ?? 0) + clue * columnClue);
  const likelyCalls = callClues(pairs);
  if (likelyCalls > 0) found.set("call", (found.get("call") ?? 0) + likelyCalls);
  const clues = [...found].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const [best, next] = clues;
  const certain = best !== undefined && best[1] - (next?.[1] ?? 0) >= surelyAhead ? best[0] : null;
  const question: Asked = {
    id: "kind",
    column: null,
    text: { en: "What kind of activity is a row of this file?", ko: "이 파일의 한 행은 어떤 활동입니까?" },
    chosen: null,
    choices: kindChoices(context),
  };
  const likely = certain ?? best?.[0] ?? "call";
  return {
    rules: () => ({}),
    constants: (answers) => ({ kind: certain ?? question.choices.find(({ id }) => id === answers["kind"])?.id ?? likely }),
    asks: certain === null ? [question] : [],
  };
};

const directionPart = (pairs: Pairs): Part => {
  const found = pairs.get("direction");
  if (found === undefined) return nothing;
  const table = valuesTable(found.column, directionMeant);
  return { rules: () => ({ direction: ruleOf(found.column, table, "empty") }) };
};

/** Where no column tells it, the name of the file may; of calls it is asked, since a quota on outbound calls counts no others. */
const directionFromNames = ({ fileName, sheet, titles = [] }: MapSample, isCalls: boolean): Part => {
  const [named] = [fileName.replace(/\.[^.]*$/, ""), sheet ?? "", ...titles].flatMap((text) => directionMeant(text) ?? []);
  if (named !== undefined) return { rules: () => ({}), constants: () => ({ direction: named }) };
  if (!isCalls) return nothing;
  const question: Asked = {
    id: "direction",
    column: null,
    text: { en: "Were these calls made or received?", ko: "건 전화입니까, 받은 전화입니까?" },
    chosen: "unsaid",
    choices: [
      { id: "unsaid", label: { en: "leave it open", ko: "정하지 않음" } },
      { id: "outbound", label: { en: "made: outbound", ko: "발신" } },
      { id: "inbound", label: { en: "received: inbound", ko: "수신" } },
    ],
  };
  return {
    rules: () => ({}),
    constants: (answers): Rules => {
      const chosen = chosenOf(question, answers);
      return chosen === "unsaid" ? {} : { direction: chosen };
    },
    asks: [question],
  };
};

const outcomePart = (pairs: Pairs): Part => {
  const found = pairs.get("outcome");
  if (found === undefined) return nothing;
  const table = valuesTable(found.column, outcomeMeant);
  const isWhole = Object.keys(table).length === (found.column.contents.values?.size ?? 0);
  return {
    rules: () => ({ outcome: ruleOf(found.column, table, isWhole && found.column.contents.share("truth") >= 0.8 ? undefined : "keep") }),
  };
};

const durationPart = (pairs: Pairs, { hints }: MapContext): Part => {
  const found = pairs.get("duration_seconds");
  if (found === undefined) return nothing;
  const { name, cells } = found.column;
  const unit = unitIn(name);
  const way = findWay(name, cells, "seconds", unit === null ? hints : { ...hints, unit });
  return { rules: (answers) => ({ duration_seconds: ruled({ column: name, ...wayWith(way, answers) }) }), asks: asks(way, name) };
};

/** The unit that a column's name says: `Duration (min)`, `통화시간(분)`. */
const unitIn = (name: string): NonNullable<FormatHints["unit"]> | null => {
  if (/milli|\bms\b|밀리초/i.test(name)) return "milliseconds";
  if (/\bmin(?:ute)?s?\b|minutes|\(분\)|분$/i.test(name)) return "minutes";
  if (/\bhours?\b|\bhrs?\b|\(시간\)/i.test(name)) return "hours";
  return /\bsec(?:ond)?s?\b|seconds|billsec|\(s\)|초/i.test(name) ? "seconds" : null;
};

/** Numbers in the way that people write them, and whether the whole file's need the comma. */
const numberPart = (pairs: Pairs, { currency, hints }: MapContext): Part & { readonly decimal: "," | null } => {
  const [amount, code, quantity] = [pairs.get("amount"), pairs.get("currency"), pairs.get("quantity")];
  const ways = [amount, quantity].map((found) =>
    found === undefined ? null : findWay(found.column.name, found.column.cells, "amount", hints),
  );
  const ruleAt = (found: Found | undefined, at: number): unknown =>
    found === undefined ? undefined : ruled({ column: found.column.name, ...ways[at]?.way });
  const rules = {
    amount: ruleAt(amount, 0),
    currency: amount === undefined ? undefined : code?.column.name,
    quantity: ruleAt(quantity, 1),
  };
  return {
    rules: () => Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== undefined)),
    constants: () => (amount === undefined || code !== undefined || amount.column.contents.share("money") > 0.5 ? {} : { currency }),
    decimal: ways.find((way) => way?.decimal === ",") === undefined ? null : ",",
  };
};

const prospectPart = (pairs: Pairs, { hints }: MapContext): Part => {
  const found = pairs.get("prospect");
  if (found === undefined) return nothing;
  const { name, cells, contents } = found.column;
  const way = contents.share("phone") < 0.95 ? null : findWay(name, cells, "phone", hints);
  return { rules: () => ({ prospect: ruled({ column: name, ...way?.way }) }) };
};

const plainPart = (pairs: Pairs, slots: readonly string[]): Part => ({
  rules: () => Object.fromEntries(slots.flatMap((slot) => (pairs.has(slot) ? [[slot, pairs.get(slot)?.column.name] as const] : []))),
});

const revisedPart = (pairs: Pairs, { hints }: MapContext): Part => {
  const found = pairs.get("revised_at");
  if (found === undefined) return nothing;
  const { name, cells } = found.column;
  const way = findWay(name, cells, "instant", hints);
  // A day alone does not say which of two states is the later.
  if (way === null || !way.hasTime) return nothing;
  const zone = way.hasOffset ? {} : { zone: "company" };
  return { rules: (answers) => ({ revised_at: ruled({ column: name, ...wayWith(way, answers), ...zone }) }), asks: asks(way, name) };
};

/** A column of states in which some rows are done and others are planned: what is planned is no activity. */
const donePart = (columns: readonly Column[]): Part => {
  const states = columns.flatMap(({ name, contents: { values } }) => {
    if (values === null || values.size < 2) return [];
    const meant = [...values.keys()].map((value) => [value, doneMeant(value)] as const);
    const done = meant.flatMap(([value, is]) => (is === true ? [value] : []));
    return meant.every(([, is]) => is !== null) && done.length > 0 && done.length < meant.length
      ? [{ name, done, open: meant.flatMap(([value, is]) => (is === false ? [value] : [])) }]
      : [];
  });
  const [state] = states.toSorted((a, b) => (plainName(a.name) < plainName(b.name) ? -1 : 1));
  if (state === undefined) return nothing;
  const question: Asked = {
    id: "done-only",
    column: state.name,
    text: {
      en: `“${state.name}” has ${listed(state.open)} beside ${listed(state.done)}. Which rows were done?`,
      ko: `“${state.name}” 열에 ${listed(state.done)} 외에 ${listed(state.open)}도 있습니다. 실제로 한 활동은 어느 행입니까?`,
    },
    chosen: "done",
    choices: [
      { id: "done", label: { en: `only ${listed(state.done)}`, ko: `${listed(state.done)}만` } },
      { id: "all", label: { en: "all rows", ko: "모든 행" } },
    ],
  };
  return {
    rules: () => ({}),
    where: (answers) => (chosenOf(question, answers) === "done" ? [{ column: state.name, in: state.done }] : []),
    asks: [question],
  };
};

/** What may change afterwards, so that a later export of the file has it otherwise: no part of an id while there is another way. */
const changing = ["outcome", "revised_at"];
const identifying = ["moment", "day", "clock", "member", "prospect", "kind", "direction", "duration_seconds", "subject", "url"];

/**
 * Of a file without ids, the columns that tell its rows apart: when, who, with whom, what and which way, and on, as many as it takes. The first five always: an
 * id that is made in another way as soon as the file has grown would count all of it again. What may change later comes last, so that the same act told again is the same record.
 */
const identityColumns = (columns: readonly Column[], pairs: Pairs): readonly string[] => {
  const slotOf = new Map([...pairs].map(([slot, { column }]) => [column.name, slot]));
  const rank = ({ name }: Column): number => {
    const slot = slotOf.get(name);
    if (slot === undefined) return 50;
    const at = identifying.indexOf(slot);
    return at >= 0 ? at : changing.includes(slot) ? 99 : 60;
  };
  const inOrder = columns
    .filter(({ contents }) => contents.filled > 0)
    .toSorted((a, b) => rank(a) - rank(b) || (plainName(a.name) < plainName(b.name) ? -1 : 1));
  const rows = columns[0]?.cells.length ?? 0;
  const countOf = (used: readonly Column[]): number =>
    new Set(Array.from({ length: rows }, (_, row) => JSON.stringify(used.map(({ cells }) => cells[row])))).size;
  const most = countOf(inOrder);
  const chosen: Column[] = [];
  for (const column of inOrder) {
    const isAlways = rank(column) <= identifying.indexOf("direction");
    if (!isAlways && countOf(chosen) === most) break;
    chosen.push(column);
  }
  return chosen.map(({ name }) => name);
};

const identityPart = (columns: readonly Column[], pairs: Pairs, isCounts: boolean): Part => {
  if (isCounts) return { rules: () => ({}), constants: () => ({ total: "true" }) };
  const found = pairs.get("external_id");
  if (found !== undefined) return { rules: () => ({ external_id: found.column.name }) };
  const from = identityColumns(columns, pairs);
  return from.length === 0 ? nothing : { rules: () => ({ external_id: { from } }) };
};

const attributesPart = (
  columns: readonly Column[],
  pairs: Pairs,
  { fieldSets }: MapContext,
): { readonly part: Part; readonly of: ReadonlyMap<string, string> } => {
  const taken = new Set([...pairs.values()].map(({ column }) => column.name));
  const of = new Map<string, string>();
  for (const { column: field } of fieldSets.activities.fields) {
    if (!field.startsWith("attributes.")) continue;
    const wanted = plainName(field.slice("attributes.".length));
    const column = columns.find(({ name }) => plainName(name) === wanted && !taken.has(name));
    if (column !== undefined) of.set(column.name, field);
  }
  return { part: { rules: () => Object.fromEntries([...of].map(([name, field]) => [field, name])) }, of };
};

const fieldOfSlot: Readonly<Record<string, string>> = { moment: "occurred_at", day: "occurred_at", clock: "occurred_at" };

const told = (
  columns: readonly Column[],
  pairs: Pairs,
  rules: Rules,
  attributes: ReadonlyMap<string, string>,
): readonly ProposedColumn[] => {
  const bySlot = new Map([...pairs].map(([slot, found]) => [found.column.name, { slot, ...found }]));
  const external = rules["external_id"];
  const from: readonly unknown[] =
    typeof external === "object" && external !== null && "from" in external && Array.isArray(external.from) ? external.from : [];
  return columns.map(({ name, contents }) => {
    const found = bySlot.get(name);
    const attribute = attributes.get(name);
    if (attribute !== undefined)
      return { name, field: attribute, confidence: 0.95, why: { en: "It has the attribute's name.", ko: "속성 이름과 같습니다." } };
    if (found !== undefined) {
      const field = found.slot === "day" && rules["occurred_on"] !== undefined ? "occurred_on" : (fieldOfSlot[found.slot] ?? found.slot);
      return { name, field, confidence: found.confidence, why: found.why };
    }
    if (from.includes(name))
      return {
        name,
        field: "external_id",
        confidence: 0.5,
        why: { en: "It helps to tell the rows apart, since none of the columns is an id.", ko: "id 열이 없어서 행을 구별하는 데 씁니다." },
      };
    const why =
      contents.filled === 0
        ? { en: "It is empty.", ko: "비어 있습니다." }
        : { en: "It fits no field, or another column fits better.", ko: "맞는 필드가 없거나 다른 열이 더 맞습니다." };
    return { name, field: null, confidence: 0, why };
  });
};

const asMade = (column: Column | undefined): Found | null =>
  column === undefined
    ? null
    : {
        column,
        confidence: 0.95,
        why: { en: "It is made of the heads and cells of a wide sheet.", ko: "가로로 긴 시트의 머리글과 칸으로 만든 열입니다." },
      };

/** Of a count a sheet can say no more than whose it is, of which kind, on which day. */
const ofCounts: ReadonlySet<string> = new Set(["member", "kind", "direction", "day"]);

/** The columns that a wide sheet was made into are what their heads were; what else is sought is sought among the others. */
const pairsOfCounts = (columns: readonly Column[], { value, day, kind }: NonNullable<MapSample["wide"]>, context: MapContext): Pairs => {
  const made = [value, day, kind];
  const sought = soughtOfActivities(context).filter(({ slot }) => ofCounts.has(slot));
  const pairs = pairColumns(
    columns.filter(({ name }) => !made.includes(name)),
    sought,
  );
  const own = Object.entries({ quantity: value, day, kind }).flatMap(([slot, name]) => {
    const pair = asMade(columns.find((each) => each.name === name));
    return pair === null ? [] : [[slot, pair] as const];
  });
  return new Map([...pairs, ...own]);
};

/** Leaves out of the two ways to tell when the one that is not used. */
const settled = (pairs: Pairs): Pairs => {
  const { slots } = whenOf(pairs);
  return new Map([...pairs].filter(([slot]) => !["moment", "day", "clock"].includes(slot) || slots.includes(slot)));
};

/** A map for a file of activities that nobody knows, by the names and the cells of its columns. */
export const proposeActivities = (sample: MapSample, columns: readonly Column[], context: MapContext): MapProposal => {
  const { wide = null } = sample;
  const isCounts = wide !== null;
  const pairs = isCounts ? pairsOfCounts(columns, wide, context) : settled(pairColumns(columns, soughtOfActivities(context)));
  const kind = pairs.get("kind");
  const attributes = attributesPart(columns, pairs, context);
  const numbers = numberPart(pairs, context);
  const kinds = kind === undefined ? kindFromNames(sample, pairs, context) : kindFromColumn(kind.column, pairs, context);
  const isSaid = pairs.has("direction") || kinds.rules({})["direction"] !== undefined;
  const isCalls = kind === undefined && kinds.constants?.({})["kind"] === "call" && (kinds.asks ?? []).length === 0;
  const parts: readonly Part[] = [
    identityPart(columns, pairs, isCounts),
    plainPart(pairs, ["member"]),
    kinds,
    isSaid ? directionPart(pairs) : directionFromNames(sample, isCalls && !isCounts),
    timePart(pairs, context),
    durationPart(pairs, context),
    outcomePart(pairs),
    prospectPart(pairs, context),
    numbers,
    plainPart(pairs, ["subject", "url", "evidence"]),
    revisedPart(pairs, context),
    attributes.part,
    donePart(columns),
  ];
  const source = proposeSource(sample, context);
  const mapWith = (answers: Answers): MapContent => {
    const constants = Object.assign({}, ...parts.map((part) => part.constants?.(answers) ?? {})) as Rules;
    const where = parts.flatMap((part) => part.where?.(answers) ?? []);
    return {
      source,
      columns: Object.assign({}, ...parts.map((part) => part.rules(answers))) as Rules,
      ...(Object.keys(constants).length === 0 ? {} : { constants }),
      ...(numbers.decimal === null ? {} : { decimal: numbers.decimal }),
      ...(where.length === 0 ? {} : { where: where.length === 1 ? where[0] : where }),
    };
  };
  const asked = [...new Map(parts.flatMap((part) => part.asks ?? []).map((each) => [each.id, each] as const)).values()];
  const questions = asked.map((question): MapQuestion => {
    const given = question.choices.find(({ id }) => id === context.answers[question.id])?.id;
    return {
      ...question,
      chosen: given ?? question.chosen,
      choices: question.choices.map((choice) => ({ ...choice, map: mapWith({ ...context.answers, [question.id]: choice.id }) })),
    };
  });
  const map = mapWith(context.answers);
  return {
    what: "activities",
    map,
    recognisedAs: null,
    savedMap: null,
    columns: told(columns, pairs, map["columns"] as Rules, attributes.of),
    questions,
  };
};
