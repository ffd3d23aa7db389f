import { expect, test } from "vitest";
import { importing, people, specimen } from "../../tests/specimens.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const american = people("US", "America/New_York", "USD");
const korean = people("KR", "Asia/Seoul", "KRW");
const importText = importing(database);
const imported = (name: string, text: string) => importText(name.startsWith("korean") ? korean : american, name, text);

/** What the specimens hold, worked out by hand. Who, which local day, kind, direction, outcome; `-` where the file tells none. */
type Stated = {
  readonly seconds: number;
  /** On the members' clocks; `-` for a day without a time. */
  readonly times: readonly string[];
  readonly prospects: readonly string[];
  readonly skipped: number;
  readonly counts: readonly string[];
};

const stated: Readonly<Record<string, Stated>> = {
  "salesforce-tasks.csv": {
    seconds: 821,
    prospects: ["003A0000045xyzXIAQ", "003A0000045xyzYIAQ", "003A0000045xyzZIAQ"],
    times: ["-", "-", "-", "-", "-", "-", "23:30"],
    skipped: 4,
    counts: [
      "mina 2026-03-02 call inbound contact: 1",
      "mina 2026-03-03 email inbound -: 1",
      "mina 2026-03-03 email outbound -: 1",
      "raj 2026-03-02 call outbound connected: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-04 call outbound -: 1",
      "raj 2026-03-04 demo - -: 1",
    ],
  },
  "salesforce-events.csv": {
    seconds: 5400,
    prospects: ["003A0000045xyzXIAQ", "003A0000045xyzYIAQ", "003A0000045xyzZIAQ"],
    times: ["-", "10:00", "15:00", "21:30"],
    skipped: 2,
    counts: [
      "mina 2026-03-02 demo - -: 1",
      "mina 2026-03-04 call - -: 1",
      "raj 2026-03-02 meeting - -: 1",
      "raj 2026-03-04 meeting - -: 1",
    ],
  },
  "salesforce-task-report.csv": {
    seconds: 1421,
    prospects: ["Dana Reyes", "Lena Fischer", "Omar Haddad"],
    times: ["-", "-", "-", "-", "-", "-"],
    skipped: 2,
    counts: [
      "mina 2026-03-02 email outbound -: 1",
      "mina 2026-03-03 email inbound -: 1",
      "mina 2026-03-13 call inbound appointment_set: 1",
      "mina 2026-03-13 meeting - -: 1",
      "raj 2026-03-02 call outbound connected: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
    ],
  },
  "salesforce-event-report.csv": {
    seconds: 12600,
    prospects: ["Dana Reyes", "Lena Fischer", "Omar Haddad"],
    times: ["-", "09:00", "10:00", "16:00", "21:30"],
    skipped: 0,
    counts: [
      "mina 2026-03-02 demo - -: 1",
      "mina 2026-03-15 call - -: 1",
      "mina 2026-03-16 visit - -: 1",
      "raj 2026-03-02 meeting - -: 1",
      "raj 2026-03-14 meeting - -: 1",
    ],
  },
  "hubspot-calls.csv": {
    seconds: 923,
    prospects: ["+12125550101", "+12125550102", "+12125550103"],
    times: ["08:30", "09:05", "09:40", "11:15", "16:00", "16:20"],
    skipped: 1,
    counts: [
      "mina 2026-03-02 call outbound connected: 1",
      "mina 2026-03-03 call inbound connected: 1",
      "raj 2026-03-02 call outbound connected: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-03 call outbound Demo booked: 1",
      "raj 2026-03-03 call outbound voicemail: 1",
    ],
  },
  "hubspot-emails.csv": {
    seconds: 0,
    prospects: ["dana@reyes.example", "lena@fischer.example", "old@reyes.example", "omar@haddad.example"],
    times: ["08:00", "09:00", "09:05", "09:06", "10:00"],
    skipped: 1,
    counts: [
      "mina 2026-03-03 email - -: 1",
      "mina 2026-03-03 email outbound -: 1",
      "raj 2026-03-02 email outbound -: 1",
      "raj 2026-03-02 email outbound bounced: 1",
      "raj 2026-03-03 email inbound -: 1",
    ],
  },
  "hubspot-meetings.csv": {
    seconds: 9900,
    prospects: [],
    times: ["10:00", "11:00", "11:00", "21:30"],
    skipped: 2,
    counts: [
      "mina 2026-03-02 meeting - no_show: 1",
      "raj 2026-03-02 meeting - held: 1",
      "raj 2026-03-03 meeting - cancelled: 1",
      "raj 2026-03-05 meeting - -: 1",
    ],
  },
  "pipedrive-activities.csv": {
    seconds: 9900,
    prospects: ["Dana Reyes", "Lena Fischer", "Omar Haddad"],
    times: ["-", "09:05", "12:00", "21:30", "22:30"],
    skipped: 2,
    counts: [
      "mina 2026-03-02 meeting - -: 1",
      "mina 2026-03-03 email outbound -: 1",
      "raj 2026-03-02 call outbound -: 1",
      "raj 2026-03-04 meeting - -: 1",
      "raj 2026-03-05 call outbound -: 1",
    ],
  },
  "outreach-calls.csv": {
    seconds: 851,
    prospects: ["+12125550101", "+12125550102", "+12125550103", "+12125550104"],
    times: ["09:05", "10:00", "11:00", "12:00", "23:30"],
    skipped: 0,
    counts: [
      "mina 2026-03-02 call outbound no_answer: 1",
      "mina 2026-03-03 call inbound appointment_set: 1",
      "mina 2026-03-03 call outbound Asked for pricing: 1",
      "raj 2026-03-02 call outbound conversation: 1",
      "raj 2026-03-02 call outbound voicemail: 1",
    ],
  },
  "salesloft-calls.csv": {
    seconds: 1162,
    prospects: ["+12125550101", "+12125550102", "+12125550103", "+12125550104"],
    times: ["09:05", "09:40", "10:00", "11:00", "23:30"],
    skipped: 0,
    counts: [
      "mina 2026-03-02 call outbound voicemail: 1",
      "mina 2026-03-03 call outbound appointment_set: 1",
      "mina 2026-03-03 call outbound wrong_number: 1",
      "raj 2026-03-02 call outbound connected: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
    ],
  },
  "aircall-calls.csv": {
    seconds: 841,
    prospects: ["+12125550101", "+12125550102", "+12125550103"],
    times: ["09:05", "09:40", "10:00", "12:00", "23:30"],
    skipped: 1,
    counts: [
      "mina 2026-03-02 call inbound answered: 1",
      "mina 2026-03-03 call inbound answered: 1",
      "mina 2026-03-03 call inbound voicemail: 1",
      "raj 2026-03-02 call outbound answered: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
    ],
  },
  "asterisk-cdr.csv": {
    seconds: 821,
    prospects: ["+12125550101", "+12125550102", "+12125550103"],
    times: ["09:05", "09:40", "10:00", "12:00", "23:30"],
    skipped: 1,
    counts: [
      "mina 2026-03-02 call outbound no_answer: 1",
      "mina 2026-03-03 call inbound answered: 1",
      "raj 2026-03-02 call outbound answered: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-03 call inbound attempt: 1",
    ],
  },
  "korean-pbx.csv": {
    seconds: 851,
    prospects: ["+821023456789", "+821034567890", "+821045678901", "+8223456789"],
    times: ["09:05", "09:40", "10:00", "11:00", "12:00", "23:30"],
    skipped: 1,
    counts: [
      "mina 2026-03-02 call outbound no_answer: 1",
      "mina 2026-03-03 call inbound answered: 1",
      "mina 2026-03-03 call inbound no_answer: 1",
      "raj 2026-03-02 call outbound answered: 1",
      "raj 2026-03-02 call outbound no_answer: 1",
      "raj 2026-03-03 call inbound answered: 1",
    ],
  },
};

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
