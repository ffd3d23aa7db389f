import { isSound, refuseUnknown, type Findings } from "./company-reading-basics.ts";
import type { CompanyFile, SameActsEntry } from "./company-file.ts";
import { builtInKinds, type Company } from "./company.ts";
import { didYouMean } from "./meant.ts";
import { nearest } from "./nearest.ts";
import { refusal } from "./refusal.ts";
import type { SameActs } from "./same-acts.ts";
import { shown } from "./shown.ts";

/** More than any company has; what is compared with each other stays small. */
const MOST_ENTRIES = 100;
/** Of a list that is too long anyway. */
const MOST_SOURCES = 10;
const MOST_SECONDS = 86_400;

const refuseSeconds = (findings: Findings, value: number | null | undefined, pointer: string): void => {
  if (value === null || value === undefined) return;
  if (!Number.isInteger(value)) findings.push(refusal("number-integer", pointer, { found: value }));
  else if (value < 0) findings.push(refusal("number-min", pointer, { found: value, limit: 0 }));
  else if (value > MOST_SECONDS) findings.push(refusal("number-range", pointer, { found: value, limit: MOST_SECONDS }));
};

const readEntry = (
  findings: Findings,
  entry: SameActsEntry,
  pointer: string,
  { kinds, sources }: Pick<Company, "kinds" | "sources">,
): SameActs => {
  const named = entry.sources.slice(0, MOST_SOURCES).map((source) => source.normalize("NFC"));
  const declared = sources.map(({ id }) => id);
  for (const [index, source] of named.entries())
    if (!declared.includes(source)) findings.push(refuseUnknown("source", source, declared, `${pointer}/sources/${index}`));
  const [first = "", second = ""] = named;
  if (named.length !== 2 || first === second)
    findings.push(refusal("same-acts-sources", `${pointer}/sources`, { found: shown(named.join(", ")) || "–" }));
  const known = [...builtInKinds, ...kinds.map(({ id }) => id)];
  const kind = entry.kind.normalize("NFC");
  if (!known.includes(kind)) findings.push(refuseUnknown("kind", kind, known, `${pointer}/kind`));
  const prefer = entry.prefer.normalize("NFC");
  if (isSound(findings, `${pointer}/sources`) && prefer !== first && prefer !== second) {
    const choices = [first, second];
    findings.push(
      refusal("enum", `${pointer}/prefer`, {
        found: shown(prefer),
        choices: choices.join(", "),
        hint: didYouMean(nearest(prefer, choices)),
      }),
    );
  }
  refuseSeconds(findings, entry.withinSeconds, `${pointer}/withinSeconds`);
  refuseSeconds(findings, entry.durationWithinSeconds, `${pointer}/durationWithinSeconds`);
  const { withinSeconds, durationWithinSeconds = null } = entry;
  return { sources: [first, second], kind, withinSeconds, durationWithinSeconds, prefer };
};

/** The sources from one up to another, each yielding to the next; undefined when the other does not stand above it. */
const wayUp = (rules: readonly SameActs[], from: string, to: string): readonly string[] | undefined => {
  const ways = new Map([[from, [from]]]);
  for (const [source, way] of ways)
    for (const { sources, prefer } of rules) if (sources.includes(source) && !ways.has(prefer)) ways.set(prefer, [...way, prefer]);
  return ways.get(to);
};

/** Which sources tell of the same acts: each two of a kind once, and no source above itself, or nobody's record would count. */
export const readSameActs = (
  findings: Findings,
  entries: NonNullable<CompanyFile["sameActs"]>,
  known: Pick<Company, "kinds" | "sources">,
): readonly SameActs[] => {
  if (entries.length > MOST_ENTRIES) {
    findings.push(refusal("same-acts-many", "/sameActs", { found: entries.length, limit: MOST_ENTRIES }));
    return [];
  }
  const rules: SameActs[] = [];
  for (const [index, entry] of entries.entries()) {
    const pointer = `/sameActs/${index}`;
    const rule = readEntry(findings, entry, pointer, known);
    if (isSound(findings, pointer)) refuseAmong(findings, rules, rule, pointer);
    rules.push(rule);
  }
  return rules;
};

/** What an entry may not say after those before it. */
const refuseAmong = (findings: Findings, before: readonly SameActs[], { sources, kind, prefer }: SameActs, pointer: string): void => {
  const repeated = before.findIndex((each) => each.kind === kind && sources.every((source) => each.sources.includes(source)));
  if (repeated >= 0) {
    const other = `/sameActs/${repeated}`;
    findings.push(refusal("same-acts-repeated", pointer, { sources: shown(sources.join(", ")), kind, other }));
    return;
  }
  const yields = sources.find((source) => source !== prefer) ?? prefer;
  const circle = wayUp(
    before.filter((each) => each.kind === kind),
    prefer,
    yields,
  );
  if (circle !== undefined)
    findings.push(refusal("same-acts-circle", `${pointer}/prefer`, { kind, path: shown([yields, ...circle].join(" → ")) }));
};
