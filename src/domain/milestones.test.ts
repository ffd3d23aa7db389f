import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDay, type Day } from "./day.ts";
import { historyOf, milestoneChanges, milestonesOf, type Milestones } from "./milestones.ts";
import { inOrder, type OpportunityReport, type OpportunityRevision, type Owners } from "./opportunity.ts";
import { judgeRevision, type PresentRevision, type RevisionMark } from "./revision.ts";

const usd = (amountMinor: bigint) => ({ amountMinor, currency: "USD" });
const owner = (reference: string): Owners => [{ reference, weight: 1n }];

const march = (day: number): Day => plainDay("2026-03-01") + day - 1;

const opened: OpportunityReport = {
  source: "crm",
  externalId: "1",
  name: null,
  owners: owner("raj"),
  ownerFrom: null,
  prospects: [],
  product: "GTX",
  stage: "engaging",
  stageFrom: null,
  amount: usd(1_000n),
  units: 2n,
  isNewCustomer: true,
  openedOn: march(1),
  closed: null,
  url: null,
  attributes: null,
  revisedAt: null,
  voided: null,
};

const closed = (on: number, outcome: "won" | "lost" = "won") => ({ closed: { outcome, on: march(on) } });

type Told = readonly (readonly [number, Partial<OpportunityReport>])[];

/** States in the order in which they came, each told on a day of March by itself. */
const states = (...told: Told): readonly OpportunityRevision[] =>
  told.map(([day, more], arrival) => ({
    report: { ...opened, ...more },
    rank: null,
    revisedAt: null,
    contentHash: String(arrival),
    arrival,
    day: march(day),
  }));

const facts = (...told: Told): Milestones => milestonesOf(states(...told));

const whose = (found: Milestones): readonly (string | undefined)[] =>
  [found.opening, found.closing].map((fact) => fact?.owners?.[0].reference);

test("an open opportunity has opened, for its owner and with its amount", () => {
  expect(facts([1, {}])).toEqual({
    opening: {
      milestone: "opportunity_opened",
      on: march(1),
      owners: owner("raj"),
      prospects: [],
      product: "GTX",
      amount: usd(1_000n),
      units: 2n,
      isNewCustomer: true,
    },
    closing: null,
  });
});

test("a won one has closed on its day as well, a lost one otherwise", () => {
  expect(facts([1, {}], [10, closed(9)]).closing).toMatchObject({ milestone: "deal_won", on: march(9), amount: usd(1_000n) });
  expect(facts([1, {}], [10, closed(9, "lost")]).closing).toMatchObject({ milestone: "deal_lost", on: march(9) });
});

test("what has no day on which it opened has no opening, and counts when it is won all the same", () => {
  expect(facts([1, { openedOn: null }])).toEqual({ opening: null, closing: null });
  expect(facts([1, { openedOn: null, ...closed(5) }])).toMatchObject({ opening: null, closing: { milestone: "deal_won" } });
});

test("what its source took back has no milestones, and has them again when it is told again", () => {
  const voided = { voided: { at: 0n, reason: "entered twice" } };
  expect(facts([1, closed(5)], [6, { ...closed(5), ...voided }])).toEqual({ opening: null, closing: null });
  expect(facts([1, closed(5)], [6, { ...closed(5), ...voided }], [7, closed(5)])).toEqual(facts([1, closed(5)]));
});

describe("what is done to a won deal after it closed", () => {
  const won = [9, closed(9)] as const;
  const changes = (...later: Told) => {
    const found = milestoneChanges(facts([1, {}], won), facts([1, {}], won, ...later));
    return found.map(({ of, is, changed }) => ({ of, changed, is }));
  };

  test("reopened, it has no closing any more", () => {
    expect(changes([20, {}])).toEqual([{ of: "closing", changed: [], is: null }]);
  });

  test("lost after all, its closing is another", () => {
    expect(changes([20, closed(9, "lost")])).toMatchObject([{ of: "closing", changed: ["milestone"], is: { milestone: "deal_lost" } }]);
  });

  test("re-owned without a day, the credit for closing moves, and who opened it stays", () => {
    expect(changes([20, { ...closed(9), owners: owner("mina") }])).toMatchObject([
      { of: "closing", changed: ["owners"], is: { owners: owner("mina") } },
    ]);
  });

  test("handed over on a later day, nothing changes: whoever closed it closed it", () => {
    expect(changes([20, { ...closed(9), owners: owner("mina"), ownerFrom: march(15) }])).toEqual([]);
  });

  test("re-owned from before it opened, both are the other's", () => {
    expect(changes([20, { ...closed(9), owners: owner("mina"), ownerFrom: march(1) }]).map(({ of, changed }) => [of, changed])).toEqual([
      ["opening", ["owners"]],
      ["closing", ["owners"]],
    ]);
  });

  test("re-valued, its closing has the new worth, and its opening what it opened with", () => {
    expect(changes([20, { ...closed(9), amount: usd(900n), units: 1n }])).toMatchObject([
      { of: "closing", changed: ["amount", "units"], is: { amount: usd(900n), units: 1n } },
    ]);
  });

  test("re-dated, the days are others", () => {
    expect(changes([20, { ...closed(8), openedOn: march(2) }]).map(({ of, changed }) => [of, changed])).toEqual([
      ["opening", ["on"]],
      ["closing", ["on"]],
    ]);
  });

  test("told again as it was, nothing changes", () => expect(changes([20, closed(9)])).toEqual([]));
});

describe("an owner from day to day", () => {
  test("an open opportunity that is somebody else's was handed over on the day of that state", () => {
    const found = states([1, {}], [5, { owners: owner("mina") }], [12, { owners: owner("mina"), ...closed(12) }]);
    expect(whose(milestonesOf(found))).toEqual(["raj", "mina"]);
    expect(historyOf(found).owners).toEqual([
      { value: owner("raj"), from: -Infinity },
      { value: owner("mina"), from: march(5) },
    ]);
  });

  test("a hand-over that is told with its day holds from it, and takes back what was told of later days", () => {
    const found = states(
      [1, {}],
      [5, { owners: owner("mina") }],
      [12, { owners: owner("jo"), ownerFrom: march(3) }],
      [13, { owners: owner("jo"), ownerFrom: march(3) }],
    );
    expect(historyOf(found).owners).toEqual([
      { value: owner("raj"), from: -Infinity },
      { value: owner("jo"), from: march(3) },
    ]);
  });

  test("of two that are told for the same day the later told holds, alone", () => {
    const found = states([1, { ownerFrom: march(1) }], [2, { owners: owner("mina"), ownerFrom: march(1) }]);
    expect(historyOf(found).owners).toEqual([{ value: owner("mina"), from: march(1) }]);
  });

  test("whoever has it only from after it opened did not open it, and nobody is known who did", () => {
    expect(whose(facts([6, { owners: owner("mina"), ownerFrom: march(6) }]))).toEqual([undefined, undefined]);
  });

  test("stages hold from the day that is told, else from that of the state", () => {
    expect(historyOf(states([1, {}], [5, { stage: "offer" }], [9, { stage: "signed", stageFrom: march(8) }])).stages).toEqual([
      { value: "engaging", from: -Infinity },
      { value: "offer", from: march(5) },
      { value: "signed", from: march(8) },
    ]);
  });
});

test("an opening takes the first amount that was told, if none was at first", () => {
  expect(facts([1, { amount: null }], [3, { amount: usd(700n) }], [5, { amount: usd(800n) }]).opening).toMatchObject({ amount: usd(700n) });
});

const report = fc.record({
  owners: fc.constantFrom(null, owner("raj"), owner("mina")),
  ownerFrom: fc.constantFrom(null, march(2), march(6)),
  amount: fc.constantFrom(null, usd(5n), usd(7n)),
  openedOn: fc.constantFrom(null, march(1), march(3)),
  closed: fc.constantFrom(null, closed(8).closed, closed(9, "lost").closed),
});

/** As the store lets them in: each judged against the one that holds. */
const arrived = (
  reports: readonly { readonly report: Partial<OpportunityReport>; readonly revisedAt: bigint | null; readonly hash: string }[],
) => {
  let present: PresentRevision | undefined;
  const known: OpportunityRevision[] = [];
  for (const [arrival, { report, revisedAt, hash: contentHash }] of reports.entries()) {
    const mark: RevisionMark = { contentHash, revisedAt };
    const verdict = present === undefined ? { type: "revised" as const, rank: revisedAt } : judgeRevision(present, known, mark);
    if (verdict.type === "duplicate") continue;
    if (verdict.type === "confirmed") {
      present = { ...present!, rank: verdict.rank };
      continue;
    }
    const rank = verdict.type === "stale" ? revisedAt : verdict.rank;
    known.push({ ...mark, report: { ...opened, ...report, revisedAt }, rank, arrival, day: march(Number(revisedAt ?? 10n)) });
    if (verdict.type === "revised") present = { ...mark, rank };
  }
  return { present, known };
};

const hash = fc.integer({ min: 0, max: 65_535 }).map((value) => value.toString(16).padStart(4, "0"));

const dated = fc.uniqueArray(fc.record({ report, revisedAt: fc.bigInt({ min: 1n, max: 20n }), hash }), {
  selector: ({ hash }) => hash,
  minLength: 1,
  maxLength: 7,
});

test("where each state says when it came to be, the order in which they come does not matter", () =>
  fc.assert(
    fc.property(
      dated.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }))),
      ([told, shuffled]) => {
        expect(milestonesOf(arrived(shuffled).known)).toEqual(milestonesOf(arrived(told).known));
      },
    ),
  ));

const any = fc.uniqueArray(fc.record({ report, revisedAt: fc.option(fc.bigInt({ min: 1n, max: 6n })), hash }), {
  selector: ({ hash }) => hash,
  minLength: 1,
  maxLength: 8,
});

test("the last state in order is the one that holds", () =>
  fc.assert(
    fc.property(any, (told) => {
      const { present, known } = arrived(told);
      expect(inOrder(known).at(-1)?.contentHash).toBe(present?.contentHash);
      expect(inOrder([...known].reverse())).toEqual(inOrder(known));
    }),
  ));

test("what a state changed, one that says the same as before takes back", () =>
  fc.assert(
    fc.property(report, report, (first, second) => {
      const told = { ...first, ownerFrom: march(1) };
      const [once, back] = [facts([1, told]), facts([1, told], [4, second], [9, told])];
      // An opening keeps the worth that was told first, of whichever state.
      expect(milestoneChanges(once, back).every(({ changed }) => changed.every((field) => field === "amount"))).toBe(true);
      expect(back.closing).toEqual(once.closing);
    }),
  ));
