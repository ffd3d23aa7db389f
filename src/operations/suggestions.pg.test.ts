import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { parseInstant, type Instant } from "../domain/instant.ts";
import { claimSuggestion } from "./claim-suggestion.ts";
import { contactSuggestion } from "./contact-suggestion.ts";
import { dismissSuggestion } from "./dismiss-suggestion.ts";
import { listSuggestions } from "./list-suggestions.ts";
import { mergeProspects } from "./merge-prospects.ts";
import { recordSignals } from "./record-signals.ts";
import { releaseSuggestion } from "./release-suggestion.ts";
import { restoreSuggestion } from "./restore-suggestion.ts";
import { routeSignals } from "./route-signals.ts";
import { showCoverage } from "./show-coverage.ts";

const { database } = await testDatabase();

const file = {
  company: {
    id: "suggested",
    name: "Suggested",
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "KRW",
    workingDays: ["mon", "tue", "wed", "thu", "fri"],
  },
  members: [
    { id: "hana", name: "하나" },
    { id: "minho", name: "민호" },
  ],
  topics: [{ id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획"] }],
  metrics: [{ id: "answers", where: "has(signal.kind)" }],
};
const { companyId, record, explain } = await openCompany(database, file);

const at = (iso: string): Instant => must(parseInstant(iso, ""));
/** Tuesday, 3 March 2026, at 10 in Seoul. */
const now = at("2026-03-03T01:00:00Z");
type Fields = Readonly<Record<string, unknown>>;
const tell = (...items: Fields[]) => recordSignals(database, companyId, items, { now: at("2026-04-01T00:00:00Z") });
const signal = (kind: string, who: string, more: Fields = {}): Fields => ({
  source: "site",
  externalId: `${kind}-${who}`,
  kind,
  occurredAt: "2026-03-03T00:30:00Z",
  author: `${who}@example.com`,
  topic: "retirement",
  ...more,
});
const route = (when = now) => routeSignals(database, companyId, { now: when });
const list = async (more: Parameters<typeof listSuggestions>[2] = {}) =>
  must(await listSuggestions(database, companyId, more, { now })).suggestions;
const of = async (who: string) => {
  const all = [
    ...(await list()),
    ...(await list({ state: "contacted" })),
    ...(await list({ state: "dismissed" })),
    ...(await list({ state: "expired" })),
  ];
  const found = all.find(({ prospect }) => prospect?.prospect === `${who}@example.com`);
  if (found === undefined) throw new Error(`no suggestion of ${who}`);
  return found;
};

test("a like, a repost and a click each become a suggestion, a contact and a credit; each rep gets them in turn", async () => {
  await tell(
    signal("like", "ara"),
    signal("share", "bora", { occurredAt: "2026-03-03T00:31:00Z" }),
    signal("click", "cho", { occurredAt: "2026-03-03T00:32:00Z" }),
  );
  expect(await route()).toEqual({ signals: 3, made: 3, given: 0, answered: 0, expired: 0 });
  expect(await route()).toMatchObject({ signals: 0, made: 0 });
  expect(
    (await list()).map(({ prospect, holder, dueAt, score }) => [prospect?.prospect, holder?.id, dueAt, Math.round(score.score)]),
  ).toEqual([
    ["cho@example.com", "hana", "2026-03-03T02:00:00Z", 8],
    ["bora@example.com", "minho", "2026-03-04T01:00:00Z", 6],
    ["ara@example.com", "hana", "2026-03-06T01:00:00Z", 1],
  ]);
  for (const who of ["ara", "bora", "cho"]) {
    const { suggestion, holder } = await of(who);
    const { activity } = must(
      await contactSuggestion(database, companyId, {
        number: suggestion,
        by: holder?.id ?? "",
        kind: "email",
        outcome: null,
        note: null,
        at: null,
        now,
      }),
    );
    expect(activity.source).toBe("attain");
  }
  expect([(await explain("hana", "answers", "2026-03-03")).credited, (await explain("minho", "answers", "2026-03-03")).credited]).toEqual([
    2, 1,
  ]);
  expect((await of("ara")).state).toBe("contacted");
});

test("what was contacted a short while ago is left alone, and what is open gets the next signal", async () => {
  await tell(signal("form", "ara"), signal("like", "dal"), signal("form", "dal"));
  expect(await route()).toMatchObject({ signals: 3, made: 1 });
  const { signals, dueAt, score } = await of("dal");
  expect(signals.map(({ kind }) => kind).toSorted()).toEqual(["form", "like"]);
  // A form is answered within an hour of work.
  expect([dueAt, score.summands.map(({ kind }) => kind)]).toEqual(["2026-03-03T02:00:00Z", ["form", "like"]]);
});

test("of many who claim the same suggestion at once one has it", async () => {
  const { suggestion, holder } = await of("dal");
  must(await releaseSuggestion(database, companyId, { number: suggestion, by: holder?.id ?? "", reason: "on the road", now }));
  const claims = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      claimSuggestion(database, companyId, { number: suggestion, by: index % 2 === 0 ? "hana" : "minho", now }),
    ),
  );
  const holders = new Set(claims.flatMap((claim) => (claim.ok ? [claim.value.holder?.id] : [])));
  expect(holders.size).toBe(1);
  expect(claims.filter(({ ok }) => ok)).toHaveLength(6);
  expect(new Set(claims.flatMap((claim) => (claim.ok ? [] : claim.refusals.map(({ code }) => code))))).toEqual(
    new Set(["suggestion-held"]),
  );
});

test("a dismissal needs a reason and can be taken back by who said it", async () => {
  const { suggestion, holder } = await of("dal");
  const [mine, other] = holder?.id === "hana" ? ["hana", "minho"] : ["minho", "hana"];
  expect(await dismissSuggestion(database, companyId, { number: suggestion, by: mine ?? "", reason: " ", now })).toMatchObject({
    ok: false,
  });
  expect(must(await dismissSuggestion(database, companyId, { number: suggestion, by: mine ?? "", reason: "a supplier", now })).state).toBe(
    "dismissed",
  );
  expect(await restoreSuggestion(database, companyId, { number: suggestion, by: other ?? "", now })).toMatchObject({
    ok: false,
    refusals: [{ code: "suggestion-done" }],
  });
  expect(must(await restoreSuggestion(database, companyId, { number: suggestion, by: mine ?? "", now })).state).toBe("claimed");
});

test("an activity that another system tells answers it as well, and what nobody answers in time is over", async () => {
  const { suggestion, holder } = await of("dal");
  await tell(signal("click", "eun"));
  await route();
  await record([
    {
      source: "crm",
      externalId: "c1",
      member: "minho",
      kind: "call",
      direction: "outbound",
      occurredAt: "2026-03-03T01:30:00Z",
      prospect: "dal@example.com",
      signal: "site:form-dal",
    },
  ]);
  expect(await route()).toMatchObject({ answered: 1 });
  expect([(await of("dal")).state, (await of("dal")).suggestion, holder === null]).toEqual(["contacted", suggestion, false]);
  expect(await route(now + 7n * 86_400_000_000n)).toMatchObject({ expired: 1 });
  expect((await of("eun")).state).toBe("expired");
  const coverage = await showCoverage(database, companyId, { from: 20_515, through: 20_515 }, { now });
  expect(coverage).toMatchObject({ from: "2026-03-03", routed: 5, answered: 4, waiting: 0 });
});

test("two who are one are contacted once: the later suggestion's signals go to the earlier", async () => {
  await tell(signal("click", "hye"));
  await route();
  await tell(signal("reply", "hyejin"));
  await route(now + 1n);
  const { suggestion } = await of("hye");
  must(
    await mergeProspects(database, companyId, { keep: "hyejin@example.com", other: "hye@example.com", reason: "one voice" }, { by: "kim" }),
  );
  const [only, ...more] = (await list()).filter(({ signals }) => signals.some(({ kind }) => kind === "reply"));
  expect([more, only?.suggestion, only?.signals.map(({ kind }) => kind).toSorted()]).toEqual([[], suggestion, ["click", "reply"]]);
});

test("whom nobody may bother is not suggested, and what their author took back neither", async () => {
  await tell(signal("opt_out", "fin"), signal("click", "fin"), signal("click", "gil", { purgedAt: "2026-03-03T00:40:00Z" }));
  expect(await route()).toMatchObject({ signals: 1, made: 0 });
});
