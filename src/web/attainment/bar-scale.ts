import type { Amount, Quota } from "../api.ts";
import { magnitude } from "./requirement.ts";

/** The target stands at four fifths of the width, so that a surplus has room to show. */
export const targetAt = 80;

export type BarScale = {
  /** In percent of the width, from the left. */
  readonly credited: number;
  /** The part at the end of `credited` that members reported themselves. */
  readonly selfReported: number;
  /** Where the pace says that one should be by now; null when it says nothing, or nothing yet. */
  readonly expected: number | null;
  /** More than the width can show. */
  readonly overflows: boolean;
};

type Drawn = Pick<Quota, "credited" | "target" | "coverage"> & { readonly expected?: Amount | null };

export const barScale = ({ credited, target, coverage, expected = null }: Drawn): BarScale => {
  const [done, asked] = [magnitude(credited), magnitude(target)];
  // Without anything asked (all relieved) whatever was done is a surplus.
  const full = asked > 0 ? (done / asked) * targetAt : done > 0 ? 100 : 0;
  const width = Math.min(Math.max(full, 0), 100);
  const own = coverage == null || done <= 0 ? 0 : Math.min(magnitude(coverage.selfReported) / done, 1);
  const due = asked > 0 ? (magnitude(expected) / asked) * targetAt : 0;
  return { credited: width, selfReported: width * own, expected: due > 0 ? due : null, overflows: full > 100 };
};
