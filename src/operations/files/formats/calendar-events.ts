import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { isoDay, isWithin, parseDay, plainDay, type Day, type Span } from "../../../domain/day.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { shown } from "../../../domain/shown.ts";
import { within as inMap } from "../../../domain/within.ts";

/** The days of the whole-day events in an iCalendar file, in order, each once. */
export type CalendarEvents = {
  readonly days: readonly { readonly on: Day; readonly name: string }[];
  /** Events with a time of day, which make no day free. */
  readonly timed: number;
  readonly cancelled: number;
};

const MOST_EVENTS = 10_000;
/** A holiday lasts some days; a company closed for the summer, some weeks. */
const LONGEST_EVENT = 62;
const LONGEST_NAME = 200;

type Event = {
  readonly line: number;
  readonly uid: string | null;
  readonly name: string;
  readonly days: readonly Day[];
  readonly rule: string | null;
  readonly except: readonly Day[];
  readonly beside: readonly Day[];
  /** The day of the series that it stands for. */
  readonly insteadOf: Day | null;
  readonly isCancelled: boolean;
};

const refuseEvent = (line: number, problem: Words): Refusal => refusal("calendar-event", "", { line, problem });
const notUnderstood = (found: string): Words => ({ en: `"${shown(found)}" is not understood`, ko: `"${shown(found)}": 알 수 없습니다` });

/** The line on which each event begins; the library does not say. */
const eventLines = (text: string): readonly number[] =>
  text.split(/\r\n|\r|\n/).flatMap((line, index) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [index + 1] : []));

/** What the library says of a file that it cannot read quotes the line, or a value in it. */
const refuseFile = (text: string, error: unknown): Refusal => {
  const lines = text.split(/\r\n|\r|\n/);
  const quoted = (error instanceof Error ? error.message : String(error)).split('"').toReversed();
  for (const found of quoted.filter((piece) => piece !== "" && !/^[;:]$/.test(piece))) {
    const place = lines.findIndex((line) => line.includes(found));
    if (place >= 0) return refusal("calendar-event", "", { line: place + 1, problem: notUnderstood(found) });
  }
  return refusal("calendar-file", "", { problem: { en: "it is cut short", ko: "끝이 잘렸습니다" } });
};

const componentsOf = (text: string): Outcome<readonly ICAL.Component[]> => {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (!/^BEGIN:VCALENDAR/i.test(start)) {
    const problem = { en: "it does not begin with BEGIN:VCALENDAR", ko: "BEGIN:VCALENDAR로 시작하지 않습니다" };
    return refused(refusal("calendar-file", "", { problem }));
  }
  try {
    const read = ICAL.parse(start) as readonly unknown[]; // one calendar, or a list of them
    const calendars = (typeof read[0] === "string" ? [read] : read) as readonly ConstructorParameters<typeof ICAL.Component>[0][];
    return accepted(calendars.flatMap((calendar) => new ICAL.Component(calendar).getAllSubcomponents("vevent")));
  } catch (error) {
    return refused(refuseFile(text, error));
  }
};

/** The text of a date as it stands there, before the library makes a day of the 32nd. */
const dateTexts = (event: ICAL.Component, property: string): readonly string[] =>
  event.getAllProperties(property).flatMap((each) => (each.toJSON().slice(3) as unknown[]).map(String));

const daysNamed = (event: ICAL.Component, property: string): readonly Day[] =>
  dateTexts(event, property)
    .map((text) => plainDay(text.slice(0, 10)))
    .filter((day) => !Number.isNaN(day));

const textOf = (event: ICAL.Component, property: string): string | null => {
  const value = event.getFirstPropertyValue(property);
  return value === null ? null : String(value);
};

const lastDayOf = (event: ICAL.Component, first: Day, line: number): Outcome<Day> => {
  const [end] = dateTexts(event, "dtend");
  if (end === undefined) {
    const duration = event.getFirstPropertyValue("duration");
    return accepted(duration instanceof ICAL.Duration ? first + Math.max(1, Math.round(duration.toSeconds() / 86_400)) - 1 : first);
  }
  const before = parseDay(end.slice(0, 10), "");
  if (!before.ok) return refused(refuseEvent(line, notUnderstood(end)));
  if (before.value < first)
    return refused(
      refuseEvent(line, {
        en: `it ends on ${isoDay(before.value)}, before it begins`,
        ko: `시작보다 앞선 ${isoDay(before.value)}에 끝납니다`,
      }),
    );
  // Some programs write an end on the same day for one day.
  return accepted(Math.max(first, before.value - 1));
};

const readEvent = (event: ICAL.Component, line: number): Outcome<Event> => {
  const [start] = dateTexts(event, "dtstart");
  if (start === undefined) return refused(refuseEvent(line, { en: "it has no DTSTART", ko: "DTSTART가 없습니다" }));
  const first = parseDay(start.slice(0, 10), "");
  if (!first.ok) return refused(refuseEvent(line, notUnderstood(start)));
  const last = lastDayOf(event, first.value, line);
  if (!last.ok) return last;
  const length = last.value - first.value + 1;
  if (length > LONGEST_EVENT)
    return refused(
      refuseEvent(line, {
        en: `it lasts ${length} days; ${LONGEST_EVENT} is the most`,
        ko: `${length}일 동안입니다. 최대 ${LONGEST_EVENT}일입니다`,
      }),
    );
  const [insteadOf] = daysNamed(event, "recurrence-id");
  return accepted({
    line,
    uid: textOf(event, "uid"),
    name: [...(textOf(event, "summary") ?? "").replace(/\s+/g, " ").trim()].slice(0, LONGEST_NAME).join("") || isoDay(first.value),
    days: Array.from({ length }, (_, index) => first.value + index),
    rule: textOf(event, "rrule"),
    except: daysNamed(event, "exdate"),
    beside: daysNamed(event, "rdate"),
    insteadOf: insteadOf ?? null,
    isCancelled: textOf(event, "status")?.toUpperCase() === "CANCELLED",
  });
};

const compact = (day: Day): string => isoDay(day).replaceAll("-", "");

/** On which days of the span a series begins; the library gives up on a rule that hardly ever comes true. */
const startsOf = ({ line, days: [first = 0], rule, except, beside }: Event, span: Span): Outcome<readonly Day[]> => {
  if (rule === null) return accepted([first, ...beside]);
  if (!/(?:^|;)FREQ=YEARLY(?:;|$)/i.test(rule))
    return refused(
      refuseEvent(line, {
        en: `it repeats by ${shown(rule)}; holidays repeat by FREQ=YEARLY`,
        ko: `${shown(rule)}: 공휴일은 FREQ=YEARLY로 반복합니다`,
      }),
    );
  try {
    const series = new RRuleTemporal({
      rruleString: `DTSTART:${compact(first)}T000000Z\nRRULE:${rule.replace(/(UNTIL=\d{8})(?!T)/i, "$1T000000Z")}`,
      maxIterations: 500,
      maxCandidateEvaluations: 200_000,
      cache: false,
    });
    const found = series.between(
      new Date(`${isoDay(span.startsOn)}T00:00:00Z`),
      new Date(`${isoDay(span.endsBefore - 1)}T00:00:00Z`),
      true,
    );
    const days = found.map((moment) => plainDay(moment.toString().slice(0, 10)));
    return accepted([...days, ...beside].filter((day) => !except.includes(day)));
  } catch {
    return refused(refuseEvent(line, notUnderstood(rule)));
  }
};

/**
 * Reads the whole-day events of an iCalendar file: several days, yearly rules with their exceptions, without those that are cancelled. Only days of
 * the span are answered. Refuses what is no such file, and the first event that cannot be read, with its line.
 */
export const calendarEventsIn = (text: string, span: Span): Outcome<CalendarEvents> => {
  const components = componentsOf(text);
  if (!components.ok) return components;
  if (components.value.length > MOST_EVENTS)
    return refused(refusal("calendar-large", "", { found: components.value.length, limit: MOST_EVENTS }));
  const lines = eventLines(text);
  const events: Event[] = [];
  let timed = 0;
  for (const [index, component] of components.value.entries()) {
    if (component.getFirstProperty("dtstart")?.type === "date-time") timed += 1;
    else {
      const event = readEvent(component, lines[index] ?? 1);
      if (!event.ok) return event;
      events.push(event.value);
    }
  }
  const moved = new Map<string, Day[]>();
  for (const { uid, insteadOf } of events) if (uid !== null && insteadOf !== null) inMap(moved, uid, () => []).push(insteadOf);
  const days = new Map<Day, string>();
  for (const event of events.filter(({ isCancelled }) => !isCancelled)) {
    const starts = startsOf(event, span);
    if (!starts.ok) return starts;
    const elsewhere = event.insteadOf === null && event.uid !== null ? (moved.get(event.uid) ?? []) : [];
    const [first = 0] = event.days;
    for (const start of starts.value.filter((day) => !elsewhere.includes(day)))
      for (const day of event.days)
        if (isWithin(span, day - first + start) && !days.has(day - first + start)) days.set(day - first + start, event.name);
  }
  return accepted({
    days: [...days].map(([on, name]) => ({ on, name })).toSorted((a, b) => a.on - b.on),
    timed,
    cancelled: events.filter(({ isCancelled }) => isCancelled).length,
  });
};
