import { expect, test } from "vitest";
import { parse } from "yaml";
import { day, instant, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { sentence, type Outcome } from "../domain/refusal.ts";
import { inCompany } from "../store/database.ts";
import { openDisputesWithin } from "../store/disputes.ts";
import { addDisputeFile } from "./add-dispute-file.ts";
import { appealDispute } from "./appeal-dispute.ts";
import { commentDispute } from "./comment-dispute.ts";
import { decideDispute, type DecideInput } from "./decide-dispute.ts";
import { exportCompany } from "./export-company.ts";
import { listDisputes } from "./list-disputes.ts";
import { raiseDispute } from "./raise-dispute.ts";
import { recountCompany } from "./recount-company.ts";
import { showActivity } from "./show-activity.ts";
import { showDispute } from "./show-dispute.ts";
import { verifyCompany } from "./verify-company.ts";
import { withdrawDispute } from "./withdraw-dispute.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "disputed", name: "Disputed", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "own" },
  calendars: [{ id: "own", days: [{ on: "2026-03-20", name: "Founded" }], years: [2026] }],
  sources: [{ id: "dialer", provenance: "captured" }],
  teams: [{ id: "sales" }, { id: "advisers", parent: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "advisers" },
    { id: "mina", name: "Mina", team: "advisers" },
    { id: "kim", name: "Kim", role: "manager", team: "advisers" },
    { id: "lee", name: "Lee", role: "manager", team: "advisers" },
    { id: "park", name: "Park", role: "manager", team: "sales" },
    { id: "ops", name: "Ops", role: "operations" },
  ],
  metrics: [{ id: "minutes", where: 'kind == "call" && durationSeconds >= 60' }],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "minutes", target: 1 } }],
  disputes: { decideWithinDays: 5, appealWithinDays: 3 },
};
const { companyId, record, explain, apply, rows } = await openCompany(database, file);
const on = "2026-03-03";
const at = (day: string): { readonly now: bigint } => ({ now: instant(`${day}T09:00:00+09:00`) });
const call = (externalId: string, more = {}) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  durationSeconds: 58,
  occurredAt: "2026-03-03T15:00:00+09:00",
  ...more,
});
const key = (externalId: string) => ({ source: "dialer", externalId });
let records = 0;
/** A call of 58 seconds, and the dispute about it. */
const raised = async (by = "raj", day = "2026-03-04"): Promise<{ readonly number: number; readonly externalId: string }> => {
  const externalId = `call-${(records += 1)}`;
  await record([call(externalId, { member: by })]);
  const { dispute } = must(
    await raiseDispute(
      database,
      companyId,
      { by, record: key(externalId), metric: "minutes", counts: true, reason: "cut off", evidence: null },
      at(day),
    ),
  );
  return { number: Number(dispute.slice(2)), externalId };
};
const decide = (input: DecideInput, day = "2026-03-05", dryRun = false) =>
  decideDispute(database, companyId, input, { ...at(day), dryRun });
const code = (outcome: Outcome<unknown>): string => (outcome.ok ? "ok" : outcome.refusals.map((each) => each.code).join(" "));
const said = (outcome: Outcome<unknown>): string => (outcome.ok ? "" : outcome.refusals.map((each) => sentence(each, "en")).join(" "));
const credited = async (member = "raj") => (await explain(member, "minutes", on)).credited;
const isEqual = async () => (await verifyCompany(database, companyId)).equal;

test("a call of 58 s that a dispute lets count: the record still says 58 s, the verdict names the ruling by the dispute, and a recount and a second delivery keep it", async () => {
  const { number, externalId } = await raised();
  expect(await credited()).toBe(0);
  const preview = must(await decide({ number, by: "kim", upheld: true, reason: "the network failed" }, "2026-03-05", true));
  expect(preview.acts.at(-1)?.outcome).toMatchObject({
    numbers: [{ metric: "minutes", member: "raj", period: { startsOn: "2026-03-01" }, before: 0, after: 1 }],
    statuses: [{ member: "raj", plan: "monthly", before: "open", after: "met" }],
  });
  expect([await credited(), must(await showDispute(database, companyId, number, at(on))).state]).toEqual([0, "open"]);

  const decided = must(await decide({ number, by: "kim", upheld: true, reason: "the network failed" }));
  expect(decided).toMatchObject({ state: "upheld", waiting: null });
  expect(decided.acts.at(-1)?.outcome).toEqual(
    preview.acts.at(-1)?.outcome === null ? null : expect.objectContaining({ numbers: preview.acts.at(-1)?.outcome?.numbers }),
  );
  const isRuled = async () => {
    const { durationSeconds, verdicts, rulings } = must(await showActivity(database, companyId, key(externalId)));
    expect(durationSeconds).toBe(58);
    expect(verdicts[0]?.verdict).toMatchObject({
      counted: true,
      ruling: { dispute: `D-${number}`, by: "kim", conditions: ["durationSeconds >= 60"] },
    });
    expect(rulings).toMatchObject([{ dispute: `D-${number}` }]);
    expect([await credited(), await isEqual()]).toEqual([1, true]);
  };
  await isRuled();
  expect(await record([call(externalId)])).toMatchObject({ duplicates: 1 });
  must(await recountCompany(database, companyId, { metric: "minutes" }));
  must(await apply(parse(await exportCompany(database, companyId))));
  await isRuled();
  expect((await rows({ on, member: "raj" }))[0]).toMatchObject({ status: "met" });
});

test("two leaders who decide at once: one decision, and the other is told whose it was and how", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { number } = await raised();
    const [one, other] = await Promise.all([
      decide({ number, by: "kim", upheld: true, reason: "true" }),
      decide({ number, by: "lee", upheld: false, reason: "no evidence" }),
    ]);
    expect([code(one), code(other)].toSorted()).toEqual(["dispute-decided", "ok"]);
    const isKims = one.ok;
    expect(said(isKims ? other : one)).toBe(
      isKims ? `D-${number} was upheld by kim on 2026-03-05: true` : `D-${number} was rejected by lee on 2026-03-05: no evidence`,
    );
    const { acts, state } = must(await showDispute(database, companyId, number, at(on)));
    expect([acts.filter(({ act }) => act === "decision").length, state]).toEqual([1, isKims ? "upheld" : "rejected"]);
  }
  expect(await isEqual()).toBe(true);
});

test("what touches a span of days and waits for a decision is found, until it is decided", async () => {
  const span = { startsOn: day("2026-03-01"), endsBefore: day("2026-04-01") };
  const within = (found: typeof span) => inCompany(database, companyId, (tx) => openDisputesWithin(tx, companyId, found));
  const { number } = await raised();
  const numbers = async (found = span) => (await within(found)).map((each) => each.number);
  expect(await numbers()).toContain(number);
  expect(await numbers({ startsOn: day("2026-03-04"), endsBefore: day("2026-04-01") })).not.toContain(number);
  must(await decide({ number, by: "kim", upheld: false, reason: "no" }));
  expect(await numbers()).not.toContain(number);
});

test("nobody decides their own: a leader's goes to the one above, and who leads neither is told for whom it waits", async () => {
  const { number } = await raised("kim");
  expect(said(await decide({ number, by: "kim", upheld: true, reason: "mine" }))).toBe(
    `kim cannot decide D-${number}: it is about their own number. It waits for park.`,
  );
  expect(said(await decide({ number, by: "lee", upheld: true, reason: "ours" }))).toBe(
    `lee cannot decide D-${number}: it waits for park until 2026-03-11.`,
  );
  expect(code(await decide({ number, by: "mina", upheld: true, reason: "x" }))).toBe("dispute-not-yours");
  expect(code(await decide({ number, by: "park", upheld: true, reason: "x" }))).toBe("ok");
});

test("whoever shares the record is a party and decides no more than who raised it", async () => {
  await record([call("shared", { member: "raj:60%;kim:40%" })]);
  const claim = { by: "raj", record: key("shared"), metric: "minutes", counts: true, reason: "cut off", evidence: null };
  const { dispute, waiting } = must(await raiseDispute(database, companyId, claim, at("2026-03-04")));
  expect(waiting?.deciders.map(({ id }) => id)).toEqual(["lee"]);
  expect(code(await decide({ number: Number(dispute.slice(2)), by: "kim", upheld: true, reason: "ours" }))).toBe("dispute-self");
});

test("undecided at the deadline it passes to the next leader up, and from the last to nobody else", async () => {
  const { number } = await raised();
  const waits = async (day: string) => {
    const { waiting } = must(await showDispute(database, companyId, number, at(day)));
    return [waiting?.deciders.map(({ id }) => id).join(" "), waiting?.since, waiting?.decideThrough, waiting?.late];
  };
  expect(await waits("2026-03-04")).toEqual(["kim lee", "2026-03-04", "2026-03-11", false]);
  expect(await waits("2026-03-11")).toEqual(["kim lee", "2026-03-04", "2026-03-11", false]);
  expect(await waits("2026-03-12")).toEqual(["park", "2026-03-12", "2026-03-18", false]);
  // The company's holiday takes a day of it.
  expect(await waits("2026-03-19")).toEqual(["ops", "2026-03-19", "2026-03-26", false]);
  expect(await waits("2026-04-30")).toEqual(["ops", "2026-03-19", "2026-03-26", true]);
  expect(code(await decide({ number, by: "kim", upheld: true, reason: "late" }, "2026-03-12"))).toBe("dispute-not-yours");
  expect(
    must(await listDisputes(database, companyId, { decider: "park" }, at("2026-03-12"))).disputes.map(({ dispute }) => dispute),
  ).toContain(`D-${number}`);
  expect(
    must(await listDisputes(database, companyId, { decider: "kim" }, at("2026-03-12"))).disputes.map(({ dispute }) => dispute),
  ).not.toContain(`D-${number}`);
  expect(code(await decide({ number, by: "park", upheld: true, reason: "in time" }, "2026-03-12"))).toBe("ok");
});

test("a rejection is appealed once, in its days, and the next leader up decides it", async () => {
  const { number, externalId } = await raised();
  const appeal = (day: string, by = "raj") =>
    appealDispute(database, companyId, { number, by, said: "look again", evidence: null }, at(day));
  expect(code(await appeal("2026-03-05"))).toBe("dispute-open");
  must(await decide({ number, by: "kim", upheld: false, reason: "no evidence" }));
  expect(code(await appeal("2026-03-05", "mina"))).toBe("dispute-not-raiser");
  expect(said(await appeal("2026-03-11"))).toContain("the last day for it was 2026-03-10");
  const before = await credited();
  expect(must(await appeal("2026-03-10"))).toMatchObject({
    state: "appealed",
    waiting: { deciders: [{ id: "park" }], decideThrough: "2026-03-17" },
  });
  expect(code(await decide({ number, by: "kim", upheld: true, reason: "x" }, "2026-03-11"))).toBe("dispute-not-yours");
  must(await decide({ number, by: "park", upheld: false, reason: "still none" }, "2026-03-11"));
  expect(said(await appeal("2026-03-11"))).toContain("that decision is the last");
  expect(await credited()).toBe(before);
  const again = { by: "raj", record: key(externalId), metric: "minutes", counts: true, reason: "again", evidence: null };
  expect(said(await raiseDispute(database, companyId, again, at("2026-03-10")))).toBe(
    `D-${number} is about the same and was rejected. That decision is the last.`,
  );
});

test("an upheld claim about a missing record enters it: attested, named by the dispute, and counted", async () => {
  const before = await credited("mina");
  const missing = { kind: "call", occurredOn: "2026-03-02", durationSeconds: 300 };
  const claim = { by: "mina", missing, reason: "the dialer was down", evidence: "https://tickets.example/812" };
  const { dispute, acts, localDay } = must(await raiseDispute(database, companyId, claim, at("2026-03-04")));
  const number = Number(dispute.slice(2));
  expect([acts.map(({ link }) => link), localDay, await credited("mina")]).toEqual([["https://tickets.example/812"], "2026-03-02", before]);
  expect(code(await raiseDispute(database, companyId, claim, at("2026-03-04")))).toBe("dispute-raised");
  const { acts: done } = must(await decide({ number, by: "lee", upheld: true, reason: "ticket 812" }));
  const entered = done.at(-1)?.outcome?.record ?? { source: "", externalId: "" };
  expect(must(await showActivity(database, companyId, entered))).toMatchObject({
    provenance: "attested",
    attested: { by: "lee", reason: "ticket 812", dispute },
  });
  expect([await credited("mina"), await isEqual()]).toEqual([Number(before) + 1, true]);
});

test("what is raised is looked at first: whose it is, what holds already, what no ruling could bring, what a missing record would say", async () => {
  await record([call("long", { durationSeconds: 90 }), call("gone", { voidedAt: "2026-03-03T16:00:00+09:00", voidReason: "test" })]);
  const raise = (input: object) =>
    raiseDispute(
      database,
      companyId,
      { by: "raj", counts: true, metric: "minutes", reason: "x", evidence: null, ...input } as never,
      at("2026-03-04"),
    );
  expect(said(await raise({ record: key("long"), by: "mina" }))).toBe(
    "mina cannot dispute this record: it is of raj. Each disputes their own.",
  );
  expect(said(await raise({ record: key("long") }))).toBe('The record already counts for "minutes". There is nothing to dispute.');
  expect(code(await raise({ record: key("gone") }))).toBe("dispute-not-ruled");
  expect(code(await raise({ record: key("none") }))).toBe("activity-not-found");
  expect(code(await raise({ record: key("long"), metric: "minute" }))).toBe("not-found");
  expect(code(await raise({ record: key("long"), by: "nobody" }))).toBe("not-found");
  const wrong = await raiseDispute(
    database,
    companyId,
    { by: "raj", missing: { kind: "cal", reason: "y" }, reason: "x", evidence: null },
    at("2026-03-04"),
  );
  expect(wrong.ok ? [] : wrong.refusals.map(({ pointer, code: each }) => `${pointer} ${each}`)).toEqual([
    "/missing/kind kind-unknown",
    "/missing/occurredAt occurrence-required",
    "/missing/reason dispute-missing-reason",
  ]);
  // That a record counts may be wrong too.
  const { dispute } = must(await raise({ record: key("long"), counts: false }));
  const before = Number(await credited());
  must(await decide({ number: Number(dispute.slice(2)), by: "kim", upheld: true, reason: "a colleague's" }));
  expect(await credited()).toBe(before - 1);
  expect(
    (await explain("raj", "minutes", on)).records.flatMap(({ verdict }) => (verdict.counted ? [] : verdict.reasons.map(({ en }) => en))),
  ).toContain(`not counted by ruling ${dispute} (kim, ${new Date().toISOString().slice(0, 10)}): a colleague's`);
});

test("who has a part in it comments and adds files; one that was withdrawn may be raised again", async () => {
  const { number, externalId } = await raised();
  const comment = (by: string) =>
    commentDispute(database, companyId, { number, by, said: "see the log", evidence: null }, at("2026-03-05"));
  expect([code(await comment("raj")), code(await comment("park")), code(await comment("mina"))]).toEqual(["ok", "ok", "dispute-not-party"]);
  const add = (name: string, content: string | Uint8Array) =>
    addDisputeFile(
      database,
      companyId,
      { number, by: "raj", name, content: typeof content === "string" ? Buffer.from(content) : content },
      at("2026-03-05"),
    );
  expect(must(await add("../../통화 <기록>.PDF", "%PDF-1.7 …")).files).toMatchObject([
    { file: 1, name: "통화 _기록_.pdf", type: "application/pdf", by: { id: "raj" } },
  ]);
  expect([
    code(await add("x.html", "\u0000<script>")),
    code(await add("x", "")),
    code(await add("x", new Uint8Array(5 * 1024 * 1024 + 1))),
  ]).toEqual(["file-evidence-type", "file-evidence-empty", "file-evidence-size"]);
  const withdraw = (by: string) => withdrawDispute(database, companyId, { number, by, said: "found it", evidence: null }, at("2026-03-05"));
  expect([code(await withdraw("kim")), code(await withdraw("raj")), code(await withdraw("raj"))]).toEqual([
    "dispute-not-raiser",
    "ok",
    "dispute-withdrawn",
  ]);
  expect(code(await decide({ number, by: "kim", upheld: true, reason: "x" }))).toBe("dispute-withdrawn");
  const again = { by: "raj", record: key(externalId), metric: "minutes", counts: true, reason: "again", evidence: null };
  expect(code(await raiseDispute(database, companyId, again, at("2026-03-05")))).toBe("ok");
});
