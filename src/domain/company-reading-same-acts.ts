import { isSound, refuseUnknown, type Findings } from "./company-reading-basics.ts";
import type { CompanyFile, SameActsEntry } from "./company-file.ts";
import { builtInKinds, type Company } from "./company.ts";
import { didYouMean } from "./meant.ts";
import { nearest } from "./nearest.ts";
import { refusal } from "./refusal.ts";
import type { SameActs } from "./same-acts.ts";
import { shown } from "./shown.ts";

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
  const [first = "", second = "", ...more] = entry.sources.map((source) => source.normalize("NFC"));
  const named = sources.map(({ id }) => id);
  for (const [index, source] of [first, second, ...more].slice(0, entry.sources.length).entries())
    if (!named.includes(source)) findings.push(refuseUnknown("source", source, named, `${pointer}/sources/${index}`));
  if (entry.sources.length !== 2 || first === second)
    findings.push(refusal("same-acts-sources", `${pointer}/sources`, { found: shown(entry.sources.join(", ")) || "–" }));
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
  if (from === to) return [to];
  for (const [index, { sources, prefer }] of rules.entries()) {
    if (!sources.includes(from) || prefer === from) continue;
    const way = wayUp(rules.toSpliced(index, 1), prefer, to);
    if (way !== undefined) return [from, ...way];
  }
  return undefined;
};

/** Which sources tell of the same acts: each two of a kind once, and no source above itself, or nobody's record would count. */
export const readSameActs = (
  findings: Findings,
  entries: NonNullable<CompanyFile["sameActs"]>,
  known: Pick<Company, "kinds" | "sources">,
): readonly SameActs[] => {
  const rules: SameActs[] = [];
  for (const [index, entry] of entries.entries()) {
    const pointer = `/sameActs/${index}`;
    const rule = readEntry(findings, entry, pointer, known);
    const [first, second] = rule.sources;
    const other = rules.findIndex(({ kind, sources }) => kind === rule.kind && sources.includes(first) && sources.includes(second));
    if (isSound(findings, pointer)) {
      const yields = rule.prefer === first ? second : first;
      const circle = wayUp(
        rules.filter(({ kind }) => kind === rule.kind),
        rule.prefer,
        yields,
      );
      if (other >= 0)
        findings.push(
          refusal("same-acts-repeated", pointer, { sources: shown(rule.sources.join(", ")), kind: rule.kind, other: `/sameActs/${other}` }),
        );
      else if (circle !== undefined)
        findings.push(refusal("same-acts-circle", `${pointer}/prefer`, { kind: rule.kind, path: shown([yields, ...circle].join(" → ")) }));
    }
    rules.push(rule);
  }
  return rules;
};
