import fc from "fast-check";
import { expect, test } from "vitest";
import { sameActsAmong, type SameActs, type ToldAct } from "./same-acts.ts";

const dialerAndCrm: SameActs = {
  sources: ["dialer", "crm"],
  kind: "call",
  withinSeconds: 300,
  durationWithinSeconds: null,
  prefer: "dialer",
};

/** `dialer 40 120`: the dialer's record at second 40, of 120 s. */
const act = (text: string): ToldAct => {
  const [source = "", at = "", duration] = text.split(" ");
  return { source, externalId: at, at: BigInt(at) * 1_000_000n, durationSeconds: duration === undefined ? null : BigInt(duration) };
};
const name = ({ source, externalId }: ToldAct): string => `${source} ${externalId}`;
const never = (): boolean => false;
const linked = (
  rules: readonly SameActs[],
  acts: readonly ToldAct[],
  areApart: (one: ToldAct, other: ToldAct) => boolean = never,
): string[] => [...sameActsAmong(rules, acts, areApart)].map(([one, holder]) => `${name(one)} = ${name(holder)}`).toSorted();

test.for<[what: string, acts: string[], links: string[]]>([
  ["the same act 40 s apart, the dialer's holds", ["crm 40", "dialer 0"], ["crm 40 = dialer 0"]],
  ["exactly at the limit", ["crm 300", "dialer 0"], ["crm 300 = dialer 0"]],
  ["beyond it", ["crm 301", "dialer 0"], []],
  ["one source alone", ["dialer 0", "dialer 1"], []],
  [
    "two calls five minutes apart, told by both",
    ["dialer 0", "crm 40", "dialer 300", "crm 340"],
    ["crm 340 = dialer 300", "crm 40 = dialer 0"],
  ],
  ["two at the same instant: by source and id", ["dialer 7", "crm 7"], ["crm 7 = dialer 7"]],
  ["one too many stays alone", ["crm 0", "dialer 10", "crm 20"], ["crm 0 = dialer 10"]],
  ["who is taken takes no second", ["crm 0", "dialer 100", "dialer 200", "crm 290"], ["crm 0 = dialer 100", "crm 290 = dialer 200"]],
])("%s", ([, acts, links]) => {
  expect(linked([dialerAndCrm], acts.map(act))).toEqual(links);
});

test("durations must be near where both records have one, and are not asked where one has none", () => {
  const rule = { ...dialerAndCrm, durationWithinSeconds: 10 };
  expect(linked([rule], ["dialer 0 60", "crm 40 71", "crm 50 70"].map(act))).toEqual(["crm 50 = dialer 0"]);
  expect(linked([rule], ["dialer 0 60", "crm 40"].map(act))).toEqual(["crm 40 = dialer 0"]);
});

test("a pair that a person has undone is not linked, and each of the two may be linked with another", () => {
  const acts = ["dialer 0", "crm 40", "dialer 100"].map(act);
  const areApart = (one: ToldAct, other: ToldAct) => [one, other].every((each) => ["dialer 0", "crm 40"].includes(name(each)));
  expect(linked([dialerAndCrm], acts, areApart)).toEqual(["crm 40 = dialer 100"]);
});

test("with three sources a record is the same as one other at most, and of three records of one act one counts", () => {
  const phoneAndCrm: SameActs = { ...dialerAndCrm, sources: ["crm", "phone"], prefer: "phone" };
  // One CRM beside two telephone systems: each of its records belongs to one of them.
  expect(linked([dialerAndCrm, phoneAndCrm], ["dialer 0", "crm 10", "phone 200", "crm 210"].map(act))).toEqual([
    "crm 10 = dialer 0",
    "crm 210 = phone 200",
  ]);
  const mailAndCrm: SameActs = { ...dialerAndCrm, sources: ["crm", "mail"], prefer: "crm" };
  expect(linked([dialerAndCrm, mailAndCrm], ["dialer 0", "crm 10", "mail 20"].map(act))).toEqual(["crm 10 = dialer 0", "mail 20 = crm 10"]);
});

const acts = fc.uniqueArray(
  fc.record<ToldAct>({
    source: fc.constantFrom("dialer", "crm", "phone"),
    externalId: fc.constantFrom("a", "b", "c", "d"),
    at: fc.nat(20).map((minute) => BigInt(minute) * 60_000_000n),
    durationSeconds: fc.constantFrom(null, 30n, 60n),
  }),
  { selector: name, maxLength: 12 },
);
const rules: readonly SameActs[] = [
  dialerAndCrm,
  { sources: ["phone", "crm"], kind: "call", withinSeconds: 120, durationWithinSeconds: 0, prefer: "crm" },
];

test("the links are a function of the set: any order of the records gives the same", () => {
  fc.assert(
    fc.property(
      acts.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))),
      fc.uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 3 }),
      ([told, shuffled], undone) => {
        const pairs = new Set(
          undone.map(([one, other]) =>
            [told[one], told[other]]
              .map((each) => each && name(each))
              .toSorted()
              .join(" "),
          ),
        );
        const areApart = (one: ToldAct, other: ToldAct) => pairs.has([name(one), name(other)].toSorted().join(" "));
        expect(linked(rules, shuffled, areApart)).toEqual(linked(rules, told, areApart));
      },
    ),
  );
});

test("a link is between two sources of a rule, near enough, towards the preferred one, and nobody has two", () => {
  fc.assert(
    fc.property(acts, (told) => {
      const links = [...sameActsAmong(rules, told, never)];
      const holders = links.map(([one, holder]) => `${name(holder)} for ${one.source}`);
      expect(new Set(holders).size).toBe(holders.length);
      for (const [one, holder] of links) {
        const rule = rules.find(({ sources }) => sources.includes(one.source) && sources.includes(holder.source));
        expect([holder.source, one.source === holder.source]).toEqual([rule?.prefer, false]);
        const apart = one.at < holder.at ? holder.at - one.at : one.at - holder.at;
        expect(apart <= BigInt(rule?.withinSeconds ?? 0) * 1_000_000n).toBe(true);
      }
    }),
  );
});
