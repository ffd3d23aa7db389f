import type { TargetEntry } from "./company-file.ts";
import type { Findings } from "./company-reading-basics.ts";
import { CREDIT_PER_COUNT, type Credit, type Unit } from "./credit.ts";
import { currencyDecimals } from "./currency.ts";
import { unitOf, type Metric } from "./metric.ts";
import { refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";

/** In whole units: a sum of many such targets still fits the database's int8. */
const largestTarget = 1_000_000_000_000n;

const decimalsOf = (unit: Unit): number =>
  unit.type === "count" ? String(CREDIT_PER_COUNT).length - 1 : unit.type === "money" ? (currencyDecimals(unit.currency) ?? 0) : 0;

const unitWords = (unit: Unit): Words => {
  const decimals = decimalsOf(unit);
  const scale = decimals === 0 ? { en: "it has none", ko: "소수 없음" } : { en: `at most ${decimals}`, ko: `소수 ${decimals}자리까지` };
  return unit.type === "money" ? { en: `${unit.currency}, ${scale.en}`, ko: `${unit.currency}, ${scale.ko}` } : scale;
};

/** A target in credits: counts in ten-thousandths, seconds whole, money from major to minor units. */
export const readTarget = (findings: Findings, entry: TargetEntry, metric: Metric | undefined, pointer: string): Credit => {
  const text = typeof entry === "number" ? String(entry === 0 ? 0 : entry) : entry.trim();
  const [whole, sign = "", digits = "0", decimals = ""] = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  if (whole === undefined) findings.push(refusal("target-format", pointer, { found: shown(text), example: "250" }));
  else if (sign === "-") findings.push(refusal("target-negative", pointer, { found: shown(text) }));
  else if (BigInt(digits) > largestTarget)
    findings.push(refusal("target-range", pointer, { found: shown(text), limit: String(largestTarget) }));
  else if (typeof entry === "number" && Math.abs(entry) >= Number.MAX_SAFE_INTEGER)
    findings.push(refusal("number-precision", pointer, { found: shown(text) }));
  if (metric === undefined) return 0n;
  const unit = unitOf(metric.versions[0].measure);
  const scale = decimalsOf(unit);
  const significant = decimals.replace(/0+$/, "");
  if (significant.length > scale)
    findings.push(refusal("target-decimals", pointer, { found: shown(text), metric: metric.id, unit: unitWords(unit) }));
  return BigInt(digits + significant.slice(0, scale).padEnd(scale, "0"));
};
