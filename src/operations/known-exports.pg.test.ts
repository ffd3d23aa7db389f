import { expect, test } from "vitest";
import { importing, specimen } from "../../tests/specimens.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const people = {
  raj: { name: "Raj Patel", salesforce: "005A00000012abCIAQ", hubspot: "7001", extension: "1001" },
  mina: { name: "Mina Park", salesforce: "005A00000012abDIAQ", hubspot: "7002", extension: "1002" },
};

const companyIn = (country: string, timeZone: string, currency: string) => (id: string) => ({
  company: { id, name: "Northwind", country, timeZone, currency },
  members: Object.entries(people).map(([member, { name, salesforce, hubspot, extension }]) => ({
    id: member,
    name,
    email: `${member}@northwind.example`,
    identities: [
      { source: "salesforce", externalId: salesforce },
      { source: "salesforce", externalId: name },
      { source: "hubspot", externalId: hubspot },
      { source: "pipedrive", externalId: name },
      { source: "aircall", externalId: name },
      { source: "pbx", externalId: extension },
    ],
  })),
  metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
});

const american = importing(database, companyIn("US", "America/New_York", "USD"));
const korean = importing(database, companyIn("KR", "Asia/Seoul", "KRW"));
const imported = (name: string, text: string) => (name.startsWith("korean") ? korean : american)(name, text);

/** Who, which local day, kind, direction, outcome; `-` where the file tells none. */
const counts: Readonly<Record<string, { readonly skipped: number; readonly counts: readonly string[] }>> = {
  "salesforce-tasks.csv": {
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
    skipped: 2,
    counts: [
      "mina 2026-03-02 demo - -: 1",
      "mina 2026-03-04 call - -: 1",
      "raj 2026-03-02 meeting - -: 1",
      "raj 2026-03-04 meeting - -: 1",
    ],
  },
  "salesforce-task-report.csv": {
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
    skipped: 2,
    counts: [
      "mina 2026-03-02 meeting - no_show: 1",
      "raj 2026-03-02 meeting - held: 1",
      "raj 2026-03-03 meeting - cancelled: 1",
      "raj 2026-03-05 meeting - -: 1",
    ],
  },
  "pipedrive-activities.csv": {
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

test.each(Object.entries(counts))(
  "%s is recognised and counted without a map, and once however often it comes",
  async (name, { counts: stated, skipped }) => {
    const { report, again, counts: counted } = await imported(name, specimen(name));
    expect(report.rejections).toEqual([]);
    expect(counted).toEqual(stated);
    const accepted = stated.length;
    expect(report).toMatchObject({ accepted, skipped, rejected: 0, duplicates: 0, unattributed: 0 });
    expect(report.notes.map(({ code }) => code)).toContain("export-recognised");
    expect(await again()).toMatchObject({ accepted: 0, duplicates: accepted, revised: 0, skipped });
  },
);
