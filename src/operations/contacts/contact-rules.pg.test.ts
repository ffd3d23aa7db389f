import { sql } from "kysely";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readProspect, prospectContext } from "../../domain/prospect-reading.ts";
import { must, openCompany } from "../../../tests/product.ts";
import { testDatabase } from "../../../tests/test-database.ts";
import { inCompany } from "../../store/database.ts";
import { loadSettings } from "../../store/settings.ts";
import { erasePerson } from "../erase-person.ts";
import { exportCompany } from "../export-company.ts";
import { importStore } from "../uploads/import-store.ts";
import { mergeProspects } from "../merge-prospects.ts";
import { recordProspects } from "../record-prospects.ts";
import { restoreActivity } from "../restore-activity.ts";
import { unmergeProspect } from "../unmerge-prospect.ts";
import { verifyCompany } from "../verify-company.ts";
import { voidActivity } from "../void-activity.ts";
import { recordBases } from "../record-bases.ts";
import { recordOptOuts } from "../record-opt-outs.ts";
import { withdrawOptOut } from "../withdraw-opt-out.ts";

const { database } = await testDatabase();

const capped = { caps: [{ contacts: 3, days: 7 }] };
const file = (id: string, contactRules?: object) => ({
  company: { id, name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  kinds: [{ id: "kakao", name: "KakaoTalk" }],
  members: [
    { id: "raj", name: "Raj" },
    { id: "dana", name: "Dana" },
  ],
  metrics: [
    { id: "contacts", where: 'kind != "referral"' },
    { id: "people", where: 'kind != "referral"', oncePer: { prospect: "week" } },
  ],
  ...(contactRules === undefined ? {} : { contactRules }),
});

/** `2-10`: a call on the second of March at ten. */
const call = (text: string, more: object = {}) => {
  const [date = "", hour = ""] = text.split("-");
  return {
    source: "crm",
    externalId: text,
    member: "raj",
    kind: "call",
    direction: "outbound",
    occurredAt: `2026-03-${date.padStart(2, "0")}T${hour.includes(":") ? hour : `${hour.padStart(2, "0")}:00`}:00+09:00`,
    prospect: "mina@x.example",
    ...more,
  };
};
const by = { by: "kim" };

let companies = 0;
const open = async (contactRules?: object) => {
  const id = `rules-${(companies += 1)}`;
  const product = await openCompany(database, file(id, contactRules));
  const { companyId, explain, apply } = product;
  /** Which calls are left out and by which rules, after the tally was compared with the recount. */
  const left = async (): Promise<string> => {
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true, contacts: [] });
    const found = [
      ...(await explain("raj", "contacts", "2026-03-01")).records,
      ...(await explain("dana", "contacts", "2026-03-01")).records,
    ];
    return found
      .flatMap(({ externalId, verdict }) =>
        verdict.counted ? [] : [`${externalId}: ${verdict.reasons.map(({ code, en }) => (code === "contact" ? en : code)).join("; ")}`],
      )
      .toSorted()
      .join("\n");
  };
  const prospect = async (fields: object) => {
    const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
    await recordProspects(database, companyId, [must(readProspect(fields, prospectContext(settings.company)))]);
  };
  return {
    ...product,
    id,
    left,
    prospect,
    rules: (next?: object) => apply(file(id, next)),
    optOut: (fields: object) => recordOptOuts(database, companyId, [fields], by),
    basis: (fields: object) => recordBases(database, companyId, [fields], by),
  };
};

const night = "9-21:30: at 21:30 in Asia/Seoul, within the quiet hours there (21:00 to 08:00)";

describe("at night", () => {
  test("a call at 21:30 where the recipient is does not count, whenever that is known; an e-mail does", async () => {
    const { record, prospect, left } = await open();
    await record([call("9-21:30"), call("9-22", { kind: "email" }), call("9-10")]);
    expect(await left()).toBe("");
    await prospect({ email: "mina@x.example", timeZone: "Asia/Seoul" });
    expect(await left()).toBe(night);
    await prospect({ email: "mina@x.example", timeZone: "Europe/Berlin" });
    expect(await left()).toBe("");
  });
  test("whoever consented to be called at night is, from that day on", async () => {
    const { record, prospect, left, basis } = await open();
    await prospect({ email: "mina@x.example", timeZone: "Asia/Seoul" });
    await record([call("9-21:30"), call("10-21:30")]);
    await basis({ prospect: "mina@x.example", kind: "consent", from: "2026-03-10T00:00:00+09:00", coversQuietHours: true });
    expect(await left()).toBe(night);
  });
  test("a day without a time was not at night, nor is a call of theirs, and a kind of the company's own is a contact where it says so", async () => {
    const { record, prospect, left, rules } = await open();
    await prospect({ email: "mina@x.example", timeZone: "Asia/Seoul" });
    const { occurredAt: _, ...untimed } = call("9-day");
    await record([
      { ...untimed, occurredOn: "2026-03-09" },
      call("9-23", { direction: "inbound" }),
      call("9-21:30", { kind: "kakao", direction: undefined }),
    ]);
    expect(await left()).toBe("");
    must(await rules({ channels: { kakao: "message" } }));
    expect(await left()).toBe(night);
    must(await rules({ channels: { kakao: "message" }, quietHours: [{ country: "KR", off: "Advised otherwise" }] }));
    expect(await left()).toBe("");
  });
});

describe("who asked not to be contacted", () => {
  const said = "4-10: they had asked on 2026-03-03 not to be contacted";
  test("is not from that time on: what was done before stays, and a late word takes what was counted out", async () => {
    const { record, left, optOut } = await open();
    await record([call("2-10"), call("4-10")]);
    expect(await optOut({ prospect: "mina@x.example", from: "2026-03-03T12:00:00+09:00" })).toMatchObject({ recorded: 1, known: 0 });
    expect(await left()).toBe(said);
    expect(await optOut({ prospect: "mina@x.example", from: "2026-03-03T12:00:00+09:00" })).toMatchObject({ recorded: 0, known: 1 });
    await record([call("5-10", { kind: "referral" })]);
    expect(await left()).toContain(said);
  });
  test("is contacted again once it is withdrawn; withdrawn as a mistake it never held", async () => {
    const { companyId, record, left, optOut } = await open();
    await record([call("4-10")]);
    await optOut({ prospect: "mina@x.example", from: "2026-03-03T00:00:00+09:00" });
    const { rows } = await inCompany(database, companyId, (tx) => sql<{ n: bigint }>`select opt_out_number as n from opt_outs`.execute(tx));
    must(await withdrawOptOut(database, companyId, { number: rows[0]?.n ?? 0n, reason: "the wrong person", wasMistake: true }, by));
    expect(await left()).toBe("");
  });
  test("everybody with an address of a company, also where it is learnt later, and whoever stands on a list", async () => {
    const { record, left, optOut, prospect } = await open();
    await prospect({ email: "mina@x.example", id: "P1" });
    await record([call("4-10"), call("5-10", { prospect: "tom@y.example" })]);
    await optOut({ domain: "x.example", from: "2026-03-01T00:00:00+09:00" });
    await optOut({ prospect: "tom@y.example", list: "Registry 2026-03", from: "2026-03-05T00:00:00+09:00", channels: ["telephone"] });
    expect(await left()).toBe(
      "4-10: not to be contacted since 2026-03-01, by a do-not-contact list or their company's word\n5-10: not to be contacted since 2026-03-05, by a do-not-contact list or their company's word",
    );
    await record([call("6-10", { prospect: "010-1111-2222" })]);
    await prospect({ phone: "010-1111-2222", email: "sora@x.example" });
    expect(await left()).toContain("6-10: not to be contacted");
  });
  test("is known by whichever name they have, and no longer once the two are told apart again", async () => {
    const { companyId, record, left, optOut } = await open();
    await record([call("4-10"), call("2-10", { prospect: "010-1111-2222" })]);
    await optOut({ prospect: "010-1111-2222", from: "2026-03-03T00:00:00+09:00" });
    expect(await left()).toBe("");
    must(await mergeProspects(database, companyId, { keep: "mina@x.example", other: "010-1111-2222", reason: "the same" }, by));
    expect(await left()).toBe("4-10: they had asked on 2026-03-03 not to be contacted");
    must(await unmergeProspect(database, companyId, { prospect: "010-1111-2222", reason: "not the same" }, by));
    expect(await left()).toBe("");
  });
  test("stays so after they were erased, and what was found of them stays as it was", async () => {
    const { companyId, record, left, optOut, prospect } = await open();
    await prospect({ email: "mina@x.example", timeZone: "Asia/Seoul" });
    await record([call("4-10"), call("9-21:30")]);
    await optOut({ domain: "x.example", from: "2026-03-01T00:00:00+09:00" });
    const before = await left();
    const imports = importStore(mkdtempSync(join(tmpdir(), "attain-rules-")));
    must(await erasePerson(database, companyId, { prospect: "mina@x.example" }, { reason: "asked for it", by: "kim", imports }));
    expect(await left()).toBe(before);
  });
});

describe("how often", () => {
  const fourth = (text: string, number = 4) =>
    `${text}: contact number ${number} with this person within 7 days, by everybody together; at most 3 count`;
  test("a fourth contact within seven days is left out by a company that says so, by whomever the others were made and in whatever order they came", async () => {
    const four = [call("2-10"), call("3-10", { member: "dana" }), call("4-10"), call("5-10", { kind: "email", member: "dana" })];
    const forward = await open(capped);
    await forward.record(four);
    expect(await forward.left()).toBe(fourth("5-10"));
    const backward = await open(capped);
    for (const one of four.toReversed()) await backward.record([one]);
    expect(await backward.left()).toBe(fourth("5-10"));
    const silent = await open();
    await silent.record(four);
    expect(await silent.left()).toBe("");
    must(await silent.rules(capped));
    expect(await silent.left()).toBe(fourth("5-10"));
    must(await silent.rules());
    expect(await silent.left()).toBe("");
  });
  test("a void, a restoring and a corrected time let the others follow", async () => {
    const { companyId, record, left } = await open(capped);
    await record([call("2-10"), call("3-10"), call("4-10"), call("5-10"), call("9-09"), call("9-11")]);
    const before = [fourth("5-10"), fourth("9-09", 5), fourth("9-11", 5)].join("\n");
    expect(await left()).toBe(before);
    const key = { source: "crm", externalId: "2-10" };
    must(await voidActivity(database, companyId, key, { reason: "wrong", by: "kim" }));
    expect(await left()).toBe(["2-10: voided", fourth("9-09"), fourth("9-11", 5)].join("\n"));
    must(await restoreActivity(database, companyId, key, { reason: "right", by: "kim" }));
    expect(await left()).toBe(before);
    await record([call("4-10", { occurredAt: "2026-03-25T10:00:00+09:00" })]);
    expect(await left()).toBe([fourth("9-09"), fourth("9-11")].join("\n"));
    await record([call("5-10", { prospect: "tom@y.example" })]);
    expect(await left()).toBe("");
  });
  test("the credit of a window goes to the next whom nothing speaks against", async () => {
    const { record, explain, optOut } = await open();
    await record([call("4-10"), call("5-10", { member: "dana", prospect: "tom@y.example" })]);
    await optOut({ prospect: "mina@x.example", from: "2026-03-01T00:00:00+09:00", channels: ["telephone"] });
    await record([call("6-10", { kind: "email" })]);
    const { records } = await explain("raj", "people", "2026-03-04");
    expect(records.map(({ externalId, verdict }) => [externalId, verdict.counted])).toEqual([
      ["4-10", false],
      ["6-10", true],
    ]);
  });
});

test("the rules stand in the company file as they were said, and two of one thing from one day are refused", async () => {
  const said = {
    caps: [
      { contacts: 3, days: 7, channels: ["telephone"] },
      { from: "2026-05-01", contacts: 5, days: 14, channels: ["telephone", "message"], counted: false },
    ],
    quietHours: [
      { country: "KR", from: "2026-04-01", off: "Counsel, 2026-03-30", channels: ["telephone", "message"] },
      {
        country: "JP",
        channels: ["telephone"],
        begins: "20:00",
        ends: "09:00",
        source: { name: { en: "Own rule", ko: "자체 규칙" }, url: "https://x.example/rule" },
      },
    ],
    basis: [{ country: "KR", channels: ["email"], effect: "flag" }],
    zones: { JP: ["Asia/Tokyo"] },
    channels: { kakao: "message", visit: "none" },
  };
  const { companyId, rules } = await open(said);
  expect(JSON.parse(await exportCompany(database, companyId, "json"))).toMatchObject({ contactRules: said });
  const wrong = await rules({
    caps: [{ contacts: 0 }, {}],
    quietHours: [{ country: "FR", begins: "25:00", ends: "8" }],
    channels: { fax: "email" },
  });
  expect(wrong.ok ? [] : wrong.refusals.map(({ code, pointer }) => `${code} ${pointer}`).toSorted()).toEqual([
    "contact-number /contactRules/caps/0/contacts",
    "contact-rule-repeated /contactRules/caps/1",
    "contact-time /contactRules/quietHours/0/begins",
    "contact-time /contactRules/quietHours/0/ends",
    "contact-zones /contactRules/quietHours/0",
    "reference-unknown /contactRules/channels/fax",
  ]);
});
