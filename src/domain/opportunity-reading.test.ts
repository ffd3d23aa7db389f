import { expect, test } from "vitest";
import { plainDay } from "./day.ts";
import { opportunityContext, readOpportunity } from "./opportunity-reading.ts";

const context = opportunityContext({ attributes: { region: "string" }, country: "US", currency: "USD" });
const now = 1_775_001_600_000_000n; // 2026-04-01T00:00:00Z

const deal = { source: "crm", externalId: "1C1I7A6R" };

const read = (fields: unknown) => readOpportunity(fields, context, now);
/** `code pointer` of each refusal. */
const refusalsOf = (fields: unknown): readonly string[] => {
  const outcome = read(fields);
  return outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
};

test("its identity is enough: what has no day, owner or amount is kept as such", () => {
  expect(read(deal)).toEqual({
    ok: true,
    value: {
      source: "crm",
      externalId: "1C1I7A6R",
      name: null,
      owners: null,
      ownerFrom: null,
      prospects: [],
      product: null,
      stage: null,
      stageFrom: null,
      amount: null,
      units: null,
      isNewCustomer: null,
      openedOn: null,
      closed: null,
      url: null,
      attributes: null,
      revisedAt: null,
      voided: null,
    },
  });
});

test("every field is read", () => {
  expect(
    read({
      ...deal,
      name: " Cancity, renewal ",
      owner: "moses:60%;darcel:40%",
      ownerFrom: "2026-01-02",
      prospect: "Mina@example.com",
      product: "GTX Plus Basic",
      stage: "Engaging",
      stageFrom: "2026-01-03",
      amount: "1054",
      currency: "USD",
      units: 3,
      newCustomer: true,
      openedOn: "2026-01-01",
      closedOn: "2026-03-01",
      outcome: "Won",
      url: "https://crm.example/1",
      attributes: { region: "Central" },
      revisedAt: "2026-03-03T00:00:00Z",
      voidedAt: "2026-03-04T00:00:00Z",
      voidReason: "entered twice",
    }),
  ).toEqual({
    ok: true,
    value: {
      source: "crm",
      externalId: "1C1I7A6R",
      name: "Cancity, renewal",
      owners: [
        { reference: "moses", weight: 600_000n },
        { reference: "darcel", weight: 400_000n },
      ],
      ownerFrom: plainDay("2026-01-02"),
      prospects: [{ kind: "email", value: "mina@example.com" }],
      product: "GTX Plus Basic",
      stage: "Engaging",
      stageFrom: plainDay("2026-01-03"),
      amount: { amountMinor: 105_400n, currency: "USD" },
      units: 3n,
      isNewCustomer: true,
      openedOn: plainDay("2026-01-01"),
      closed: { outcome: "won", on: plainDay("2026-03-01") },
      url: "https://crm.example/1",
      attributes: { region: "Central" },
      revisedAt: 1_772_496_000_000_000n,
      voided: { at: 1_772_582_400_000_000n, reason: "entered twice" },
    },
  });
});

test.each<[string, object, readonly string[]]>([
  ["that closed without an outcome", { closedOn: "2026-03-01" }, ["opportunity-outcome /outcome"]],
  ["that was won on no day", { outcome: "won" }, ["opportunity-closed-on /closedOn"]],
  ["that closed before it opened", { openedOn: "2026-03-02", closedOn: "2026-03-01", outcome: "lost" }, ["opportunity-order /closedOn"]],
  [
    "that opens tomorrow and closes the day after",
    { openedOn: "2026-04-03", closedOn: "2026-04-04", outcome: "won" },
    ["date-future /openedOn", "date-future /closedOn"],
  ],
  ["that ended in another way", { closedOn: "2026-03-01", outcome: "drawn" }, ["enum /outcome"]],
  ["that is somebody's from a day on, but nobody's", { ownerFrom: "2026-03-01" }, ["owner-missing /owner"]],
  ["in a stage from a day on, but in none", { stageFrom: "2026-03-01" }, ["stage-missing /stage"]],
  ["with shares that do not add up", { owner: "raj:60%;mina:30%" }, ["shares-sum /owner"]],
  ["with an amount that is no text", { amount: 12.5 }, ["type /amount"]],
  ["with a currency that is none, beside no amount", { currency: "usd" }, ["currency-unknown /currency"]],
  ["with half a unit", { units: 0.5 }, ["number-integer /units"]],
  ["of a new customer, perhaps", { newCustomer: "yes" }, ["type /newCustomer"]],
  ["taken back without a reason", { voidedAt: "2026-03-01T00:00:00Z" }, ["void-reason /voidReason"]],
  ["from the source of decisions", { source: "attested" }, ["source-reserved /source"]],
  ["with a field that is not known", { ammount: "5" }, ["unknown-field /ammount"]],
  [
    "of which nothing is right",
    { externalId: " ", openedOn: "soon", url: "ftp://x" },
    ["key-empty /externalId", "date-format /openedOn", "url-scheme /url"],
  ],
])("one %s is refused", (_, more, expected) => {
  expect([...refusalsOf({ ...deal, ...more })].toSorted()).toEqual([...expected].toSorted());
});

test("what is no object is refused", () => expect(refusalsOf("deal")).toEqual(["type "]));
