import type { KeptEndpoint } from "../../store/hook-endpoints.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { parseJson } from "../../domain/strict-json.ts";
import { jsonType } from "../../domain/value-type.ts";
import { cellOf, placeAt, valueAt, type EventPlaces } from "./event-value.ts";
import type { HookMap } from "./hook-map.ts";

/** What an event is: a record, perhaps with what could not be read of it; or nothing that is counted. */
export type ReadEvent =
  | { readonly is: "record"; readonly fields: Readonly<Record<string, unknown>>; readonly refusals: readonly Refusal[] }
  /** Of an account that is not the endpoint's. */
  | { readonly is: "foreign"; readonly account: string }
  /** Of a kind that the map leaves out. */
  | { readonly is: "unused"; readonly type: string }
  | { readonly is: "ping" }
  /** Sent to try things out. */
  | { readonly is: "trial" };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The body as JSON; refuses an empty one, and what other programs would read otherwise. */
export const parseBody = (body: Buffer): Outcome<unknown> => {
  if (body.length === 0) return refused(refusal("body-empty", ""));
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return refused(refusal("json-encoding", ""));
  }
  return text.trim() === "" ? refused(refusal("body-empty", "")) : parseJson(text);
};

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const eventsIn = (body: unknown, { events }: HookMap): Outcome<readonly unknown[]> => {
  const found = events === null ? body : valueAt(body, events);
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  const other = list.find((each) => !isObject(each));
  const isRight = list.length > 0 && list.every(isObject);
  return isRight
    ? accepted(list)
    : refused(
        refusal("hook-events", "", {
          found: events === null ? { en: "the top", ko: "본문" } : shown(events),
          type: list.length === 0 ? { en: "an empty list", ko: "빈 목록" } : jsonType(other),
        }),
      );
};

const typePaths = ["type", "event", "eventType", "event_type", "subscriptionType", "action", "$.type", "$.event"];

const typeOf = (places: EventPlaces, { type }: HookMap): string =>
  ((type === null ? typePaths : [type])
    .map((path) => placeAt(places, path))
    .find((each) => typeof each === "string" && each !== "") as string) ?? "";

const isTrial = (places: EventPlaces, { test }: HookMap): boolean => {
  if (test !== null) return test.accepts(cellOf(placeAt(places, test.column)).trim());
  return ["", "$."].some(
    (start) =>
      placeAt(places, `${start}livemode`) === false ||
      ["test", "testMode", "test_mode"].some((name) => placeAt(places, start + name) === true),
  );
};

const readEvent = (places: EventPlaces, map: HookMap, { account, name }: Pick<KeptEndpoint, "account" | "name">): ReadEvent => {
  const type = typeOf(places, map);
  if (map.pings.has(type)) return { is: "ping" };
  if (account !== null) {
    const found = cellOf(placeAt(places, account.column)).trim();
    if (found !== account.value) return { is: "foreign", account: found };
  }
  if (isTrial(places, map)) return { is: "trial" };
  const row = map.reader.read(map.paths.map((path) => cellOf(placeAt(places, path))));
  if (row === undefined) return { is: "unused", type };
  const { fields, refusals } = row;
  // Most that tell of a deletion do not say why.
  const isVoidWithoutReason = typeof fields["voidedAt"] === "string" && fields["voidReason"] === undefined;
  return { is: "record", fields: isVoidWithoutReason ? { ...fields, voidReason: name } : fields, refusals };
};

/** The events of a body, in its order. */
export const readEvents = (
  body: unknown,
  headers: Readonly<Record<string, string>>,
  map: HookMap,
  endpoint: Pick<KeptEndpoint, "account" | "name">,
): Outcome<readonly ReadEvent[]> => {
  const events = eventsIn(body, map);
  return events.ok ? accepted(events.value.map((event) => readEvent({ event, body, headers }, map, endpoint))) : events;
};
