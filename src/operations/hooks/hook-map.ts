import type { Settings } from "../../domain/company.ts";
import { readChoice } from "../../domain/choice.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { activityFields } from "../files/maps/activity-columns.ts";
import { attributeFields, withAttributes } from "../files/maps/fields.ts";
import { readMap, type Condition, type ImportMap } from "../files/maps/import-map.ts";
import { layoutMapKeys } from "../files/layout/layout-map.ts";
import { chainOf, rowReader, type RowReader } from "../files/maps/row-reading.ts";
import { ownAddresses } from "../import-activities.ts";
import { signalFields } from "../import-signals.ts";

export const hookRecords = ["activities", "signals"] as const;
export type HookRecords = (typeof hookRecords)[number];

/** How the bodies that come to an endpoint are read as events, and each event as a record. */
export type HookMap = {
  /** What its events are. */
  readonly records: HookRecords;
  /** Where the list of events stands in the body; null: the body is one, or a list of them. */
  readonly events: string | null;
  /** Where an event says of what kind it is; null: where events mostly do. */
  readonly type: string | null;
  /** Kinds of events that only ask whether anybody is there. */
  readonly pings: ReadonlySet<string>;
  /** Which events are trials; null: those that say so as most do. */
  readonly test: Condition | null;
  /** What an event is asked for, in the order of the cells that `reader` takes. */
  readonly paths: readonly string[];
  readonly reader: RowReader;
  /** The names of request headers among the paths. */
  readonly headers: readonly string[];
};

const defaultPings = ["ping", "test", "webhook.test", "webhook.ping", "url_verification"];

const pathsOf = (map: ImportMap): readonly string[] => {
  const rules = [...map.rules.values()].flatMap((rule) => chainOf(rule));
  const mail = map.mail === undefined ? [] : [map.mail.from, ...map.mail.to, ...(map.mail.mailbox === null ? [] : [map.mail.mailbox])];
  return [
    ...new Set([
      ...rules.filter(({ text }) => text === null).flatMap(({ columns }) => columns),
      ...[...rules.flatMap(({ when }) => when), ...map.where].map(({ column }) => column),
      ...mail,
    ]),
  ];
};

const at = (outcome: Extract<Outcome<never>, { ok: false }>): Outcome<never> => {
  const [first, ...more] = outcome.refusals.map((each) => ({ ...each, pointer: `/map${each.pointer}` }));
  return first === undefined ? outcome : refused(first, ...more);
};

const textOr = (value: unknown, name: string): Outcome<string | null> => {
  if (value === undefined) return accepted(null);
  return typeof value === "string" && value.trim() !== ""
    ? accepted(value.trim())
    : refused(refusal("map-shape", `/map/${name}`, { wanted: { en: "a path", ko: "경로" }, found: shown(JSON.stringify(value)) }));
};

const textsOr = (value: unknown, name: string): Outcome<readonly string[] | null> => {
  if (value === undefined) return accepted(null);
  const texts = [value].flat();
  return texts.every((each) => typeof each === "string")
    ? accepted(texts)
    : refused(
        refusal("map-shape", `/map/${name}`, { wanted: { en: "a list of texts", ko: "텍스트 목록" }, found: shown(JSON.stringify(value)) }),
      );
};

/**
 * The map of an endpoint: that of an import (`columns`, `constants`, `where`), whose columns are paths into an event, with `events`, `type`, `pings` and `test` beside
 * it, and `records`, which says whether its events are activities or signals. Refuses what a map refuses, and what is about tables alone.
 */
export const readHookMap = (
  { records: told, events, type, pings, test, ...content }: Readonly<Record<string, unknown>>,
  source: string,
  settings: Settings,
): Outcome<HookMap> => {
  const { company } = settings;
  const table = [...layoutMapKeys, "separator", "encoding"].find((key) => content[key] !== undefined);
  if (table !== undefined) return refused(refusal("hook-layout", `/map/${table}`, { found: table }));
  const records = told === undefined ? accepted<HookRecords>("activities") : readChoice(told, hookRecords, "/map/records");
  if (!records.ok) return records;
  const fieldSet = records.value === "signals" ? signalFields : withAttributes(activityFields, attributeFields(company));
  const map = readMap({ source, ...content }, fieldSet);
  if (!map.ok) return at(map);
  const trial = test === undefined ? null : readMap({ columns: content["columns"], source, where: test }, fieldSet);
  if (trial !== null && !trial.ok) return at(trial);
  const [eventsAt, typeAt, pingTypes] = [textOr(events, "events"), textOr(type, "type"), textsOr(pings, "pings")] as const;
  if (!eventsAt.ok) return eventsAt;
  if (!typeAt.ok) return typeAt;
  if (!pingTypes.ok) return pingTypes;
  const paths = pathsOf(map.value);
  const reader = rowReader(paths, {
    fieldSet,
    map: map.value,
    currency: company.currency,
    timeZone: company.timeZone,
    isOwnAddress: ownAddresses(settings),
  });
  if (!reader.ok) return at(reader);
  const testCondition = trial?.value.where[0] ?? null;
  const named = [...paths, ...(typeAt.value === null ? [] : [typeAt.value]), ...(testCondition === null ? [] : [testCondition.column])];
  return accepted({
    records: records.value,
    events: eventsAt.value,
    type: typeAt.value,
    pings: new Set(pingTypes.value ?? defaultPings),
    test: testCondition,
    paths,
    reader: reader.value,
    headers: named.filter((path) => path.startsWith("@")).map((path) => path.slice(1).toLowerCase()),
  });
};
