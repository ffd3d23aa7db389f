import { noneDrawn, upperShare } from "./distributions.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";

/** Of how many bad records a sample must show one at least, how surely. Both are shares between 0 and 1. */
export type AuditRule = { readonly tolerated: number; readonly confidence: number };

/** So many bad ones are more than is tolerated. Shares have at most four digits, so that 5 % of 1,000 is 50 and not a hair more. */
export const badOnes = (all: number, tolerated: number): number => Math.max(1, Math.ceil(Math.round(all * tolerated * 10_000) / 10_000));

/**
 * How many records to look at, drawn at random from all: the fewest of which not one is bad with less than 1 − confidence, if more are bad
 * than is tolerated (hypergeometric). 51 of 250 and 57 of 1,000 for 5 % at 95 %.
 */
export const auditSize = (all: number, { tolerated, confidence }: AuditRule): number => {
  const bad = badOnes(all, tolerated);
  let [few, enough] = [0, all];
  while (few < enough) {
    const middle = Math.floor((few + enough) / 2);
    if (noneDrawn(all, bad, middle) <= 1 - confidence) enough = middle;
    else few = middle + 1;
  }
  return enough;
};

/** With so many bad ones found: the share of all that is bad, at most, as surely as was asked. Null of an empty sample. */
export const badAtMost = (bad: number, drawn: number, { confidence }: AuditRule): number | null =>
  drawn === 0 ? null : upperShare(bad, drawn, confidence);

/** `5%` or `2.5 %`, above 0 % and below 100 %. */
export const readOpenShare = (text: string, pointer: string): Outcome<number> => {
  const [, percent] = /^(\d{1,2}(?:\.\d{1,2})?)\s?%$/.exec(text.trim()) ?? [];
  const share = Number(percent ?? 0) / 100;
  return share > 0 ? accepted(share) : refused(refusal("share-open", pointer, { found: shown(text) }));
};
