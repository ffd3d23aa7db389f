import type { Settings } from "../../domain/company.ts";
import { isoInstant, type Instant } from "../../domain/instant.ts";
import type { Outcome, Refusal } from "../../domain/refusal.ts";
import { refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { DatabaseUnavailable } from "../../store/database-errors.ts";
import { keyText, type ActivityKey } from "../../store/activities.ts";
import { inCompany, type Database, type Transaction } from "../../store/database.ts";
import { keepEvents } from "../../store/event-outbox.ts";
import { endpointByNumber, type KeptEndpoint } from "../../store/hook-endpoints.ts";
import { findRequest, settleRequest, type HookCounts, type HookProblem, type SettledRequest } from "../../store/hook-requests.ts";
import { loadSettings } from "../../store/settings.ts";
import { refusalsOf } from "../files/import-run.ts";
import { provenanceOfFiles } from "../import-activities.ts";
import { missingActivity } from "../missing-activity.ts";
import { recordActivities, type RecordingAnswer } from "../record-activities.ts";
import { signalsByKey } from "../../store/signals.ts";
import { recordSignals, type SignalsAnswer } from "../record-signals.ts";
import { readHookMap } from "./hook-map.ts";
import { parseBody, readEvents, type ReadEvent } from "./read-events.ts";
import { storedFields } from "./stored-record.ts";

/** What became of a request. */
export type Processed = Omit<SettledRequest, "number"> & {
  /** It asked only whether anybody is there. */
  readonly isPing: boolean;
};

type Item = {
  readonly event: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly refusals: readonly Refusal[];
  /** Why what it takes back cannot be: it is not there. */
  readonly absent?: Refusal;
};

/** `ignored`: what was read and is not kept, such as posts on no topic. */
type Recorded = Pick<RecordingAnswer, "accepted" | "duplicates" | "revised" | "stale" | "unattributed" | "rejected"> & {
  readonly ignored?: number;
};

const recordedSignals = ({ accepted, duplicates, revised, purged, stale, offTopic, erased, rejected }: SignalsAnswer): Recorded => ({
  ...{ accepted, duplicates, stale, rejected },
  revised: revised + purged,
  unattributed: 0,
  ignored: offTopic + erased,
});

const nothing: HookCounts = { received: 0, accepted: 0, duplicates: 0, revised: 0, stale: 0, unattributed: 0, ignored: 0, rejected: 0 };

const needed = ["member", "kind"] as const;

/** Of an event that says of a record no more than that it was taken back. */
const keyTakenBack = ({ fields }: Item): ActivityKey | undefined => {
  const { source, externalId, voidedAt, occurredAt, occurredOn } = fields;
  const lacks = needed.some((name) => fields[name] === undefined) || typeof (occurredAt ?? occurredOn) !== "string";
  if (!lacks || typeof voidedAt !== "string" || typeof source !== "string" || typeof externalId !== "string") return undefined;
  return externalId === "" ? undefined : { source: source.normalize("NFC"), externalId: externalId.normalize("NFC") };
};

/**
 * An event that tells of a deletion mostly says nothing but what was deleted, and when: the rest is taken from the record as it stands. What is not there cannot be taken
 * back.
 */
const completed = async (tx: Transaction, settings: Settings, items: readonly Item[]): Promise<readonly Item[]> => {
  const keys = items.flatMap((item) => keyTakenBack(item) ?? []);
  const stored = await storedFields(tx, settings, keys);
  const [missing] = keys.filter((key) => !stored.has(keyText(key)));
  const why = missing === undefined ? undefined : await missingActivity(tx, settings, missing);
  return items.map((item) => {
    const key = keyTakenBack(item);
    if (key === undefined) return item;
    const fields = stored.get(keyText(key));
    if (fields === undefined)
      return {
        ...item,
        ...(why === undefined ? {} : { absent: { ...why, values: { ...why.values, externalId: shown(key.externalId) } } }),
      };
    const { voidedAt, voidReason, revisedAt } = item.fields;
    const { revisedAt: _, ...rest } = fields;
    return { ...item, fields: { ...rest, voidedAt, voidReason, ...(revisedAt === undefined ? {} : { revisedAt }) }, refusals: [] };
  });
};

/** The same of signals: who deletes a post says of it no more than which it was. One that is not known is none of ours. */
const completedSignals = async (tx: Transaction, companyId: number, items: readonly Item[]): Promise<readonly Item[]> => {
  const keys = items.flatMap(({ fields: { source, externalId, purgedAt, kind } }) =>
    typeof source === "string" && typeof externalId === "string" && purgedAt !== undefined && kind === undefined
      ? [{ source: source.normalize("NFC"), externalId: externalId.normalize("NFC") }]
      : [],
  );
  const known = new Map((await signalsByKey(tx, companyId, keys)).map(({ signal }) => [`${signal.source} ${signal.externalId}`, signal]));
  return items.map((item) => {
    const { source, externalId, purgedAt, kind } = item.fields;
    const signal =
      kind === undefined && purgedAt !== undefined
        ? known.get(`${String(source).normalize("NFC")} ${String(externalId).normalize("NFC")}`)
        : undefined;
    if (signal === undefined) return item;
    const { author } = signal;
    const told = {
      kind: signal.kind,
      occurredAt: isoInstant(signal.occurredAt),
      // A mention has a text or a topic; of one that is taken back neither is looked at.
      text: "-",
      ...(author === null ? {} : { author: author.kind === "id" ? `id:${author.value}` : author.value }),
    };
    return { ...item, fields: { ...item.fields, ...told }, refusals: [] };
  });
};

type Loaded = {
  readonly settings: Settings;
  readonly endpoint: KeptEndpoint;
  readonly body: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
};

const load = async (tx: Transaction, companyId: number, endpointNumber: number, number: bigint): Promise<Loaded | undefined> => {
  const endpoint = await endpointByNumber(tx, companyId, endpointNumber);
  const request = await findRequest(tx, companyId, endpointNumber, number);
  if (endpoint === undefined || request === undefined) return undefined;
  return { settings: await loadSettings(tx, companyId), endpoint, body: request.body, headers: request.headers };
};

const whole = (refusals: readonly Refusal[]): readonly HookProblem[] => refusals.map((each) => ({ ...each, event: null }));

const quarantined = (problems: readonly HookProblem[], counts: HookCounts | null = null): Processed => ({
  state: "quarantined",
  counts,
  problems,
  unused: [],
  isPing: false,
});

const ofEvents = (events: readonly ReadEvent[], rejected: readonly HookProblem[], answer: Recorded | null): Processed => {
  const unused = events.flatMap((event) => (event.is === "unused" ? [shown(event.type)] : []));
  const foreign = events.flatMap((event, index): HookProblem[] =>
    event.is === "foreign" ? [{ ...refusal("account-mismatch", "", { found: shown(event.account) }), event: index }] : [],
  );
  const problems = [...foreign, ...rejected].toSorted((one, other) => (one.event ?? 0) - (other.event ?? 0));
  const isRecorded = events.some((event) => event.is === "record");
  const counts = {
    ...nothing,
    ...(answer === null
      ? {}
      : {
          accepted: answer.accepted,
          duplicates: answer.duplicates,
          revised: answer.revised,
          stale: answer.stale,
          unattributed: answer.unattributed,
        }),
    received: events.length,
    ignored: events.filter(({ is }) => is === "unused" || is === "ping" || is === "trial").length + (answer?.ignored ?? 0),
    rejected: new Set(problems.map(({ event }) => event)).size,
  };
  return {
    state: problems.length > 0 ? "quarantined" : isRecorded ? "done" : "ignored",
    counts,
    problems,
    unused: [...new Set(unused)],
    isPing: events.every(({ is }) => is === "ping"),
  };
};

type Options = {
  readonly now: Instant;
  /** The body where it was parsed before. */
  readonly parsed?: Outcome<unknown>;
  /** It was read before and could not be: nobody is told again. */
  readonly isReplay?: boolean;
};

const readRequest = async (
  database: Database,
  companyId: number,
  request: { readonly endpointNumber: number; readonly number: bigint },
  { now, parsed, isReplay = false }: Options,
): Promise<Processed | undefined> => {
  const { number } = request;
  const loaded = await inCompany(database, companyId, (tx) => load(tx, companyId, request.endpointNumber, number));
  if (loaded === undefined || (loaded.body === null && parsed === undefined)) return undefined;
  const { settings, endpoint, body, headers } = loaded;
  const settle = async (tx: Transaction, { isPing: _, ...settled }: Processed): Promise<void> => {
    await settleRequest(tx, companyId, { ...settled, number });
    if (settled.state === "quarantined" && !isReplay)
      await keepEvents(tx, companyId, [{ type: "attain.hook.quarantined", data: { endpoint: endpoint.id, request: Number(number) } }]);
  };
  const settled = async (processed: Processed): Promise<Processed> => {
    await inCompany(database, companyId, (tx) => settle(tx, processed));
    return processed;
  };
  const map = readHookMap(endpoint.map, endpoint.source, settings);
  if (!map.ok) return settled(quarantined(whole(map.refusals)));
  const json = parsed ?? parseBody(body ?? Buffer.alloc(0));
  if (!json.ok) return settled(quarantined(whole(json.refusals)));
  const events = readEvents(json.value, headers, map.value, endpoint);
  if (!events.ok) return settled(quarantined(whole(events.refusals)));
  const read = events.value.flatMap((event, index): Item[] => (event.is === "record" ? [{ ...event, event: index }] : []));
  if (read.length === 0) return settled(ofEvents(events.value, [], null));
  const isOfSignals = map.value.records === "signals";
  const items = await inCompany(database, companyId, (tx) =>
    isOfSignals ? completedSignals(tx, companyId, read) : completed(tx, settings, read),
  );
  const there = items.filter(({ absent }) => absent === undefined);
  const { columnOf } = map.value.reader;
  const problemsOf = (item: Item, refusals: readonly Refusal[]): readonly HookProblem[] =>
    refusals.map((each) => ({ ...each, event: item.event, path: columnOf(each.pointer) }));
  let processed: Processed | undefined;
  // In the transaction that records: what is counted is noted as read, and what is noted is counted.
  const beside = async (tx: Transaction, answer: Recorded): Promise<void> => {
    const found = new Map(answer.rejected.map(({ index, refusals }) => [index, refusals]));
    const rejected = [
      ...items.flatMap((item) => problemsOf(item, item.absent === undefined ? [] : [item.absent])),
      ...there.flatMap((item, index) => problemsOf(item, refusalsOf(item, found.get(index) ?? []))),
    ];
    processed = ofEvents(events.value, rejected, answer);
    await settle(tx, processed);
  };
  const fields = there.map((item) => item.fields);
  if (isOfSignals) await recordSignals(database, companyId, fields, { now, beside: (tx, answer) => beside(tx, recordedSignals(answer)) });
  else await recordActivities(database, companyId, fields, { now, defaultProvenance: provenanceOfFiles, beside });
  return processed;
};

/**
 * Reads a request that was kept, and records its events; what cannot be read stays with it, in quarantine. Undefined for one that is gone. A fault of ours puts it in
 * quarantine as well, and is thrown.
 */
export const processRequest = async (
  database: Database,
  companyId: number,
  request: { readonly endpointNumber: number; readonly number: bigint },
  options: Options,
): Promise<Processed | undefined> => {
  try {
    return await readRequest(database, companyId, request, options);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    const { isPing: _, ...settled } = quarantined(whole([refusal("hook-fault", "")]));
    await inCompany(database, companyId, (tx) => settleRequest(tx, companyId, { ...settled, number: request.number }));
    throw error;
  }
};
