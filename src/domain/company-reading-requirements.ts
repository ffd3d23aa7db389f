import { periodsEndingIn } from "./asked.ts";
import { parseCadence } from "./cadence.ts";
import type { PlanEntry, RequirementEntry, ScorePartEntry, ShareEntry } from "./company-file.ts";
import { isSound, refuseUnknown, take, type Findings } from "./company-reading-basics.ts";
import type { Day } from "./day.ts";
import { factorText, WHOLE_FACTOR, type Factor } from "./factor.ts";
import { compareFractions, fraction, largest, none, one, plus, times, type Fraction } from "./fraction.ts";
import { plainDecimal, readInteger } from "./number.ts";
import { isListCadence, listOf, mayLieInside, periodsTouching, type Cadence, type CompanyCalendar } from "./period.ts";
import type { OverRule, PlanVersion, Points, Requirement, ScoreWeight } from "./plan.ts";
import { refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

type Score = Extract<Requirement, { type: "score" }>;
type Over = Extract<Requirement, { type: "over" }>;
type ReadPart = (entry: RequirementEntry, pointer: string) => Requirement;
/** Reads what is asked in each period of the cadence. */
type ReadInner = (entry: RequirementEntry, pointer: string, cadence: Cadence) => Requirement;

const POINT = 10_000n;
const MOST_POINTS = 1_000_000n * POINT;

/** A cadence; of a list of periods there must be one. `null` when it cannot be read. */
export const readCadence = (findings: Findings, entry: string, calendar: CompanyCalendar, pointer: string): Cadence | null => {
  const cadence = take(findings, parseCadence(entry, pointer), null);
  if (cadence === null || !isListCadence(cadence) || listOf(cadence, calendar) !== undefined) return cadence;
  // A list that could not be read is there all the same.
  if (!isSound(findings, "/periodLists")) return null;
  const ids = (calendar.lists ?? []).map(({ id }) => id);
  findings.push(refuseUnknown("periodList", cadence.slice("list:".length), ids, pointer));
  return null;
};

const readPoints = (findings: Findings, entry: number | string, pointer: string): Points => {
  const number = plainDecimal(String(entry).trim());
  const points =
    number === undefined || number.isNegative || number.decimals.length > 4 ? 0n : BigInt(number.whole + number.decimals.padEnd(4, "0"));
  if (points > 0n && points <= MOST_POINTS) return points;
  findings.push(refusal("points-format", pointer, { found: shown(String(entry)) }));
  return POINT;
};

/** `150%` or `1.5`, exactly: at most two decimals of a percentage. */
const readShare = (
  findings: Findings,
  entry: ShareEntry,
  { pointer, most, example }: { readonly pointer: string; readonly most: Factor; readonly example: string },
): Factor => {
  const text = String(entry).trim();
  const isPercent = text.endsWith("%");
  const number = plainDecimal(isPercent ? text.slice(0, -1).trimEnd() : text);
  const decimals = isPercent ? 2 : 4;
  if (number === undefined || number.isNegative || number.decimals.length > decimals) {
    findings.push(refusal("share-format", pointer, { found: shown(text), example }));
    return WHOLE_FACTOR;
  }
  const share = BigInt(number.whole + number.decimals.padEnd(decimals, "0"));
  if (share > 0n && share <= most) return share;
  findings.push(refusal("share-range", pointer, { found: shown(text), least: factorText(1n), most: factorText(most) }));
  return WHOLE_FACTOR;
};

const MOST_CAP = 10n * WHOLE_FACTOR;

const readWeight = (findings: Findings, { weight, cap, floor }: ScorePartEntry, pointer: string): ScoreWeight => {
  const read = (entry: ShareEntry, field: "cap" | "floor", example: string): Factor =>
    readShare(findings, entry, { pointer: `${pointer}/${field}`, most: MOST_CAP, example });
  const limit = cap === null || cap === undefined ? WHOLE_FACTOR : read(cap, "cap", "150%");
  const least = floor === null || floor === undefined ? null : read(floor, "floor", "50%");
  if (least !== null && least > limit)
    findings.push(refusal("score-floor", `${pointer}/floor`, { floor: factorText(least), cap: factorText(limit) }));
  return { weight: readPoints(findings, weight, `${pointer}/weight`), cap: limit, floor: least };
};

/** The most that its progress can be; null without a bound. */
const mostProgress = (requirement: Requirement): Fraction | null => {
  if (requirement.type === "quota" || requirement.type === "over") return null;
  if (requirement.type === "allOf") return one;
  if (requirement.type === "score") return times(mostPoints(requirement), fraction(POINT, requirement.needed));
  const [first, ...rest] = requirement.parts.map(mostProgress).map((most) => most ?? fraction(MOST_CAP, WHOLE_FACTOR));
  return first === undefined ? null : largest([first, ...rest]);
};

const mostPoints = ({ weights, parts }: Score): Fraction =>
  parts.reduce((sum, part, index) => {
    const { weight = 0n, cap = WHOLE_FACTOR } = weights[index] ?? {};
    const bound = fraction(cap, WHOLE_FACTOR);
    const most = mostProgress(part);
    return plus(sum, times(fraction(weight, POINT), most === null || compareFractions(bound, most) < 0 ? bound : most));
  }, none);

const pointsText = ({ done, of }: Fraction): string => String(Math.floor((Number(done) * 10_000) / Number(of)) / 10_000);

/** A score of at least one part; undefined when it has none, which is told where the parts are. */
export const readScore = (
  findings: Findings,
  { score }: Extract<RequirementEntry, { readonly score: unknown }>,
  pointer: string,
  readPart: ReadPart,
): Score | undefined => {
  const at = (index: number): string => `${pointer}/score/parts/${index}`;
  const [first, ...rest] = score.parts.map((part, index) => readPart(part.require, `${at(index)}/require`));
  const needed = readPoints(findings, score.needed, `${pointer}/score/needed`);
  if (first === undefined) return undefined;
  const weights = score.parts.map((part, index) => readWeight(findings, part, at(index)));
  const read: Score = { type: "score", needed, weights, parts: [first, ...rest] };
  const most = mostPoints(read);
  if (isSound(findings, `${pointer}/score`) && compareFractions(most, fraction(needed, POINT)) < 0)
    findings.push(
      refusal("score-unreachable", `${pointer}/score/needed`, { needed: pointsText(fraction(needed, POINT)), most: pointsText(most) }),
    );
  return read;
};

/** What is known of the plan in which a requirement stands. */
export type PlanContext = { readonly cadence: Cadence; readonly calendar: CompanyCalendar; readonly today: Day };

/** How many of the shorter periods a period of the plan has at most, in the year to come. */
const mostPeriods = (inner: Cadence, { cadence, calendar, today }: PlanContext): number =>
  Math.max(
    0,
    ...periodsTouching(cadence, { startsOn: today, endsBefore: today + 366 }, calendar)
      .filter(({ outside }) => outside === undefined)
      .map((period) => periodsEndingIn(inner, period, calendar).length),
  );

export const readOver = (
  findings: Findings,
  { over }: Extract<RequirementEntry, { readonly over: unknown }>,
  { pointer, context, readPart }: { readonly pointer: string; readonly context: PlanContext; readonly readPart: ReadInner },
): Over => {
  const at = `${pointer}/over`;
  const cadence = readCadence(findings, over.cadence, context.calendar, `${at}/cadence`);
  const rules = (["atLeast", "inARow"] as const satisfies readonly OverRule[]).filter(
    (each) => over[each] !== null && over[each] !== undefined,
  );
  const [rule = "atLeast"] = rules;
  const needed = rules.length === 1 ? take(findings, readInteger(over[rule], `${at}/${rule}`, { min: 1n, max: 366n }), 1n) : 1n;
  if (rules.length !== 1) findings.push(refusal("over-count", at));
  const parts = [readPart(over.of, `${at}/of`, cadence ?? context.cadence)] as const;
  if (cadence === null) return { type: "over", cadence: "day", rule, needed: Number(needed), parts };
  if (!mayLieInside(cadence, context.cadence))
    findings.push(refusal("over-cadence", `${at}/cadence`, { found: cadence, cadence: context.cadence }));
  else {
    const most = mostPeriods(cadence, context);
    if (Number(needed) > most && most > 0) findings.push(refusal("over-many", `${at}/${rule}`, { found: Number(needed), most }));
  }
  return { type: "over", cadence, rule, needed: Number(needed), parts };
};

/** How many periods later something may be made up at most. */
const LATEST_MAKE_UP = 3n;

/** What of a plan reaches from one period into another; nothing where nothing is said. */
export const readCarrying = (
  findings: Findings,
  { carryOver, makeUp }: PlanEntry,
  pointer: string,
): Pick<PlanVersion, "carryOver" | "makeUp"> => ({
  ...(carryOver === null || carryOver === undefined
    ? {}
    : {
        carryOver: {
          surplus: readShare(findings, carryOver.surplus, { pointer: `${pointer}/carryOver/surplus`, most: WHOLE_FACTOR, example: "20%" }),
        },
      }),
  ...(makeUp === null || makeUp === undefined
    ? {}
    : {
        makeUp: {
          within: Number(take(findings, readInteger(makeUp.within, `${pointer}/makeUp/within`, { min: 1n, max: LATEST_MAKE_UP }), 1n)),
        },
      }),
});
