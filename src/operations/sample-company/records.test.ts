import { expect, test } from "vitest";
import { instant } from "../../../tests/product.ts";
import { dayIn, isoInstant } from "../../domain/instant.ts";
import { sampleDays } from "./days.ts";
import { sampleFile, TOPIC } from "./file.ts";
import { cast, reps } from "./people.ts";
import { sampleProspects } from "./prospects.ts";
import { paddedDay, shortCallOf } from "./story.ts";
import { sampleRecords, type SampleRecord } from "./records.ts";

/** A weekday, a Sunday, ends and beginnings of months and years, a leap day, and days whose holidays nobody has published. */
const moments = [
  "2026-11-25T05:00:00Z",
  "2026-11-29T12:00:00Z",
  "2026-12-31T23:30:00Z",
  "2027-01-01T00:10:00Z",
  "2027-03-01T08:00:00Z",
  "2028-02-29T01:00:00Z",
  "2031-06-02T03:00:00Z",
].map(instant);

const ofKind = (records: readonly SampleRecord[], id: string, kind: string): readonly SampleRecord[] => {
  const names = new Set([id, `${id}@morning-calm.example`, String(2001 + reps.findIndex((each) => each.id === id))]);
  return records.filter(({ fields }) => fields["kind"] === kind && names.has(String(fields["member"])));
};

const people = (records: readonly SampleRecord[]): number => new Set(records.map(({ fields }) => fields["prospect"])).size;

test("the same moment gives the same company, and a later one of the day only what came since", () => {
  const [now = 0n] = moments;
  const told = sampleRecords(sampleDays(now), now);
  expect(sampleRecords(sampleDays(now), now)).toEqual(told);
  const later = now + 3_600_000_000n;
  expect(sampleRecords(sampleDays(later), later).slice(0, told.length)).toEqual(told);
  expect(sampleProspects(sampleDays(now))).toEqual(sampleProspects(sampleDays(later)));
  expect(sampleFile(sampleDays(now))).toEqual(sampleFile(sampleDays(later)));
});

test.each(moments.map((now) => [isoInstant(now), now] as const))(
  "at %s the founding examples are in it, and nothing that is yet to come",
  (_, now) => {
    const days = sampleDays(now);
    const records = sampleRecords(days, now);
    const within = (startsOn: number, endsBefore: number) => records.filter(({ on }) => on >= startsOn && on < endsBefore);
    const month = within(days.monthBefore.startsOn, days.monthBefore.endsBefore);
    const social = ofKind(month, cast.raj, "social_contact");
    const isToProspect = ({ fields }: SampleRecord) =>
      !/operations@|\.[ci]@mail$/.test(`${String(fields["prospect"])} ${String(fields["externalId"])}`);
    expect([
      ofKind(month, cast.raj, "call").length,
      ofKind(month, cast.raj, "email").filter(isToProspect).length,
      social.length,
      people(social),
      ofKind(month, cast.raj, "opportunity_opened").length,
    ]).toEqual([150, 200, 50, 50, 30]);
    const week = within(days.weekBefore.startsOn, days.weekBefore.endsBefore);
    const onTopic = ofKind(week, cast.ines, "social_contact").filter(
      ({ fields }) => (fields["attributes"] as { topic: string }).topic === TOPIC,
    );
    expect([ofKind(week, cast.ines, "call").length, people(onTopic), ofKind(week, cast.leo, "call").length]).toEqual([0, 50, 250]);

    const keys = records.map(({ fields }) => `${String(fields["source"])} ${String(fields["externalId"])}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(records.every(({ at }) => at <= now)).toBe(true);
    expect(records.length).toBeGreaterThan(20_000);
    expect(records.length).toBeLessThan(60_000);
    // Where Raj is, each of his records lies on the day that it was made for.
    expect(ofKind(records, cast.raj, "call").every(({ at, on }) => dayIn("Asia/Kolkata", at) === on)).toBe(true);
    // The story has what it tells of.
    expect(paddedDay(records, days)).toBeDefined();
    for (const id of [cast.raj, cast.upheld, cast.waiting]) expect(shortCallOf(records, id, days)).toBeDefined();
  },
);

test("one is busier than anybody, and has next to nothing to show for it", () => {
  const [now = 0n] = moments;
  const days = sampleDays(now);
  const month = sampleRecords(days, now).filter(({ on }) => on >= days.monthBefore.startsOn && on < days.monthBefore.endsBefore);
  const established = reps.filter(({ id }) => id !== cast.leo && id !== cast.ines);
  const calls = established.map(({ id }) => [ofKind(month, id, "call").length, id] as const).toSorted(([a], [b]) => b - a);
  expect(calls[0]?.[1]).toBe(cast.busy);
  expect(ofKind(month, cast.busy, "opportunity_opened").length).toBeLessThan(4);
});
