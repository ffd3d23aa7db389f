import { describe, expect, test } from "vitest";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { sentence } from "../domain/refusal.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { mergeProspects } from "./merge-prospects.ts";
import { recordProspects } from "./record-prospects.ts";
import { recountCompany } from "./recount-company.ts";
import { showActivity } from "./show-activity.ts";
import { showProspect } from "./show-prospect.ts";
import { unmergeProspect } from "./unmerge-prospect.ts";
import { verifyCompany } from "./verify-company.ts";

const { database, owner } = await testDatabase();

const company = { id: "merged", name: "Merged", country: "US", timeZone: "America/New_York", currency: "USD", domains: ["own.example"] };
const file = {
  company,
  members: [
    { id: "raj", name: "Raj" },
    { id: "mina", name: "Mina" },
  ],
  metrics: [
    { id: "reached", where: 'kind != "meeting"', oncePer: { prospect: "week" } },
    { id: "once-for-all", where: 'kind == "call"', oncePer: { prospect: "week", within: "company" } },
    { id: "calls", where: 'kind == "call" && prospect.stage != "customer"' },
    { id: "outside", where: 'kind == "call" && !prospect.isColleague' },
    { id: "met", where: 'kind == "meeting"', oncePer: { prospect: "week" } },
    { id: "sold", where: 'kind == "meeting"', measure: { sum: "quantity" }, oncePer: { prospect: "week" } },
    { id: "meetings", where: 'kind == "meeting"' },
  ],
};
const { companyId, record } = await openCompany(database, file);

type Fields = Readonly<Record<string, unknown>>;
let activities = 0;
/** A call of Raj's on Tuesday, 3 March 2026, unless it says otherwise. */
const activity = (prospect: string, more: Fields = {}) => {
  activities += 1;
  const externalId = `r${activities}`;
  return { source: "crm", externalId, member: "raj", kind: "call", occurredAt: "2026-03-03T15:00:00Z", prospect, ...more };
};
const merge = (keep: string, other: string, more: { readonly dryRun?: boolean; readonly most?: number } = {}) =>
  mergeProspects(database, companyId, { keep, other, reason: "the same voice" }, { by: "kim", ...more });
const unmerge = (prospect: string) => unmergeProspect(database, companyId, { prospect, reason: "another voice" }, { by: "kim" });
const show = async (reference: string) => must(await showProspect(database, companyId, reference));
const tell = (fields: Fields) =>
  recordProspects(database, companyId, [must(readProspect(fields, prospectContext({ ...company, attributes: {} })))]);

/** What a metric credits each of these records with; the tally is held against a recount too. */
const credits = async (metric: string, records: readonly { readonly externalId: string }[]) => {
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  const shown = [];
  for (const { externalId } of records) {
    const { verdicts } = must(await showActivity(database, companyId, { source: "crm", externalId }));
    const verdict = verdicts.find((each) => each.metric === metric)?.verdict;
    shown.push(verdict?.counted === true ? verdict.credit : 0);
  }
  return shown;
};
const refusalOf = (outcome: Awaited<ReturnType<typeof merge>>) =>
  outcome.ok ? "" : `${outcome.refusals[0].code} ${outcome.refusals[0].pointer}`.trim();

describe("the count follows a merge and its unmerge:", () => {
  test("a contact reached by e-mail and by phone in one week counts once after the merge, and twice again after the unmerge", async () => {
    const both = [activity("ann@client.example", { kind: "email" }), activity("+12125550101", { occurredAt: "2026-03-04T15:00:00Z" })];
    await record(both);
    expect(await credits("reached", both)).toEqual([1, 1]);
    expect(must(await merge("ann@client.example", "212-555-0101"))).toMatchObject({
      merge: 1,
      records: 1,
      totals: [{ metric: "reached", cadence: "month", numbers: 1, difference: -1 }],
      numbers: [{ member: "raj", before: 2, after: 1 }],
    });
    expect(await credits("reached", both)).toEqual([1, 0]);
    expect(must(await unmerge("+12125550101"))).toMatchObject({ merge: 2, records: 1, totals: [{ metric: "reached", difference: 1 }] });
    expect(await credits("reached", both)).toEqual([1, 1]);
  });

  test("a merge that makes an earlier record the holder moves the credit, from one member to another", async () => {
    const later = activity("bea@client.example", { member: "mina", occurredAt: "2026-03-05T15:00:00Z" });
    const earlier = activity("+12125550102");
    await record([later, earlier]);
    expect(await credits("once-for-all", [later, earlier])).toEqual([1, 1]);
    const { numbers } = must(await merge("bea@client.example", "+12125550102"));
    expect(numbers.map(({ metric, member, difference }) => [metric, member, difference])).toEqual([["once-for-all", "mina", -1]]);
    expect(await credits("once-for-all", [later, earlier])).toEqual([0, 1]);
    must(await unmerge("+12125550102"));
    expect(await credits("once-for-all", [later, earlier])).toEqual([1, 1]);
  });

  test("what is recorded, revised and told while they are one goes back to whom it names", async () => {
    const first = activity("cleo@client.example");
    const revised = activity("cleo@client.example", { kind: "email" });
    await record([first, revised, activity("+12125550103", { kind: "visit" })]);
    must(await merge("cleo@client.example", "+12125550103"));
    const late = activity("+12125550103", { occurredAt: "2026-03-02T15:00:00Z" });
    await record([late, { ...revised, prospect: "+12125550103" }]);
    await tell({ phone: "+12125550103", handle: "x:cleo", name: "Cleo" });
    const byHandle = activity("x:cleo", { occurredAt: "2026-03-01T15:00:00Z" });
    await record([byHandle]);
    const all = [first, revised, late, byHandle];
    expect(await credits("once-for-all", all)).toEqual([0, 0, 1, 1]); // a Sunday stands in the week before
    expect((await show("x:cleo")).identities.map(({ value, merge: by }) => [value, by])).toEqual([
      ["cleo@client.example", null],
      ["x:cleo", 5],
      ["+12125550103", 5],
    ]);
    must(await unmerge("x:cleo"));
    expect(await credits("reached", all)).toEqual([1, 0, 1, 1]);
    expect(await show("cleo@client.example")).toMatchObject({ name: "Cleo", identities: [{ value: "cleo@client.example" }] });
  });

  test("of two identities that are written alike each goes back with its own records", async () => {
    const [byId, byMail] = [activity("id:dan@client.example"), activity("dan@client.example")];
    await record([byId, byMail]);
    for (const [keep, other] of [
      ["id:dan@client.example", "dan@client.example"],
      ["dan@client.example", "id:dan@client.example"],
    ] as const) {
      must(await merge(keep, other));
      must(await merge("ann@client.example", keep));
      expect(await credits("reached", [byId, byMail])).toEqual([0, 0]);
      must(await unmerge(keep));
      must(await unmerge(other));
      expect(await credits("reached", [byId, byMail])).toEqual([1, 1]);
    }
  });

  test("chains: A into B, B into C, B apart again, and A is still with B", async () => {
    const [a, b, c] = ["a@chain.example", "b@chain.example", "c@chain.example"].map((name) => activity(name));
    if (a === undefined || b === undefined || c === undefined) throw new Error("three are named");
    await record([a, b, c]);
    must(await merge(b.prospect, a.prospect));
    must(await merge(c.prospect, b.prospect));
    expect(await credits("reached", [a, b, c])).toEqual([1, 0, 0]);
    must(await unmerge(b.prospect));
    expect(await credits("reached", [a, b, c])).toEqual([1, 0, 1]);
    // Named by any of its identities it is B that is merged, and with A's it is A that goes.
    must(await merge(c.prospect, a.prospect));
    must(await unmerge(a.prospect));
    expect(await credits("reached", [a, b, c])).toEqual([1, 1, 0]);
  });
});

describe("what is told of one holds for all:", () => {
  test("a stage of either holds for both, from its own instant on, and leaves with whom it was told of", async () => {
    const calls = [
      activity("eva@client.example"),
      activity("+12125550105"),
      activity("+12125550105", { occurredAt: "2026-03-07T15:00:00Z" }),
    ];
    await record(calls);
    await tell({ email: "eva@client.example", stage: "customer", stageFrom: "2026-03-05" });
    expect(await credits("calls", calls)).toEqual([1, 1, 1]);
    expect(must(await merge("eva@client.example", "+12125550105"))).toMatchObject({
      totals: [{ metric: "reached" }, { metric: "once-for-all" }, { metric: "calls", difference: -1 }],
    });
    expect(await credits("calls", calls)).toEqual([1, 1, 0]);
    // Told of the number while they are one: it is the number's, and goes with it.
    await tell({ phone: "+12125550105", stage: "customer", stageFrom: "2026-03-03" });
    expect(await credits("calls", calls)).toEqual([0, 0, 0]);
    // At the same instant the word of the one that was kept comes first.
    await tell({ email: "eva@client.example", stage: "prospect", stageFrom: "2026-03-03" });
    expect(await credits("calls", calls)).toEqual([1, 1, 0]);
    must(await unmerge("+12125550105"));
    expect(await credits("calls", calls)).toEqual([1, 0, 0]);
    expect((await show("+12125550105")).facts).toMatchObject([{ aspect: "stage", value: "customer", fromOn: "2026-03-03", merge: null }]);
    must(await merge("+12125550105", "eva@client.example"));
    expect(await credits("calls", calls)).toEqual([0, 0, 0]);
  });

  test("who has a colleague's address among theirs is a colleague, and no longer when it goes", async () => {
    const calls = [activity("fay@own.example"), activity("+12125550106")];
    await record(calls);
    expect(await credits("outside", calls)).toEqual([0, 1]);
    for (const [keep, other] of [
      ["+12125550106", "fay@own.example"],
      ["fay@own.example", "+12125550106"],
    ] as const) {
      must(await merge(keep, other));
      expect(await credits("outside", calls)).toEqual([0, 0]);
      must(await unmerge(other));
      expect(await credits("outside", calls)).toEqual([0, 1]);
    }
  });
});

test("who has no name of their own is called as one that was merged into them", async () => {
  const mail = activity("zoe@client.example");
  await record([mail]);
  await tell({ phone: "+12125550114", name: "Zoe" });
  const name = async () => must(await showActivity(database, companyId, { source: "crm", externalId: mail.externalId })).prospectName;
  must(await merge("zoe@client.example", "+12125550114"));
  expect([await name(), (await show("+12125550114")).name]).toEqual(["Zoe", "Zoe"]);
  must(await unmerge("+12125550114"));
  expect(await name()).toBeNull();
});

describe("two names of one prospect on one record are one prospect:", () => {
  const meeting = (prospect: string, more: Fields = {}) => activity(prospect, { kind: "meeting", quantity: 7, ...more });

  test("it counts once, a sum is divided among the different ones, and the unmerge restores both", async () => {
    const three = meeting("gil@client.example;hal@client.example;+12125550107");
    await record([three]);
    const numbers = async () => (await Promise.all(["met", "sold", "meetings"].map((metric) => credits(metric, [three])))).flat();
    expect(await numbers()).toEqual([3, 7, 1]);
    must(await merge("gil@client.example", "+12125550107"));
    expect(await numbers()).toEqual([2, 7, 1]);
    must(await merge("hal@client.example", "gil@client.example"));
    expect(await numbers()).toEqual([1, 7, 1]);
    must(await unmerge("gil@client.example"));
    expect(await numbers()).toEqual([2, 7, 1]);
    must(await unmerge("+12125550107"));
    expect(await numbers()).toEqual([3, 7, 1]);
  });

  test("so are names that were told together, also for two members", async () => {
    await tell({ email: "ida@client.example", phone: "+12125550108" });
    const joint = meeting("ida@client.example;+12125550108;jan@client.example", { member: "raj:50%;mina:50%" });
    await record([joint]);
    expect(await credits("met", [joint])).toEqual([1]); // a half of each of two, for Raj
    must(await merge("jan@client.example", "ida@client.example"));
    expect(await credits("met", [joint])).toEqual([0.5]);
    await record([{ ...joint, prospect: "jan@client.example;+12125550108" }]);
    expect(await credits("sold", [joint])).toEqual([3.5]);
    must(await unmerge("+12125550108"));
    expect(await credits("met", [joint])).toEqual([1]);
  });
});

test("recording goes on while others merge and unmerge, and the end is right", async () => {
  const names = ["kay@client.example", "+12125550109", "x:kay"];
  for (const [at, kind] of ["email", "phone", "handle"].entries()) await tell({ [kind]: names[at] });
  const records = Array.from({ length: 60 }, (_, at) => activity(names[at % 3] ?? "", { kind: "email" }));
  const recording = [0, 1, 2].map(async (client) => {
    for (const [at, each] of records.entries()) if (at % 3 === client) await record([each, { ...each, outcome: "replied" }]);
  });
  const merging = ["+12125550109", "x:kay"].map(async (other) => {
    for (let round = 0; round < 5; round += 1) {
      must(await merge("kay@client.example", other));
      if (round < 4) must(await unmerge(other));
    }
  });
  await Promise.all([...recording, ...merging]);
  const counted = async () => (await credits("reached", records)).filter((credit) => credit === 1).length;
  expect(await counted()).toBe(1);
  must(await unmerge("x:kay"));
  expect(await counted()).toBe(2);
  must(await unmerge("+12125550109"));
  expect(await counted()).toBe(3);
});

test("a preview tells what a merge would change, and changes nothing", async () => {
  const both = [activity("lea@client.example"), activity("+12125550110")];
  await record(both);
  expect(must(await merge("lea@client.example", "+12125550110", { dryRun: true }))).toMatchObject({
    merge: null,
    records: 1,
    totals: [{ metric: "reached", difference: -1 }, { metric: "once-for-all" }],
  });
  expect(await credits("reached", both)).toEqual([1, 1]);
  expect((await show("+12125550110")).merges).toEqual([]);
});

test("a merge while a metric is being counted, and a metric that comes later, count by the root", async () => {
  const later = await openCompany(database, { ...file, company: { ...company, id: "later" }, metrics: [] });
  await later.record([activity("max@client.example"), activity("+12125550111"), activity("max@client.example")]);
  const order = { keep: "max@client.example", other: "+12125550111", reason: "the same" };
  must(await later.apply({ ...file, company: { ...company, id: "later" } }, "2026-03-10"));
  expect(must(await mergeProspects(database, later.companyId, order, { by: "kim" }))).toMatchObject({ totals: [] });
  await countMetrics(database, later.companyId);
  expect((await later.explain("raj", "reached", "2026-03-03")).credited).toBe(1);
  expect(await verifyCompany(database, later.companyId)).toMatchObject({ equal: true });
});

describe("refused:", () => {
  test("whom nobody has told of, two that are one already, and too many records at once", async () => {
    await record([activity("nia@client.example"), activity("+12125550112"), activity("+12125550112")]);
    await tell({ email: "nia@client.example", handle: "x:nia" });
    expect(refusalOf(await merge("nia@client.example", "nobody@client.example"))).toBe("not-found /other");
    expect(refusalOf(await merge("nia@", "x:nia"))).toBe("email-format /keep");
    expect(refusalOf(await merge("nia@client.example", "x:nia"))).toBe("prospects-same /other");
    expect(refusalOf(await merge("nia@client.example", "+12125550112", { most: 1 }))).toBe("merge-large");
    must(await merge("nia@client.example", "+12125550112", { most: 2 }));
    expect(refusalOf(await merge("+12125550112", "x:nia"))).toBe("prospects-merged /other");
  });

  test("an unmerge of what was not merged, with the names of what was", async () => {
    const outcome = await unmerge("x:nia");
    expect(refusalOf(outcome)).toBe("prospect-unmerged /prospect");
    const [refusal] = outcome.ok ? [] : outcome.refusals;
    expect(refusal && [sentence(refusal, "en"), sentence(refusal, "ko")]).toEqual([
      '"x:nia" was not merged into another prospect. Merged into it: +12125550112. Name one of these.',
      '"x:nia": 다른 잠재 고객에 병합되어 있지 않습니다. 여기에 병합된 것: +12125550112. 그중 하나를 쓰세요.',
    ]);
    expect(refusalOf(await unmerge("bo@chain.example"))).toBe("not-found /prospect");
  });
});

test("verify names what does not stand where the merges put it, and a recount of everything puts it right", async () => {
  const both = [activity("ola@client.example"), activity("+12125550113"), activity("ola@client.example;+12125550113", { kind: "meeting" })];
  await record(both);
  await tell({ phone: "+12125550113", stage: "customer", stageFrom: "2026-03-01" });
  must(await merge("ola@client.example", "+12125550113"));
  expect(await credits("met", both)).toEqual([0, 0, 1]);
  // As if the merge had not been followed by anything.
  const alone = "prospect_number = OWN, OWN = null where OWN is not null";
  for (const statement of [
    `update prospect_identities set ${alone.replaceAll("OWN", "own_number")} and value = '+12125550113'`,
    ...["activities", "activity_lines"].map(
      (table) =>
        `update ${table} set ${alone.replaceAll("OWN", "own_prospect_number")} and external_id in (${both.map(({ externalId }) => `'${externalId}'`).join(", ")})`,
    ),
    "update prospect_facts set root_number = null where prospect_number = (select prospect_number from prospect_identities where value = '+12125550113')",
    "update prospects set merged_into = null where prospect_number = (select prospect_number from prospect_identities where value = '+12125550113')",
  ])
    await owner.pool.query(statement);
  const { equal, prospects } = await verifyCompany(database, companyId);
  expect(equal).toBe(false);
  expect(prospects.map(({ what, of, standsUnder, belongsTo }) => `${what} ${of}: ${standsUnder} → ${belongsTo}`)).toEqual([
    `activity crm ${both[1]?.externalId}: +12125550113 → ola@client.example`,
    `activity crm ${both[2]?.externalId}: +12125550113 → ola@client.example`,
    "fact +12125550113: stage customer: +12125550113 → ola@client.example",
    "identity +12125550113: +12125550113 → ola@client.example",
    "merge +12125550113: +12125550113 → ola@client.example",
  ]);
  expect(must(await recountCompany(database, companyId, { metric: "met" })).mended).toBe(0);
  expect(must(await recountCompany(database, companyId)).mended).toBe(5);
  expect(await credits("met", both)).toEqual([0, 0, 1]);
  await owner.pool.query(`update activities set own_prospect_number = null where external_id = '${both[1]?.externalId}'`);
  expect((await verifyCompany(database, companyId)).prospects).toEqual([
    { what: "activity", of: `crm ${both[1]?.externalId}`, standsUnder: "ola@client.example", belongsTo: null },
  ]);
});
