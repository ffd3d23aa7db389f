import type { PeriodListEntry } from "./company-file.ts";
import { readDay, readId, readName, refuseRepeated, take, type Findings } from "./company-reading-basics.ts";
import { LONGEST_REASON } from "./company-reading-factors.ts";
import type { Settings } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import type { CompanyCalendar, ListedPeriod, PeriodList } from "./period.ts";
import { refusal } from "./refusal.ts";
import { readText } from "./text.ts";

/** Every day through today on which a period of the list starts or the list ends. */
const boundariesGone = ({ periods, endsBefore }: PeriodList, today: Day): readonly Day[] =>
  [...periods.map(({ startsOn }) => startsOn), endsBefore].filter((day) => day <= today);

/** What was said of days gone stays: who was measured by a period keeps it. */
const refuseMoved = (findings: Findings, list: PeriodList, stored: PeriodList | undefined, today: Day, pointer: string): void => {
  if (stored === undefined || (list.reason !== undefined && list.reason !== stored.reason)) return;
  const [was, is] = [boundariesGone(stored, today), boundariesGone(list, today)];
  const moved = [...was.filter((day) => !is.includes(day)), ...is.filter((day) => !was.includes(day))].toSorted((a, b) => a - b);
  if (moved.length > 0) findings.push(refusal("list-past", pointer, { found: moved.slice(0, 5).map(isoDay).join(", ") }));
};

const readPeriods = (findings: Findings, entries: PeriodListEntry["periods"], pointer: string): readonly ListedPeriod[] => {
  const periods: ListedPeriod[] = [];
  for (const [index, { label, startsOn }] of entries.entries()) {
    const at = `${pointer}/${index}`;
    const day = readDay(findings, startsOn, `${at}/startsOn`);
    const name = readName(findings, label, startsOn, `${at}/label`);
    const before = periods.at(-1)?.startsOn;
    if (day === null) continue;
    if (before !== undefined && day <= before)
      findings.push(refusal("list-order", `${at}/startsOn`, { found: isoDay(day), before: isoDay(before) }));
    periods.push({ label: name, startsOn: day });
  }
  return periods;
};

const readList = (findings: Findings, entry: PeriodListEntry, pointer: string): PeriodList | null => {
  const id = readId(findings, entry.id, `${pointer}/id`);
  const name = readName(findings, entry.name, id, `${pointer}/name`);
  const [first, ...rest] = readPeriods(findings, entry.periods, `${pointer}/periods`);
  const endsBefore = readDay(findings, entry.endsBefore, `${pointer}/endsBefore`);
  const reason = entry.reason ?? null;
  const why =
    reason === null ? {} : { reason: take(findings, readText(reason, `${pointer}/reason`, { max: LONGEST_REASON, hasLines: true }), "") };
  if (entry.periods.length === 0) findings.push(refusal("list-empty", `${pointer}/periods`));
  if (first === undefined || endsBefore === null) return null;
  const last = rest.at(-1) ?? first;
  if (endsBefore <= last.startsOn)
    findings.push(refusal("list-end", `${pointer}/endsBefore`, { found: isoDay(endsBefore), last: isoDay(last.startsOn) }));
  return { id, name, periods: [first, ...rest], endsBefore, ...why };
};

/** The lists that a plan, or a table of targets, has ever gone by. */
const listsInUse = ({ plans, company: { targetTables } }: Settings): ReadonlySet<string> =>
  new Set([...plans.flatMap(({ versions }) => versions.map(({ cadence }) => cadence)), ...targetTables.map(({ cadence }) => cadence)]);

/**
 * The company's lists of periods, for its calendar: nothing where there are none. One that the file no longer names stays as long as a plan
 * or a target table went by it, for its numbers are still asked for.
 */
export const readPeriodLists = (
  findings: Findings,
  entries: readonly PeriodListEntry[],
  before: Settings | null,
  today: Day,
): Pick<CompanyCalendar, "lists"> => {
  refuseRepeated(findings, entries, "periodList", "/periodLists");
  const stored = before?.company.calendar.lists ?? [];
  const lists = entries.flatMap((entry, index) => {
    const pointer = `/periodLists/${index}`;
    const list = readList(findings, entry, pointer);
    if (list === null) return [];
    const was = stored.find(({ id }) => id === list.id);
    refuseMoved(findings, list, was, today, pointer);
    // What is left out, as the reason may be, stays.
    return [was?.reason !== undefined && list.reason === undefined ? { ...list, reason: was.reason } : list];
  });
  const inUse = before === null ? new Set<string>() : listsInUse(before);
  const kept = stored.filter(({ id }) => inUse.has(`list:${id}`) && !entries.some((entry) => entry.id === id));
  const all = [...lists, ...kept];
  return all.length === 0 ? {} : { lists: all };
};
