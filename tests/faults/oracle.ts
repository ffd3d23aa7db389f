import type { Report, World } from "./world.ts";

/**
 * What must come out, from what was sent alone: no database, no code of the product's. The state that a source told last holds; a prospect's
 * one credit belongs to the earliest that qualifies; a day is a day where the member is.
 */
export type Expected = {
  /** What holds of each activity, by `source externalId`, and how many states of it there are. */
  readonly stored: ReadonlyMap<string, { readonly holds: Report; readonly states: number }>;
  /** Credits by `metric member day`, in ten-thousandths. */
  readonly tally: ReadonlyMap<string, number>;
};

const PER_COUNT = 10_000;
const WEEK = 7 * 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const dayIn = (zone: string, instant: string): string => {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  formats.set(zone, format);
  return format.format(new Date(instant));
};
/** Day 4 of the epoch was a Monday. */
const weekOf = (day: string): number => Math.floor((Date.parse(day) - 4 * 86_400_000) / WEEK);

const toldAt = (report: Report): string => report.revisedAt ?? report.voidedAt ?? "";
const contacts = new Set(["call", "email"]);

export const expectedOf = ({ reports, zones }: World): Expected => {
  const stored = new Map<string, { holds: Report; states: number }>();
  for (const report of reports) {
    const key = `${report.source} ${report.externalId}`;
    const known = stored.get(key);
    stored.set(key, {
      holds: known === undefined || toldAt(report) > toldAt(known.holds) ? report : known.holds,
      states: (known?.states ?? 0) + 1,
    });
  }

  const standing = [...stored.values()]
    .map(({ holds }) => holds)
    .filter((report) => report.voidedAt === undefined && zones.has(report.member));
  const order = (report: Report): string => `${report.occurredAt} ${report.source} ${report.externalId}`;
  standing.sort((a, b) => (order(a) < order(b) ? -1 : 1));

  const tally = new Map<string, number>();
  const taken = new Set<string>();
  for (const report of standing) {
    const day = dayIn(zones.get(report.member) ?? "", report.occurredAt);
    const credit = (metric: string, amount: number): void => {
      const at = `${metric} ${report.member} ${day}`;
      tally.set(at, (tally.get(at) ?? 0) + amount * PER_COUNT);
    };
    const first = (window: string): boolean => !taken.has(window) && taken.add(window).has(window);
    const { kind, direction, durationSeconds = 0, quantity = 0, prospect } = report;
    const captured = report.source === "dialer" && report.provenance === undefined;
    if (kind === "call" && direction === "outbound" && durationSeconds >= 60) credit("calls", 1);
    if (kind === "email" && captured) credit("mails", 1);
    if (kind === "demo" && quantity > 0) credit("units", quantity);
    if (prospect === undefined) continue;
    if (contacts.has(kind) && first(`weekly ${report.member} ${prospect} ${weekOf(day)}`)) credit("weekly-contacts", 1);
    if (durationSeconds >= 60 && first(`ever ${prospect}`)) credit("first-contacts", 1);
  }
  return { stored, tally };
};
