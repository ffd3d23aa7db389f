import { readChoice } from "./choice.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { languages, type Language } from "./language.ts";
import { perhaps } from "./meant.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { webhookEventTypes, type WebhookEventType } from "./webhook-event.ts";

/** `cloudevents`: the event as data (CloudEvents 1.0) · `text`: one sentence, as chat tools take it. */
export const webhookShapes = ["cloudevents", "text"] as const;
export type WebhookShape = (typeof webhookShapes)[number];

/** Whom to tell what. */
export type WebhookOrder = {
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  readonly shape: WebhookShape;
  readonly language: Language;
};

const longestName = 200;
const longestUrl = 2_000;
const known: ReadonlySet<string> = new Set(["name", "url", "events", "shape", "language"]);
const example = '{"name": "Sales chat", "url": "https://chat.example/hooks/1"}';

const readEvents = (value: unknown, found: Refusal[]): readonly WebhookEventType[] => {
  if (isMissing(value)) return webhookEventTypes;
  if (!Array.isArray(value) || value.length === 0 || value.length > webhookEventTypes.length) {
    found.push(refuseType(value, "array", '["attain.quota.met"]', "/events"));
    return [];
  }
  const events = value.flatMap((each: unknown, index) => {
    const event = webhookEventTypes.find((type) => type === each);
    if (event !== undefined) return [event];
    const text = typeof each === "string" ? each : "";
    found.push(
      refusal("enum", `/events/${index}`, {
        found: shown(text),
        choices: webhookEventTypes.join(", "),
        hint: perhaps(text, webhookEventTypes),
      }),
    );
    return [];
  });
  return [...new Set(events)];
};

/**
 * Whom to tell, as a body says it. What is left out: every event, the shape `cloudevents`, English. Whether the address may be asked is told
 * where it is kept.
 */
export const readWebhookOrder = (value: unknown): Outcome<WebhookOrder> => {
  if (!isFields(value)) return refused(refuseType(value, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(value, known, found);
  const text = (name: string, max: number): string => take(readText(value[name], `/${name}`, { max }), "", found);
  const choice = <const T extends string>(name: string, choices: readonly [T, ...T[]]): T =>
    isMissing(value[name]) ? choices[0] : take(readChoice(value[name], choices, `/${name}`), choices[0], found);
  const order = {
    name: text("name", longestName),
    url: text("url", longestUrl),
    events: readEvents(value["events"], found),
    shape: choice("shape", webhookShapes),
    language: choice("language", languages),
  };
  return outcomeOf(() => order, found);
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * How long after each failed attempt the next is made: seventeen in 23 hours. With ten, one of 10,000 events would not arrive at a receiver that fails four times
 * in ten.
 */
export const retryDelaysSeconds: readonly number[] = [
  5,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  HOUR,
  HOUR,
  2 * HOUR,
  2 * HOUR,
  3 * HOUR,
  3 * HOUR,
  4 * HOUR,
  6 * HOUR,
];

/**
 * When to try again after the attempt of this number (from 1) has failed; null: never. A fifth of it is left to chance, so that what failed
 * together does not come back together; a receiver that names a later time, up to an hour, is heeded.
 */
export const retryAfterSeconds = (
  attempt: number,
  { chance, asked }: { readonly chance: number; readonly asked: number | null },
): number | null => {
  const delay = retryDelaysSeconds[attempt - 1];
  if (delay === undefined) return null;
  return Math.max(delay * (0.8 + 0.4 * chance), Math.min(asked ?? 0, HOUR));
};
