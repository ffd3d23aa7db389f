import { expect, test } from "vitest";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { importOptOuts } from "../../src/operations/contacts/import-opt-outs.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { packageRoot } from "../../src/store/package-root.ts";
import { testApi } from "../api.ts";
import { must, quotasIn, quotaTexts } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { openExample } from "./example.ts";

/** The week of Monday the 2nd of March 2026 from `examples/contact-rules`: Mina is in Seoul, Tom opted out on the 3rd, Sora was called often. */

const { database } = await testDatabase();
const { ask } = await testApi(database);
const example = await openExample(database, "contact-rules");
const { companyId } = example;
const list = (name: string) =>
  importOptOuts(database, companyId, {
    from: { path: join(packageRoot, "examples/contact-rules", name) },
    fileName: name,
    rejectedPath: join(tmpdir(), `attain-${process.pid}-${name}`),
  });

const ON = "2026-03-06";
const sunday = "2026-03-08";
const plan = async (contacts: readonly object[]) => {
  const { status, body } = await ask({ method: "POST", url: "/api/v1/planned-contacts", payload: contacts });
  expect(status).toBe(200);
  return body as {
    readonly contacts: readonly {
      readonly verdict: string;
      readonly from: string | null;
      readonly findings: readonly { readonly rule: string; readonly en: string; readonly ko: string; readonly source: object | null }[];
    }[];
    readonly relieved: number;
  };
};
const asked = async (member: string) => {
  const rows = await example.rows({ on: ON, member });
  return {
    texts: rows.flatMap(({ requirement }) => quotaTexts(requirement)),
    quotas: rows.flatMap(({ requirement }) => quotasIn(requirement)),
  };
};

test("the files are taken whole, and the same again change nothing", async () => {
  for (const created of [3, 0]) {
    expect(await example.importProspects("prospects.csv")).toMatchObject({ received: 3, rejected: 0, created, notes: [] });
    expect(must(await list("opt-outs.csv"))).toMatchObject({ received: 2, rejected: 0, recorded: created === 0 ? 0 : 2, notes: [] });
    expect(await example.importFile("activities.csv")).toMatchObject({ received: 7, rejected: 0, accepted: created === 0 ? 0 : 7 });
  }
});

test("at 21:30 where the recipient is, with who opted out, and the fourth within seven days of everybody do not count; the others do", async () => {
  const { records, credited } = await example.explain("raj", "contacts", ON);
  expect(credited).toBe(3);
  expect(
    Object.fromEntries(
      records.map(({ externalId, verdict }) => [
        externalId,
        verdict.counted ? "counted" : verdict.reasons.map(({ en, ko }) => `${en} · ${ko}`),
      ]),
    ),
  ).toEqual({
    before: "counted",
    first: "counted",
    third: "counted",
    night: [
      "at 21:30 in Asia/Seoul, within the quiet hours there (21:00 to 08:00) · 현지(Asia/Seoul) 시각 21:30, 야간 연락 제한(21:00~08:00) 중의 연락",
    ],
    "opted-out": ["they had asked on 2026-03-03 not to be contacted · 2026-03-03에 연락을 원하지 않는다고 한 뒤의 연락"],
    fourth: [
      "contact number 4 with this person within 7 days, by everybody together; at most 3 count · 이 사람에게 7일 안에 한 4번째 연락(모두 합쳐 3번까지 인정)",
    ],
  });
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
});

test("planned they are refused with the reason, and lower the target with its line; what may still be made in the week lowers nothing", async () => {
  const call = (prospect: string, at: string) => ({ member: "raj", prospect, kind: "call", at });
  const answer = await plan([
    call("mina@spring.example", `${sunday}T21:30:00+09:00`),
    call("tom@brook.example", `${sunday}T10:00:00+09:00`),
    call("sora@meadow.example", `${sunday}T10:00:00+09:00`),
    call("mina@spring.example", "2026-03-05T21:30:00+09:00"),
    call("mina@spring.example", `${sunday}T10:00:00+09:00`),
  ]);
  expect(answer.contacts.map(({ verdict, from, findings }) => [verdict, from, findings.map(({ rule }) => rule).join()])).toEqual([
    ["refused", "2026-03-08T23:00:00Z", "R2"],
    ["refused", null, "R1,R3"],
    ["refused", "2026-03-11T01:00:00Z", "R10"],
    ["refused", "2026-03-05T23:00:00Z", "R2"],
    ["allowed", "2026-03-08T01:00:00Z", ""],
  ]);
  expect(answer.contacts[0]?.findings[0]).toMatchObject({
    source: { name: { ko: expect.stringContaining("정보통신망법 제50조") as string } },
  });
  expect(answer.relieved).toBe(4);
  const { texts, quotas } = await asked("raj");
  expect(texts).toEqual(["3/7 missed"]);
  expect(quotas[0]?.derivation).toEqual([
    { step: "base", value: 10 },
    { step: "relief", contacts: 3, value: 3 },
  ]);
  expect((await asked("dana")).texts).toEqual(["1/10 missed"]);
});

test("the same asked again lowers nothing more, and somebody who was reached after all lowers nothing", async () => {
  const again = { member: "raj", prospect: "tom@brook.example", kind: "call", at: "2026-03-08T10:00:00+09:00" };
  expect((await plan([again])).relieved).toBe(0);
  await plan([{ ...again, at: "2026-03-07T10:00:00+09:00" }]);
  expect((await asked("raj")).quotas[0]?.derivation.at(-1)).toMatchObject({ step: "relief", contacts: 3 });
  await example.record([
    {
      source: "mail",
      externalId: "after",
      member: "dana",
      kind: "email",
      direction: "outbound",
      occurredAt: "2026-03-08T22:00:00+09:00",
      prospect: "mina@spring.example",
    },
  ]);
  expect((await asked("raj")).quotas[0]?.derivation.at(-1)).toMatchObject({ step: "relief", contacts: 2 });
});

test("a prospect's page says whether they may be contacted now, and why not", async () => {
  const { body } = await ask("/api/v1/prospects/tom@brook.example");
  expect(body["consent"]).toMatchObject({
    optOuts: [{ prospect: "tom@brook.example", list: null, reason: "asked on the phone", withdrawn: null }],
    bases: [],
    ways: [{ channel: "telephone", verdict: "refused", from: null }, {}, {}, {}, {}],
  });
});
