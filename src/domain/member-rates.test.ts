import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sharedFolder } from "../../tests/shared-folder.ts";
import { differenceOf, memberRates, type BelievedRate } from "./member-rates.ts";
import { logLikelihoodOf, ratePriorOf } from "./rate-prior.ts";
import { intervalOf, meanOf, sharpened, type Tries } from "./rate.ts";

const believed = (group: readonly Tries[], at: number): BelievedRate =>
  memberRates(
    group.map((counted, member) => ({ member, counted })),
    0.95,
  ).members[at]!.believed!;

const folder = sharedFolder("reference");

/** A thousand batters drawn by David Robinson with set.seed(2017), in the README of his package ebbr; the file is no part of the project. */
const ebbr = (): readonly Tries[] =>
  readFileSync(`${folder}/ebbr_sim.csv`, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split(",").map(Number))
    .map(([reached = NaN, of = NaN]) => ({ reached, of }));

/** Where the optimiser of R stopped, a little below the top: published as 11.39115 and 46.0875. */
const published = { alpha: 11.3911479432, beta: 46.087504305 };

describe.skipIf(folder === undefined)("the example of ebbr, github.com/dgrtwo/ebbr", () => {
  test("is as likely by the published prior as it says", () => {
    expect(logLikelihoodOf(published, ebbr())).toBeCloseTo(-2992.59108154, 7);
  });

  test("has the published prior but for where R stopped: the slope is nothing here, and what was seen is more likely", () => {
    const { type, rate } = ratePriorOf(ebbr());
    expect(type).toBe("spread");
    // The root of the likelihood's slope by SciPy, fsolve over digamma functions.
    expect(rate.alpha).toBeCloseTo(11.391212886055595, 9);
    expect(rate.beta).toBeCloseTo(46.08757835667561, 8);
    expect(Math.abs(rate.alpha - published.alpha)).toBeLessThan(1e-4);
    expect(Math.abs(rate.beta - published.beta)).toBeLessThan(1e-4);
    expect(logLikelihoodOf(rate, ebbr())).toBeGreaterThan(logLikelihoodOf(published, ebbr()));
  });

  test("would have another by unweighted moments, in which five tries weigh as much as a thousand", () => {
    const rates = ebbr().map(({ reached, of }) => reached / of);
    const mean = rates.reduce((sum, each) => sum + each, 0) / rates.length;
    const variance = rates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (rates.length - 1);
    const tries = (mean * (1 - mean)) / variance - 1;
    expect(mean * tries).toBeCloseTo(2.26007565108, 9);
    expect((1 - mean) * tries).toBeCloseTo(9.27472141813, 9);
  });

  test.each([
    [0, 66, 182, 0.3231651],
    [1, 198, 1015, 0.1952404],
    [2, 1, 5, 0.1983261],
    [3, 3, 12, 0.2071305],
    [4, 223, 1259, 0.178044],
    [5, 5, 40, 0.1681512],
    [6, 4, 49, 0.1445468],
    [7, 30, 188, 0.168614],
    [8, 43, 238, 0.1840781],
    [9, 238, 1046, 0.2260045],
  ])("row %i, %i of %i, is believed to be %d", (at, reached, of, mean) => {
    expect(ebbr()[at]).toEqual({ reached, of });
    expect(meanOf(sharpened(published, { reached, of }))).toBeCloseTo(mean, 7);
    expect(Math.abs(believed(ebbr(), at).mean - mean)).toBeLessThan(1e-6);
  });

  test("its first row has the interval that qbeta gives of its belief", () => {
    const { low, high } = intervalOf(sharpened(published, { reached: 66, of: 182 }), 0.95);
    expect(low).toBeCloseTo(0.265518355616315, 7);
    expect(high).toBeCloseTo(0.383609640690594, 7);
  });
});

test("members who differ by no more than chance have the rate that they share, and are not told apart", () => {
  const group = [
    { reached: 10, of: 100 },
    { reached: 11, of: 100 },
    { reached: 9, of: 100 },
  ];
  const prior = ratePriorOf(group);
  expect(prior).toEqual({ type: "alike", rate: { alpha: 31, beta: 271 } });
  expect(differenceOf(prior, believed(group, 1), believed(group, 2))).toEqual({ above: 0.5, isToldApart: false });
});

test("nothing come of anything tells no rate of none, and of nobody nothing is believed", () => {
  expect(
    ratePriorOf([
      { reached: 0, of: 40 },
      { reached: 0, of: 20 },
    ]),
  ).toEqual({ type: "alike", rate: { alpha: 1, beta: 61 } });
  expect(ratePriorOf([])).toEqual({ type: "alike", rate: { alpha: 1, beta: 1 } });
});

test("two of two rank below sixty of a hundred where the others have a tenth, and are told apart from it by a chance alone", () => {
  const group = [
    { reached: 2, of: 2 },
    { reached: 60, of: 100 },
    ...Array.from({ length: 10 }, (_, each) => ({ reached: 6 + each, of: 100 })),
  ];
  const prior = ratePriorOf(group);
  const [lucky, good] = [believed(group, 0), believed(group, 1)];
  expect(lucky.mean).toBeLessThan(good.mean);
  expect(differenceOf(prior, good, lucky)).toMatchObject({ isToldApart: true });
  expect(differenceOf(prior, lucky, believed(group, 11)).isToldApart).toBe(false);
});

test("who tried nothing has the group's rate, and who reached more than they tried none", () => {
  const group = [
    { reached: 0, of: 0 },
    { reached: 5, of: 100 },
    { reached: 40, of: 100 },
    { reached: 3, of: 2 },
  ];
  const { prior, members } = memberRates(
    group.map((counted, member) => ({ member, counted })),
    0.9,
  );
  expect(members[0]).toMatchObject({ own: null, believed: { mean: meanOf(prior.rate) } });
  expect(members[3]).toMatchObject({ own: null, believed: null });
});

const counted = fc
  .integer({ min: 1, max: 400 })
  .chain((of) => fc.record({ reached: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
const groups = fc.array(counted, { minLength: 1, maxLength: 30 });

const likelihoodAt = (group: readonly Tries[], alpha: number, beta: number): number => {
  let sum = 0;
  for (const { reached, of } of group) {
    for (let each = 0; each < reached; each += 1) sum += Math.log(alpha + each);
    for (let each = 0; each < of - reached; each += 1) sum += Math.log(beta + each);
    for (let each = 0; each < of; each += 1) sum -= Math.log(alpha + beta + each);
  }
  return sum;
};

test("no prior nearby makes what was seen more likely, and the order of the members does not matter", () =>
  fc.assert(
    fc.property(groups, (group) => {
      const prior = ratePriorOf(group);
      const turned = ratePriorOf([...group].reverse());
      expect(turned.type).toBe(prior.type);
      expect(turned.rate.alpha / prior.rate.alpha).toBeCloseTo(1, 6);
      if (prior.type === "alike") return;
      const { alpha, beta } = prior.rate;
      const top = likelihoodAt(group, alpha, beta);
      for (const [a, b] of [
        [1.01, 1],
        [0.99, 1],
        [1, 1.01],
        [1, 0.99],
        [1.01, 1.01],
        [0.99, 0.99],
      ] as const)
        expect(likelihoodAt(group, alpha * a, beta * b)).toBeLessThanOrEqual(top + 1e-9);
    }),
  ));

test("what is believed of a member lies between their own rate and the group's", () =>
  fc.assert(
    fc.property(groups, (group) => {
      const { prior, members } = memberRates(
        group.map((counted, member) => ({ member, counted })),
        0.8,
      );
      if (prior.type === "alike") return;
      const shared = meanOf(prior.rate);
      for (const { counted, believed } of members) {
        const own = counted.reached / counted.of;
        expect(believed!.mean).toBeGreaterThanOrEqual(Math.min(own, shared) - 1e-9);
        expect(believed!.mean).toBeLessThanOrEqual(Math.max(own, shared) + 1e-9);
      }
    }),
  ));
