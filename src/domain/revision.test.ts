import fc from "fast-check";
import { expect, test } from "vitest";
import { bringsBack, judgeRevision, type PresentRevision, type RevisionMark, type RevisionVerdict } from "./revision.ts";

const verdicts: readonly RevisionVerdict[] = [
  { type: "duplicate" },
  { type: "confirmed", rank: 1n },
  { type: "stale" },
  { type: "revised", rank: 1n },
];

test("what a load lacked is brought back by every report that has it, and by one that tells it as void only when that holds", () => {
  expect(verdicts.map((verdict) => bringsBack(verdict, { isVoid: false }))).toEqual([true, true, true, true]);
  expect(verdicts.map((verdict) => bringsBack(verdict, { isVoid: true }))).toEqual([false, false, false, true]);
});

test("an older content told again never holds in the place of a newer, whatever a load lacked in between", () => {
  const instant = fc.option(fc.bigInt({ min: 1n, max: 4n }), { nil: null });
  const mark: fc.Arbitrary<RevisionMark> = fc.record({ contentHash: fc.constantFrom("a", "b", "c"), revisedAt: instant });
  fc.assert(
    fc.property(fc.array(mark, { minLength: 2, maxLength: 12 }), ([first, ...told]) => {
      if (first === undefined) return;
      let present: PresentRevision = { ...first, rank: first.revisedAt };
      const earlier: RevisionMark[] = [];
      for (const incoming of told) {
        const verdict = judgeRevision(present, earlier, incoming);
        if (verdict.type === "confirmed") present = { ...present, revisedAt: incoming.revisedAt, rank: verdict.rank };
        if (verdict.type === "stale") earlier.push(incoming);
        if (verdict.type === "revised") {
          earlier.push({ contentHash: present.contentHash, revisedAt: present.revisedAt });
          present = { ...incoming, rank: verdict.rank };
        }
        // Said over again, each of them is a repetition: it brings the record back and lets the same content hold.
        for (const old of earlier.filter((each) => each.revisedAt === null))
          expect(judgeRevision(present, earlier, old)).toEqual({ type: "duplicate" });
      }
    }),
  );
});
