import type { AssumedRateEntry, FunnelEntry, FunnelStageEntry } from "./company-file.ts";
import { readId, readName, refuseRepeated, refuseUnknown, take, type Findings } from "./company-reading-basics.ts";
import { readShare } from "./company-reading-ramp.ts";
import { builtInKinds, type Company } from "./company.ts";
import type { Factor } from "./factor.ts";
import type { AssumedRate, Funnel, FunnelStage, RateSource } from "./funnel.ts";
import { refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isWebAddress } from "./web-address.ts";

const longestSource = 500;
const longestAddress = 2000;
const longestOutcome = 100;
const years = { least: 1900, most: 2199 };

const readStage = (
  findings: Findings,
  { kind = null, kinds: several = null, milestone = null, ...entry }: FunnelStageEntry,
  known: readonly string[],
  pointer: string,
): FunnelStage => {
  const id = readId(findings, entry.id, `${pointer}/id`);
  const isSaid = [kind, several, milestone].filter((said) => said !== null).length;
  if (isSaid !== 1 || several?.length === 0) findings.push(refusal("funnel-stage", pointer, { found: shown(id) }));
  const places =
    kind === null ? (several ?? []).map((each, at) => [each, `${pointer}/kinds/${at}`] as const) : [[kind, `${pointer}/kind`] as const];
  for (const [each, at] of places) if (!known.includes(each)) findings.push(refuseUnknown("kind", each, known, at));
  const kinds = [...new Set(places.map(([each]) => each))];
  const outcomes = (entry.outcomes ?? []).map((outcome, index) =>
    take(findings, readText(outcome, `${pointer}/outcomes/${index}`, { max: longestOutcome }), outcome),
  );
  if (milestone !== null && outcomes.length > 0) findings.push(refusal("funnel-outcomes", `${pointer}/outcomes`));
  return { id, name: readName(findings, entry.name, id, `${pointer}/name`), kinds, outcomes, milestone };
};

const readSource = (findings: Findings, { text, year = null, url = null }: AssumedRateEntry["source"], pointer: string): RateSource => {
  if (year !== null && !(Number.isInteger(year) && year >= years.least && year <= years.most))
    findings.push(refusal("funnel-year", `${pointer}/year`, { found: year, ...years }));
  const address = url === null ? null : take(findings, readText(url, `${pointer}/url`, { max: longestAddress }), "");
  if (address !== null && address !== "" && !isWebAddress(address))
    findings.push(refusal("funnel-url", `${pointer}/url`, { found: shown(address) }));
  return { text: take(findings, readText(text, `${pointer}/text`, { max: longestSource }), ""), year, url: address };
};

const readRate = (findings: Findings, found: number | string, pointer: string): Factor => {
  const read = readShare(found, pointer);
  if (!read.ok) findings.push(refusal("funnel-rate", pointer, { found: shown(String(found)) }));
  return read.ok ? read.value : 0n;
};

const readRates = (findings: Findings, entries: readonly AssumedRateEntry[], stages: readonly string[]): readonly AssumedRate[] => {
  const said = new Set<string>();
  return entries.map(({ from, to, rate, source }, index) => {
    const pointer = `/funnel/rates/${index}`;
    for (const [field, stage] of Object.entries({ from, to }))
      if (!stages.includes(stage)) findings.push(refuseUnknown("stage", stage, stages, `${pointer}/${field}`));
    if (stages.includes(from) && stages.includes(to) && stages.indexOf(to) <= stages.indexOf(from))
      findings.push(refusal("funnel-order", pointer, { from: shown(from), to: shown(to), choices: stages.join(", ") }));
    const pair = JSON.stringify([from, to]);
    if (said.has(pair)) findings.push(refusal("funnel-rate-twice", pointer, { from: shown(from), to: shown(to) }));
    said.add(pair);
    return {
      from,
      to,
      rate: readRate(findings, rate, `${pointer}/rate`),
      source: readSource(findings, source, `${pointer}/source`),
    };
  });
};

/**
 * The stages from effort to result in their order, and the rates that are assumed between them. Refuses a rate that goes back or nowhere, is over 100 % or says
 * not where it comes from.
 */
export const readFunnel = (findings: Findings, entry: FunnelEntry | null | undefined, own: Company["kinds"]): Funnel | null => {
  if (entry === null || entry === undefined) return null;
  const kinds = [...builtInKinds, ...own.map(({ id }) => id)];
  refuseRepeated(findings, entry.stages, "stage", "/funnel/stages");
  const stages = entry.stages.map((stage, index) => readStage(findings, stage, kinds, `/funnel/stages/${index}`));
  return {
    stages,
    rates: readRates(
      findings,
      entry.rates ?? [],
      stages.map(({ id }) => id),
    ),
  };
};
