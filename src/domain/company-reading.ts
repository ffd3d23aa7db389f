import { isSupportedCountry } from "libphonenumber-js/min";
import { readCalendar } from "./company-calendar.ts";
import type { CompanyFile } from "./company-file.ts";
import { builtInKinds, type AttributeType, type Company, type Settings } from "./company.ts";
import { parseCurrency } from "./currency.ts";
import type { Day } from "./day.ts";
import { readSource } from "./key.ts";
import { ATTESTED_SOURCE } from "./own-sources.ts";
import { defaultCalendar } from "./period.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome } from "./refusal.ts";
import { secretsWithin } from "./secrets-within.ts";
import { shown } from "./shown.ts";
import { isWebAddress } from "./web-address.ts";
import { parseZone } from "./zone.ts";
import { readId, readName, refuseRepeated, take, type Findings } from "./company-reading-basics.ts";
import { refuseConflicts, refuseEndedInUse } from "./company-reading-checks.ts";
import { readDisputeRules } from "./company-reading-disputes.ts";
import { defaultBoardRules } from "./leaderboard.ts";
import { readRetention } from "./company-reading-retention.ts";
import { readFunnel } from "./company-reading-funnel.ts";
import { readWords } from "./company-reading-words.ts";
import { keptRates, readExchangeRates, type ExchangeRateEntry } from "./exchange-rate.ts";
import { readFactorTables } from "./company-reading-factors.ts";
import { countsTheSame, readMetrics, refuseFieldsInUse } from "./company-reading-metrics.ts";
import { readMembers, readTeams } from "./company-reading-people.ts";
import { readPeriodLists } from "./company-reading-period-lists.ts";
import { readPlans } from "./company-reading-plans.ts";
import { readRewards } from "./company-reading-rewards.ts";
import { readWorkingTime, refuseCalendarsInUse } from "./company-reading-calendars.ts";
import { readSameActs } from "./company-reading-same-acts.ts";
import { readFileTargets, readTargetTables, type FileTargets } from "./company-reading-targets.ts";
import { refuseTeamConflicts } from "./company-reading-team-plans.ts";
import { metricsOfShorthands } from "./company-reading-shorthand.ts";
import { placedIn } from "./company-reading-versions.ts";
import { refuseUnknownHolidays } from "./company-reading-working-days.ts";

const readDomains = (findings: Findings, domains: readonly string[]): readonly string[] =>
  domains.map((domain, index) => {
    const plain = domain.trim().toLowerCase();
    if (plain.length > 253 || !isWebAddress(`https://${plain}`) || !plain.includes(".") || /[/:@?#]/.test(plain))
      findings.push(refusal("domain-format", `/company/domains/${index}`, { found: shown(domain) }));
    return plain;
  });

const longestAttribute = 64;

const readAttributes = (findings: Findings, entries: Readonly<Record<string, AttributeType>>): Readonly<Record<string, AttributeType>> => {
  for (const name of Object.keys(entries)) {
    if ([...name].length > longestAttribute || !/^\p{L}[\p{L}\p{M}\p{N}_]*$/u.test(name)) {
      findings.push(
        refusal("attribute-name", `/attributes/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, {
          found: shown(name),
          limit: longestAttribute,
        }),
      );
    }
  }
  // Without a prototype, so that looking up a declared name never finds what every object inherits.
  return Object.assign(Object.create(null), entries);
};

const readKinds = (findings: Findings, entries: NonNullable<CompanyFile["kinds"]>): Company["kinds"] => {
  refuseRepeated(findings, entries, "kind", "/kinds");
  return entries.map((entry, index) => {
    const id = readId(findings, entry.id, `/kinds/${index}/id`);
    if (builtInKinds.some((kind) => kind === id)) findings.push(refusal("kind-built-in", `/kinds/${index}/id`, { found: id }));
    return { id, name: readName(findings, entry.name, id, `/kinds/${index}/name`) };
  });
};

const readSources = (findings: Findings, entries: NonNullable<CompanyFile["sources"]>): Company["sources"] => {
  refuseRepeated(findings, entries, "source", "/sources");
  return entries.map(({ id, provenance }, index) => {
    const pointer = `/sources/${index}`;
    if (id === ATTESTED_SOURCE) findings.push(refusal("source-reserved", `${pointer}/id`, { found: id }));
    if (provenance === "attested") findings.push(refusal("provenance-attested", `${pointer}/provenance`));
    return { id: take(findings, readSource(id, `${pointer}/id`), id), provenance };
  });
};

const readCompanyEntry = (findings: Findings, file: CompanyFile, before: Settings | null, today: Day): Company => {
  const { company } = file;
  const id = readId(findings, company.id, "/company/id");
  const country = company.country;
  const kinds = readKinds(findings, file.kinds ?? []);
  const sources = readSources(findings, file.sources ?? []);
  if (!/^[A-Z]{2}$/.test(country) || !isSupportedCountry(country))
    findings.push(refusal("country-unknown", "/company/country", { found: shown(country) }));
  return {
    id,
    name: readName(findings, company.name, id, "/company/name"),
    country,
    timeZone: take(findings, parseZone(company.timeZone, "/company/timeZone"), "UTC"),
    currency: take(findings, parseCurrency(company.currency, "/company/currency"), "USD"),
    calendar: {
      ...take(findings, readCalendar(company, "/company"), defaultCalendar),
      ...(company.weekLabels === null || company.weekLabels === undefined ? {} : { weekLabels: company.weekLabels }),
      ...readPeriodLists(findings, file.periodLists ?? [], before, today),
    },
    domains: readDomains(findings, company.domains ?? []),
    ...readWorkingTime(findings, company, file.calendars ?? []),
    kinds,
    sources,
    attributes: readAttributes(findings, file.attributes ?? {}),
    factors: [],
    sameActs: readSameActs(findings, file.sameActs ?? [], { kinds, sources }),
    targetTables: [],
    rewards: [],
    exchangeRates: readRates(findings, file.exchangeRates ?? [], company.currency),
    disputes: readDisputeRules(findings, file.disputes ?? {}),
    boards: { lowestRanks: file.boards?.lowestRanks ?? defaultBoardRules.lowestRanks },
    retention: readRetention(findings, file.retention ?? {}),
    words: readWords(findings, file.words ?? {}),
    funnel: readFunnel(findings, file.funnel, kinds),
  };
};

const readRates = (findings: Findings, entries: readonly ExchangeRateEntry[], currency: string): Company["exchangeRates"] => {
  const read = readExchangeRates(entries, currency, "/exchangeRates");
  if (!read.ok) findings.push(...read.refusals);
  return read.ok ? keptRates(read.value) : [];
};

const decidesWhoIsAsked = /^\/(plans|teams|periodLists)|^\/members\/\d+\/(id|team|phase|employed)/;

const decidesWhoWorks = /^\/(company|calendars|plans|teams|members)/;

/** The settings that a file asks for, and what it says that its target tables hold; null when it does not speak of them. */
export type CompanyRead = { readonly settings: Settings; readonly targets: readonly FileTargets[] | null };

/** The settings alone, of a file that does not speak of target tables. */
export const readCompany = (file: CompanyFile, before: Settings | null, today: Day): Outcome<Settings> => {
  const read = readCompanyFile(file, before, today);
  return read.ok ? accepted(read.value.settings) : read;
};

/**
 * The settings that a whole file asks for, given those that there are: numbers stay, what holds already stays, what the file no longer
 * names ends. Refuses with everything that is wrong at once. `today` is the company's.
 */
export const readCompanyFile = (file: CompanyFile, before: Settings | null, today: Day): Outcome<CompanyRead> => {
  const [secret, ...more] = secretsWithin(file, "");
  if (secret !== undefined) return refused(secret, ...more);
  const findings: Findings = [];
  const withoutFactors = readCompanyEntry(findings, file, before, today);
  const withFactors = { ...withoutFactors, factors: readFactorTables(findings, file.factors ?? [], before, withoutFactors, today) };
  const teams = readTeams(findings, file.teams ?? [], before, withFactors.calendars);
  const members = readMembers(findings, file.members ?? [], before, { teams, calendars: withFactors.calendars }, today);
  const planEntries = file.plans ?? [];
  const declared = placedIn(file.metrics ?? [], "/metrics");
  const declaredFirst = new Set(
    declared.filter(({ entry }) => entry.startsOn === null || entry.startsOn === undefined).map(({ entry }) => entry.id),
  );
  const shorthands = metricsOfShorthands(findings, planEntries, withFactors);
  const metrics = readMetrics(
    findings,
    [...declared, ...shorthands.filter(({ entry }) => !declaredFirst.has(entry.id))],
    before,
    withFactors,
    today,
  );
  const metricById = new Map(metrics.map((metric) => [metric.id, metric]));
  const targetTables = readTargetTables(findings, file.targetTables, before, { calendar: withFactors.calendar, metrics: metricById });
  const company = { ...withFactors, targetTables };
  for (const { entry, pointer } of shorthands.filter(({ entry: { id } }) => declaredFirst.has(id))) {
    const first = metricById.get(entry.id)?.versions[0];
    const meant = {
      version: 0,
      startsOn: -Infinity,
      name: {},
      where: entry.where,
      measure: { type: "count" },
      oncePer: null,
      provenance: null,
    } as const;
    if (first !== undefined && !countsTheSame(company, first, meant)) findings.push(refusal("shorthand-taken", pointer, { id: entry.id }));
  }
  refuseFieldsInUse(findings, metrics, before, company);
  refuseCalendarsInUse(findings, company.calendars, file, { teams, members });
  const known = { company, metrics: metricById, teams, members, targetTables };
  const targets =
    file.targetTables === null || file.targetTables === undefined
      ? null
      : readFileTargets(findings, file.targetTables, targetTables, { ...known, calendar: company.calendar });
  const plans = readPlans(findings, planEntries, before, known, today);
  refuseEndedInUse(findings, plans, planEntries, known, today);
  // Among days and references that could not be read it would find what is not there.
  if (!findings.some(({ pointer }) => decidesWhoIsAsked.test(pointer))) refuseConflicts(findings, plans, planEntries, known);
  refuseTeamConflicts(findings, plans, planEntries);
  const rewards = readRewards(findings, file.rewards ?? [], before, { ...known, plans }, today);
  const settings = {
    companyId: before?.companyId ?? 0,
    version: before?.version ?? 0n,
    company: { ...company, rewards },
    teams,
    members,
    metrics,
    plans,
  };
  if (!findings.some(({ pointer }) => decidesWhoWorks.test(pointer)))
    refuseUnknownHolidays(findings, settings, { before, entries: planEntries, today });
  return outcomeOf(() => ({ settings, targets }), findings);
};
