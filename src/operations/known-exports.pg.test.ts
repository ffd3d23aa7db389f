import { expect, test } from "vitest";
import { importing, people, specimen } from "../../tests/specimens.ts";
import { stated } from "../../tests/stated-exports.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const american = people("US", "America/New_York", "USD");
const korean = people("KR", "Asia/Seoul", "KRW");
const importText = importing(database);
const imported = (name: string, text: string) => importText(name.startsWith("korean") ? korean : american, name, text);

test.each(Object.entries(stated))(
  "%s is recognised and counted without a map, and once however often it comes",
  async (name, { counts, prospects, seconds, times, skipped }) => {
    const { report, again, activities, counts: counted } = await imported(name, specimen(name));
    expect(report.rejections).toEqual([]);
    expect(counted).toEqual(counts);
    expect(activities.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0)).toBe(seconds);
    expect(activities.map(({ localTime }) => localTime ?? "-").toSorted()).toEqual(times);
    expect([...new Set(activities.flatMap((each) => each.prospects))].toSorted()).toEqual(prospects);
    const accepted = activities.length;
    expect(report).toMatchObject({ accepted, skipped, rejected: 0, duplicates: 0, unattributed: 0 });
    expect(report.notes.map(({ code }) => code)).toContain("export-recognised");
    expect(await again()).toMatchObject({ accepted: 0, duplicates: accepted, revised: 0, skipped });
  },
);
