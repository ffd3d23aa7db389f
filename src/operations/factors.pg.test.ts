import { beforeEach, describe, expect, test } from "vitest";
import { sentence } from "../domain/refusal.ts";
import { day, must, openCompany, reasonsIn, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { diffCompany } from "./diff-company.ts";
import { exportCompany } from "./export-company.ts";
import { showMetric } from "./show-metric.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

const today = "2026-06-10";
const term = [
  { value: "30%", from: "2026-01-01" },
  { value: "45%", from: "2026-06-01" },
];
const conversion = {
  id: "conversion",
  name: { en: "Conversion rate", ko: "환산율" },
  by: "attributes.product",
  values: { "whole-life": "100%", term, savings: "0%", 종신: "12.5%" },
};
const premium = {
  id: "premium",
  name: "Converted premium",
  where: 'kind == "contract"',
  measure: { sum: "attributes.premium", currency: "KRW", factor: "conversion" },
};
let companies = 0;
let file: Readonly<Record<string, unknown>> & { readonly metrics: readonly unknown[] };
let product: Product;

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `hangang-${companies}`, name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    kinds: [{ id: "contract" }],
    attributes: { product: "string", premium: "money", points: "int" },
    factors: [conversion],
    members: [
      { id: "raj", name: "Raj" },
      { id: "mina", name: "Mina" },
    ],
    metrics: [premium],
    plans: [{ id: "monthly", cadence: "month", require: { metric: "premium", target: 100_000 } }],
  };
  product = await openCompany(database, file, today);
});

let contracts = 0;
const contract = (occurredOn: string, amount: string | null, product_: string | null, more: object = {}) => ({
  source: "core",
  externalId: `c${(contracts += 1)}`,
  member: "raj",
  kind: "contract",
  occurredOn,
  attributes: { ...(amount === null ? {} : { premium: amount }), ...(product_ === null ? {} : { product: product_ }) },
  ...more,
});
const record = async (...items: readonly unknown[]): Promise<void> => {
  expect(await product.record(items)).toMatchObject({ rejected: [] });
};
const credited = async (on: string, member = "raj", metric = "premium"): Promise<unknown> => {
  const { credited: found } = await product.explain(member, metric, on);
  return typeof found === "object" ? found.amountMinor : found;
};
const verdicts = async (on: string) => (await product.explain("raj", "premium", on)).records.map(({ verdict }) => verdict);
const apply = async (factors: readonly unknown[], on = today): Promise<void> => {
  must(await product.apply({ ...file, factors }, on));
  await countMetrics(database, product.companyId);
  expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
};
const isEqual = async (): Promise<boolean> => (await verifyCompany(database, product.companyId)).equal;

describe("a sum by a factor", () => {
  test("counts what the table leaves of each record, and the verdict shows the arithmetic", async () => {
    await record(contract("2026-03-02", "120000", "term"), contract("2026-03-03", "50000", "whole-life"));
    expect(await credited("2026-03-31")).toBe(86_000);
    expect(await verdicts("2026-03-31")).toMatchObject([
      {
        counted: true,
        credit: { amountMinor: 36_000 },
        conversion: {
          en: "120,000 KRW × 30% (Conversion rate: term, from 2026-01-01) = 36,000 KRW",
          ko: "120,000원 × 30% (환산율: term, 2026-01-01부터) = 36,000원",
        },
      },
      { counted: true, conversion: { en: "50,000 KRW × 100% (Conversion rate: whole-life) = 50,000 KRW" } },
    ]);
    expect(await isEqual()).toBe(true);
  });

  test("rounds half up, once for each record", async () => {
    // 12.5 % of 4 is 0.5, of 3 is 0.375, of -4 is -0.5; together before rounding they would be 1.
    await record(
      contract("2026-03-02", "4", "종신"),
      contract("2026-03-03", "4", "종신"),
      contract("2026-03-04", "3", "종신"),
      contract("2026-03-05", "-4", "종신"),
    );
    expect((await verdicts("2026-03-31")).map((verdict) => verdict.counted && verdict.credit)).toMatchObject([
      { amountMinor: 1 },
      { amountMinor: 1 },
      { amountMinor: 0 },
      { amountMinor: 0 },
    ]);
    expect(await credited("2026-03-31")).toBe(2);
  });

  test("divides the converted amount among those who share it: 60/40 of ₩1,000,001 at 30 % add up", async () => {
    await record(contract("2026-03-02", "1000001", "term", { member: "raj:60%;mina:40%" }));
    // 30 % of 1,000,001 is 300,000.3, so 300,000; converting each share would round twice.
    expect([await credited("2026-03-31"), await credited("2026-03-31", "mina")]).toEqual([180_000, 120_000]);
    expect(await verdicts("2026-03-31")).toMatchObject([
      { conversion: { en: "1,000,001 KRW × 30% (Conversion rate: term, from 2026-01-01) = 300,000 KRW" } },
    ]);
    await record(contract("2026-03-03", "1000005", "term", { member: "raj:60%;mina:40%" }));
    // 300,001.5 is rounded up before it is divided.
    expect(await credited("2026-03-31")).toBe(180_000 + 180_001);
    expect(await credited("2026-03-31", "mina")).toBe(120_000 + 120_001);
    expect(await isEqual()).toBe(true);
  });

  test("counts 0 by a factor of 0, which is not the same as none", async () => {
    await record(contract("2026-03-02", "120000", "savings"));
    expect(await verdicts("2026-03-31")).toMatchObject([{ counted: true, credit: { amountMinor: 0 } }]);
  });

  test.each([
    ["a product that the table does not have", contract("2026-03-02", "1", "trem"), 'product is "trem", for which Conversion rate has nothing on 2026-03-02', 'product "trem": 2026-03-02 환산율에 없음'], // prettier-ignore
    ["a day before the first factor", contract("2025-12-31", "1", "term"), 'product is "term", for which Conversion rate has nothing on 2025-12-31', 'product "term": 2025-12-31 환산율에 없음'], // prettier-ignore
    ["no product", contract("2026-03-02", "1", null), "product unknown", "product 없음"],
    ["no premium", contract("2026-03-02", null, "term"), "premium unknown", "premium 없음"],
  ])("does not count %s, and says why", async (_, item, en, ko) => {
    await record(item);
    const explained = await product.explain("raj", "premium", item.occurredOn);
    expect(explained.credited).toMatchObject({ amountMinor: 0 });
    expect(reasonsIn(explained)).toEqual([en]);
    expect(explained.records[0]?.verdict).toMatchObject({ reasons: [{ ko }] });
  });

  test("converts no amount of another currency", async () => {
    await record(contract("2026-03-02", null, "term", { attributes: { premium: { amountMinor: 100, currency: "USD" }, product: "term" } }));
    expect(reasonsIn(await product.explain("raj", "premium", "2026-03-02"))).toEqual([
      "1.00 USD is another currency, this metric counts KRW",
    ]);
  });

  test("counts nothing of a value that was told when the attribute was of another type", async () => {
    must(await product.apply({ ...file, attributes: { product: "string", premium: "money", points: "string" } }));
    await record(contract("2026-03-02", null, null, { attributes: { points: "seven" } }));
    const points = { id: "points", where: "true", measure: { sum: "attributes.points" } };
    must(await product.apply({ ...file, metrics: [premium, points] }));
    await countMetrics(database, product.companyId);
    expect(reasonsIn(await product.explain("raj", "points", "2026-03-02"))).toEqual(["points unknown"]);
  });

  test("goes by any text of the activity, and by quantities, times and whole numbers too", async () => {
    const byKind = { id: "weights", by: "outcome", values: { won: 1.5, lost: "33.33%" } };
    const sums = ["quantity", "durationSeconds", "attributes.points"].map((sum) => ({
      id: sum,
      where: "true",
      measure: { sum, factor: "weights" },
    }));
    must(await product.apply({ ...file, factors: [conversion, byKind], metrics: [premium, ...sums] }));
    await countMetrics(database, product.companyId);
    const sale = { quantity: 3, durationSeconds: 61, attributes: { points: 7 } };
    await record(
      contract("2026-03-02", null, null, { outcome: "won", ...sale }),
      contract("2026-03-02", null, null, { outcome: "lost", ...sale }),
      contract("2026-03-02", null, null, { outcome: "won", attributes: { points: 5_000_000_000 } }),
    );
    const totals = await Promise.all(sums.map(({ id }) => credited("2026-03-31", "raj", id)));
    // 61 s × 150 % is 91.5 and 61 s × 33.33 % is 20.33.
    expect(totals).toEqual([4.5 + 0.9999, 92 + 20, 10.5 + 2.3331]);
    expect(reasonsIn(await product.explain("raj", "attributes.points", "2026-03-31"))).toEqual([
      "points is 5,000,000,000, this metric needs 1,000,000,000 or less",
    ]);
    expect(await isEqual()).toBe(true);
  });

  test.each(["2026-03-01", "2026-03-02", null])(
    "is held once for a prospect and window by the earliest record that has a factor, also where one comes from %s on",
    async (from) => {
      file = { ...file, metrics: [premium, { ...premium, id: "once", oncePer: { prospect: "month" } }] };
      must(await product.apply(file));
      await countMetrics(database, product.companyId);
      const prospect = "ann@client.example";
      await record(
        contract("2026-03-02", "100", "unheard", { prospect }),
        contract("2026-03-03", "1000", "term", { prospect }),
        contract("2026-03-04", "5000", "term", { prospect }),
      );
      expect(await credited("2026-03-31", "raj", "once")).toBe(300);
      await apply([{ ...conversion, values: { ...conversion.values, unheard: [{ value: "10%", from, reason: "left out" }] } }]);
      expect(await credited("2026-03-31", "raj", "once")).toBe(10);
    },
  );
});

describe("a factor has a day", () => {
  test("a change in the middle of a month splits it by the days of the records", async () => {
    await apply([{ ...conversion, values: { ...conversion.values, "whole-life": [{ value: 1 }, { value: 0.5, from: "2026-06-15" }] } }]);
    await record(contract("2026-06-14", "1000", "whole-life"), contract("2026-06-15", "1000", "whole-life"));
    expect(await credited("2026-06-30")).toBe(1500);
  });

  test("a late record counts by the factor of its own day", async () => {
    await record(contract("2026-06-01", "1000", "term"));
    await record(contract("2026-05-31", "1000", "term"));
    expect([await credited("2026-05-31"), await credited("2026-06-30")]).toEqual([300, 450]);
  });

  test("one number says what holds from today on: what held until yesterday stays", async () => {
    await record(contract("2026-06-09", "1000", "term"), contract("2026-06-10", "1000", "term"), contract("2026-06-10", "1000", "cancer"));
    await apply([{ ...conversion, values: { ...conversion.values, term: "60%", cancer: "50%" } }]);
    expect(await credited("2026-06-30")).toBe(450 + 600 + 500);
    const written = JSON.parse(await exportCompany(database, product.companyId, "json")) as { factors: { values: object }[] };
    expect(written.factors[0]?.values).toMatchObject({
      term: [{ value: "30%", from: "2026-01-01" }, { value: "45%", from: "2026-06-01" }, { value: "60%", from: "2026-06-10" }], // prettier-ignore
      cancer: [{ value: "50%", from: "2026-06-10" }],
    });
  });

  test("what the table no longer names has no factor from today on", async () => {
    await record(contract("2026-06-09", "1000", "term"), contract("2026-06-10", "1000", "term"));
    const { term: _, ...values } = conversion.values;
    await apply([{ ...conversion, values }]);
    expect(await credited("2026-06-30")).toBe(450);
  });
});

describe("a factor of days gone", () => {
  const corrected = [{ value: "30%", from: "2026-01-01" }, { value: "33%", from: "2026-05-01", reason: "agreed in April" }, term[1]]; // prettier-ignore
  const withTerm = (held: unknown) => [{ ...conversion, values: { ...conversion.values, term: held } }];

  test.each([
    ["an earlier start", [{ value: "30%", from: "2026-01-01" }, { value: "45%", from: "2026-05-01" }], "from 2026-05-01 on", "2026-05-01부터"], // prettier-ignore
    ["another value", [{ value: "31%", from: "2026-01-01" }, term[1]], "from 2026-01-01 on", "2026-01-01부터"],
    ["a start from the beginning", [{ value: "30%" }, term[1]], "from the beginning", "처음부터"],
    ["a later start", [{ value: "30%", from: "2026-02-01" }, term[1]], "from 2026-01-01 on", "2026-01-01부터"],
  ])("is kept: %s without a reason is refused, and the refusal says how", async (_, held, en, ko) => {
    const refused = await product.apply({ ...file, factors: withTerm(held) });
    if (refused.ok) throw new Error("it was not refused");
    expect(refused.refusals.map(({ code, pointer }) => [code, pointer])).toEqual([["factor-past", "/factors/0/values/term"]]);
    expect(sentence(refused.refusals[0], "en")).toContain(`The factor of "term" would be another one ${en}: days gone keep`);
    expect(sentence(refused.refusals[0], "ko")).toContain(`"term": ${ko} 환산율이 달라집니다.`);
  });

  test("changes for a reason: the days since then are counted anew, and who did it, why and the numbers are kept", async () => {
    await record(contract("2026-04-30", "1000", "term"), contract("2026-05-01", "1000", "term"), contract("2026-06-01", "1000", "term"));
    await apply(withTerm(corrected));
    expect(await Promise.all(["2026-04-30", "2026-05-31", "2026-06-30"].map((on) => credited(on)))).toEqual([300, 330, 450]);
    expect(must(await showMetric(database, product.companyId, "premium"))).toMatchObject({
      factors: [{ id: "conversion", by: "attributes.product", values: { term: corrected, savings: "0%" } }],
      recounts: [
        {
          startsOn: "2026-05-01",
          reason: "agreed in April",
          doneBy: "test",
          numbers: [{ member: "raj", period: { startsOn: "2026-05-01" }, before: { amountMinor: 300 }, after: { amountMinor: 330 } }],
        },
      ],
    });
  });

  test("asks a reason of its own of each change, from the beginning too", async () => {
    await record(contract("2025-12-31", "1000", "term"));
    await apply(withTerm([{ value: "30%", reason: "always so" }, term[1]]));
    expect(await credited("2025-12-31")).toBe(300);
    expect(must(await showMetric(database, product.companyId, "premium")).recounts).toMatchObject([{ startsOn: null }]);
    const again = [{ value: "31%", reason: "always so" }, term[1]];
    expect(await product.apply({ ...file, factors: withTerm(again) })).toMatchObject({ refusals: [{ code: "factor-past" }] });
    await apply(withTerm([{ value: "31%", reason: "read wrong" }, term[1]]));
    expect(must(await showMetric(database, product.companyId, "premium")).recounts).toHaveLength(2);
  });

  test("may be set freely while no metric counts by the table", async () => {
    const spare = { ...conversion, id: "spare" };
    await apply([conversion, spare]);
    await apply([conversion, { ...spare, values: { term: "1%" } }]);
    expect(must(await diffCompany(database, { ...file, factors: [conversion, { ...spare, by: "outcome" }] }, { today: day(today) })).changes) // prettier-ignore
      .toHaveLength(5);
  });

  test("is told before it is applied: every number, in the periods that the plans ask about", async () => {
    await record(contract("2026-05-01", "1000", "term"), contract("2026-05-02", "1000", "term"));
    const changed = { ...file, factors: withTerm(corrected) };
    const { numbers, changes } = must(await diffCompany(database, changed, { today: day(today), numbers: {} }));
    expect(numbers).toMatchObject({
      totals: [{ metric: "premium", cadence: "month", numbers: 1, difference: { amountMinor: 60 } }],
      numbers: [{ member: "raj", before: { amountMinor: 600 }, after: { amountMinor: 660 } }],
    });
    expect(changes.map(({ words }) => words.ko)).toEqual([
      "환산표 conversion: values.term 2026-01-01: 30%; 2026-06-01: 45% → 2026-01-01: 30%; 2026-05-01: 33% (agreed in April); 2026-06-01: 45%",
    ]);
    await apply(withTerm(corrected));
    expect(await credited("2026-05-31")).toBe(660);
  });
});

test("a factor that changes counts anew only the metrics that go by its table", async () => {
  const count = { id: "contracts", where: 'kind == "contract"' };
  must(await product.apply({ ...file, metrics: [premium, count] }));
  await countMetrics(database, product.companyId);
  await record(contract("2026-06-10", "1000", "term"), contract("2026-06-09", "1000", "term"));
  must(
    await product.apply({
      ...file,
      metrics: [premium, count],
      factors: [{ ...conversion, values: { ...conversion.values, term: "60%" } }],
    }),
  );
  const counting = async (id: string) => must(await showMetric(database, product.companyId, id)).counting;
  expect([await counting("premium"), await counting("contracts")]).toEqual([{ done: 0, of: 1 }, null]);
});

test("applying what was written out changes nothing, and makes the same company elsewhere", async () => {
  await apply([{ ...conversion, values: { ...conversion.values, term: [{ value: 0.3, reason: "x" }, { value: null, from: "2026-07-01" }] } }]); // prettier-ignore
  const written = await exportCompany(database, product.companyId, "yaml");
  expect(must(await product.apply(written)).changes).toEqual([]);
  const elsewhere = written.replace(/id: hangang-\d+/, "id: elsewhere");
  const { companyId } = await openCompany(database, elsewhere, today);
  expect((await exportCompany(database, companyId, "yaml")).replace("id: elsewhere", `id: hangang-${companies}`)).toBe(written);
});
