import { hash } from "node:crypto";
import { askedMetrics, type Ask } from "../../domain/ask.ts";
import type { RequirementAttainment } from "../../domain/attainment.ts";
import { isAskedOn } from "../../domain/audience.ts";
import type { Settings } from "../../domain/company.ts";
import { CREDIT_PER_COUNT, type Credit } from "../../domain/credit.ts";
import { isWithin, spanKey, type Day } from "../../domain/day.ts";
import type { Instant } from "../../domain/instant.ts";
import { given } from "../../domain/given.ts";
import { heldOn, type Member, type Team } from "../../domain/member.ts";
import type { Metric } from "../../domain/metric.ts";
import { periodContaining, periodsTouching, type Cadence, type Period } from "../../domain/period.ts";
import { rewardCost, type Earner, type RewardCost } from "../../domain/rewards/cost.ts";
import { measuredOf } from "../../domain/rewards/measured.ts";
import { gateReading, type GateReading, type Sample } from "../../domain/rewards/quality-gate.ts";
import type { Behind, RewardInput, RewardLine } from "../../domain/rewards/reward-line.ts";
import { rewardVersionOf, type Measured, type RewardPlan, type RewardVersion } from "../../domain/rewards/reward-plan.ts";
import type { Participant, Share } from "../../domain/rewards/shares.ts";
import { belongingTo, contributionsOf, type Belonging } from "../../domain/team-attainment.ts";
import { isInTeam, teamTree, type TeamTree } from "../../domain/team-tree.ts";
import { within } from "../../domain/within.ts";
import { workFactsIn } from "../../domain/work-facts.ts";
import { workingTimeIn } from "../../domain/working-days.ts";
import { runningCounts } from "../../store/counting.ts";
import { creditedRecordsIn, type CreditedRecord } from "../../store/credited-records.ts";
import type { Transaction } from "../../store/database.ts";
import { evaluationOfMetrics } from "../../store/evaluation.ts";
import { leavesWithin } from "../../store/leaves.ts";
import type { BehindRecord } from "../../store/reward-statements.ts";
import { sectionOf, tallied, type AttainmentSection, type CreditsSource } from "../attainment-of.ts";
import { keptAsks } from "../kept-asks.ts";

export type LineEarner = { readonly type: "member"; readonly member: Member } | { readonly type: "team"; readonly team: Team };

/** A line with whose it is, and what the budget leaves of it. */
export type EarnedLine = {
  readonly reward: RewardPlan;
  readonly version: RewardVersion;
  readonly earner: LineEarner;
  readonly line: RewardLine;
  /** Within the budget. */
  readonly paidMinor: bigint;
  readonly participants: readonly Participant[];
  readonly shares: readonly Share[];
  /** A member's records behind it; none where they were not asked for. */
  readonly recordsOf: (memberNumber: number) => readonly BehindRecord[];
};

export type EarnedIn = {
  readonly lines: readonly EarnedLine[];
  /** Metrics on which something is paid and that are still being counted: of these rewards there are no lines. */
  readonly counting: readonly Metric[];
};

export type EarnedReading = {
  readonly settings: Settings;
  readonly today: Day;
  readonly now: Instant;
  /** With the records behind each line, which are read from the log: seconds where the tally takes milliseconds. */
  readonly withRecords: boolean;
  /** Left out: the tally. */
  readonly source?: CreditsSource;
  /** Read of this member alone, where what they are paid depends on nobody else. */
  readonly only?: Member;
};

/** What one earner did in a period of what a version pays on. */
type Found = {
  readonly earner: LineEarner;
  readonly inputs: readonly Omit<RewardInput, "yearStartsOn">[];
  readonly participants: readonly Participant[];
};

const keyOf = (earner: LineEarner): string => (earner.type === "team" ? `team ${earner.team.number}` : `member ${earner.member.number}`);

const digestOf = (records: readonly BehindRecord[]): string => hash("sha256", JSON.stringify(records), "hex");

const behindRecord = ({ metricNumber, source, externalId, localDay, amount }: CreditedRecord): BehindRecord => [
  metricNumber,
  source,
  externalId,
  localDay,
  String(amount),
];

/** The day on which each member's row is read: the last of the period, or today while it runs; of who left before it the last of employment. */
const daysRead = ({ members }: Settings, { startsOn, endsBefore }: Period, today: Day): readonly Day[] => {
  const last = Math.min(endsBefore - 1, Math.max(today, startsOn));
  const left = members.map(({ employedBefore }) => employedBefore - 1).filter((day) => day >= startsOn && day < last);
  return [last, ...[...new Set(left)].toSorted((a, b) => b - a)];
};

type Asked = { readonly ask: Ask; readonly requirement: RequirementAttainment; readonly on: Day };

/** Reads what is earned, each part of it once however many rewards pay on it. */
class EarnedReader {
  private readonly sections = new Map<string, Promise<AttainmentSection>>();
  private readonly credits = new Map<string, Promise<ReadonlyMap<number, Credit>>>();
  private readonly logs = new Map<string, Promise<ReadonlyMap<number, readonly CreditedRecord[]>>>();
  private readonly samples = new Map<string, Sample>();
  private readonly source: CreditsSource;
  readonly tree: TeamTree;
  readonly counting = new Set<Metric>();
  private readonly tx: Transaction;
  private readonly running: Awaited<ReturnType<typeof runningCounts>>;
  readonly reading: EarnedReading;

  constructor(tx: Transaction, reading: EarnedReading, running: Awaited<ReturnType<typeof runningCounts>>) {
    this.tx = tx;
    this.reading = reading;
    this.running = running;
    this.source = reading.source ?? tallied(tx);
    this.tree = teamTree(reading.settings.teams);
  }

  metric(id: string): Metric {
    const found = this.reading.settings.metrics.find((each) => each.id === id);
    if (found === undefined) throw new Error(`A reward pays on the metric ${id}, which is not set`);
    return found;
  }

  isCounting(metric: Metric): boolean {
    const is = this.running.some(({ metricNumber }) => metricNumber === metric.number);
    if (is) this.counting.add(metric);
    return is;
  }

  section(cadence: Cadence, on: Day): Promise<AttainmentSection> {
    const { settings, now, today } = this.reading;
    return within(this.sections, `${cadence} ${on}`, async () =>
      sectionOf(this.tx, cadence, {
        question: { now, ...given({ member: this.reading.only?.id }) },
        settings,
        on,
        asks: await keptAsks(this.tx, settings, on),
        running: new Map(this.running.map((count) => [count.metricNumber, count])),
        source: this.source,
        today,
      }),
    );
  }

  /** Each member's credits of a metric in a period, by member number. */
  creditsOf(metric: Metric, period: Period): Promise<ReadonlyMap<number, Credit>> {
    const { settings, only } = this.reading;
    return within(this.credits, `${metric.number} ${spanKey(period)}`, async () => {
      const reading = { settings, metricNumbers: [metric.number], period };
      const columns =
        (await (only === undefined ? this.source.ofAll(reading) : this.source.ofMember(only, reading))).get(metric.number) ?? [];
      return new Map(
        settings.members.map(({ number }) => [number, columns.reduce((sum, column) => sum + (column?.[number] ?? 0n), 0n)] as const),
      );
    });
  }

  /** The records of each member behind a metric's credits in a period. */
  recordsOf(metric: Metric, period: Period): Promise<ReadonlyMap<number, readonly CreditedRecord[]>> {
    return within(this.logs, `${metric.number} ${spanKey(period)}`, async () => {
      const records = new Map<number, CreditedRecord[]>();
      for (const each of await creditedRecordsIn(this.tx, evaluationOfMetrics(this.reading.settings, [metric]), period))
        within(records, each.memberNumber, () => []).push(each);
      return records;
    });
  }

  async gateOf(
    { gate }: RewardVersion,
    { number, team }: { number: number | null; team: string | null },
    period: Period,
    on: Day,
  ): Promise<GateReading | null> {
    if (gate === null) return null;
    const [good, of] = [await this.creditsOf(this.metric(gate.good), period), await this.creditsOf(this.metric(gate.of), period)];
    const count = (credits: ReadonlyMap<number, Credit>, members: readonly Member[]): number =>
      members.reduce((sum, member) => sum + Number(credits.get(member.number) ?? 0n), 0) / Number(CREDIT_PER_COUNT);
    const { members } = this.reading.settings;
    const sampleOf = (all: readonly Member[]): Sample => ({ good: count(good, all), of: count(of, all) });
    const ofTeam = within(this.samples, `${gate.good} ${gate.of} ${spanKey(period)} ${on} ${team ?? ""}`, () =>
      sampleOf(
        members.filter(({ team: held }) => (team === null ? heldOn(held, on) === null : isInTeam(this.tree, heldOn(held, on), team))),
      ),
    );
    if (number === null) return gateReading(gate, ofTeam, sampleOf(members));
    const own = (credits: ReadonlyMap<number, Credit>): number => Number(credits.get(number) ?? 0n) / Number(CREDIT_PER_COUNT);
    return gateReading(gate, { good: own(good), of: own(of) }, ofTeam);
  }

  async behind(
    metrics: readonly Metric[],
    belonging: readonly Belonging[],
    period: Period,
  ): Promise<{ readonly behind: Behind; readonly own: ReadonlyMap<number, readonly BehindRecord[]> }> {
    if (!this.reading.withRecords) return { behind: { records: 0, digest: "" }, own: new Map() };
    const own = new Map<number, BehindRecord[]>();
    for (const metric of metrics) {
      const all = await this.recordsOf(metric, period);
      for (const { member, spans } of belonging)
        for (const record of all.get(member.number) ?? [])
          if (spans === null || spans.some((span) => isWithin(span, record.localDay)))
            within(own, member.number, () => []).push(behindRecord(record));
    }
    const records = belonging.flatMap(({ member }) => own.get(member.number) ?? []);
    return {
      behind: { records: new Set(records.map(([, source, id]) => JSON.stringify([source, id]))).size, digest: digestOf(records) },
      own,
    };
  }

  async participantsOf({ participants, basis }: RewardVersion, team: Team, period: Period): Promise<readonly Participant[]> {
    const { settings } = this.reading;
    const belonging = belongingTo(new Set([team.id]), settings.members, { tree: this.tree, period }).get(team.id) ?? [];
    const metric = "metric" in basis ? this.metric(basis.metric) : undefined;
    const byDay = await this.source.ofMoved(
      belonging.filter(({ spans }) => spans !== null).map(({ member }) => member),
      { settings, metricNumbers: metric === undefined ? [] : [metric.number], period },
    );
    const credits = metric === undefined ? new Map() : await this.source.ofAll({ settings, metricNumbers: [metric.number], period });
    const given = contributionsOf(belonging, { metric: metric?.number ?? 0, period, counted: { credits, byDay, counting: new Map() } });
    if (participants === "credits")
      return given.map(({ member, credited }) => ({ member: member.id, weight: credited > 0n ? credited : 0n }));
    const heads = given.filter(({ isHead }) => isHead);
    if (participants !== "working-days") return heads.map(({ member }) => ({ member: member.id, weight: 1n }));
    const factsOf = workFactsIn(settings, await leavesWithin(this.tx, settings.companyId, period));
    return heads.map(({ member, spans }) => ({
      member: member.id,
      weight: (spans ?? [period]).reduce((sum, span) => sum + BigInt(workingTimeIn(factsOf(member), span).worked), 0n),
    }));
  }
}

const alone = (member: Member): readonly Belonging[] => [{ member, spans: null }];

type Behinds = Map<string, ReadonlyMap<number, readonly BehindRecord[]>>;

/** What everybody whom a version pays by its plan's attainment did in a period. */
const foundByPlan = async (reader: EarnedReader, version: RewardVersion, period: Period, behinds: Behinds): Promise<readonly Found[]> => {
  const { basis, audience } = version;
  if (basis.type === "credits") return [];
  const { settings, today } = reader.reading;
  const found: Found[] = [];
  const [last, ...earlier] = daysRead(settings, period, today);
  const add = async (earner: LineEarner, { ask, requirement, on }: Asked): Promise<void> => {
    const measured = measuredOf(basis, requirement);
    const metrics = basis.type === "requirement" ? askedMetrics(ask.requirement) : [reader.metric(basis.metric)];
    if (measured === null) {
      for (const metric of metrics) reader.isCounting(metric);
      return;
    }
    const place =
      earner.type === "team"
        ? { number: null, team: earner.team.id }
        : { number: earner.member.number, team: heldOn(earner.member.team, on) };
    const belonging =
      earner.type === "member"
        ? alone(earner.member)
        : (belongingTo(new Set([earner.team.id]), settings.members, { tree: reader.tree, period }).get(earner.team.id) ?? []);
    const { behind, own } = await reader.behind(metrics, belonging, period);
    behinds.set(`${keyOf(earner)} ${spanKey(period)}`, own);
    const gate = await reader.gateOf(version, place, period, on);
    const participants =
      earner.type === "member" ? [{ member: earner.member.id, weight: 1n }] : await reader.participantsOf(version, earner.team, period);
    found.push({ earner, inputs: [{ period, measured, gate, behind }], participants });
  };
  for (const on of last === undefined ? [] : [last, ...earlier]) {
    const { rows, teamRows } = await reader.section(period.cadence, on);
    for (const { member, ask, requirement } of rows.filter((row) => row.ask.plan.id === basis.plan))
      if ((on === last || member.employedBefore - 1 === on) && isAskedOn(audience, member, on, reader.tree))
        await add({ type: "member", member }, { ask, requirement, on });
    for (const { team, ask, requirement } of on === last ? teamRows.filter((row) => row.ask.plan.id === basis.plan) : [])
      if (audience.team === null || isInTeam(reader.tree, team.id, audience.team))
        await add({ type: "team", team }, { ask, requirement, on });
  }
  return found;
};

/** What everybody whom a version pays by all credits of a metric did in a period. */
const foundByCredits = async (
  reader: EarnedReader,
  version: RewardVersion,
  period: Period,
  behinds: Behinds,
): Promise<readonly Found[]> => {
  const { basis, audience, accumulate } = version;
  if (basis.type !== "credits") return [];
  const { settings, today } = reader.reading;
  const metric = reader.metric(basis.metric);
  if (reader.isCounting(metric)) return [];
  const [last = period.startsOn] = daysRead(settings, period, today);
  const credits = await reader.creditsOf(metric, period);
  const byRecord = accumulate === "each" ? await reader.recordsOf(metric, period) : null;
  const found: Found[] = [];
  for (const member of reader.reading.only === undefined ? settings.members : [reader.reading.only]) {
    const on = member.employedBefore <= last && member.employedBefore > period.startsOn ? member.employedBefore - 1 : last;
    if (!isAskedOn(audience, member, on, reader.tree)) continue;
    const gate = await reader.gateOf(version, { number: member.number, team: heldOn(member.team, on) }, period, on);
    const { behind, own } = await reader.behind([metric], alone(member), period);
    behinds.set(`member ${member.number} ${spanKey(period)}`, own);
    const inputs =
      byRecord === null
        ? [{ period, measured: { credited: credits.get(member.number) ?? 0n, target: 0n }, gate, behind }]
        : (byRecord.get(member.number) ?? []).map(({ source, externalId, amount }) => ({
            period,
            measured: { credited: amount, target: 0n } satisfies Measured,
            gate,
            behind: { source: source ?? "", externalId: externalId ?? "" },
          }));
    found.push({ earner: { type: "member", member }, inputs, participants: [{ member: member.id, weight: 1n }] });
  }
  return found;
};

/** The periods of the year up to this one that a version adds up. */
const periodsSummed = ({ company: { calendar } }: Settings, { accumulate }: RewardVersion, period: Period): readonly Period[] => {
  if (accumulate !== "year-to-date") return [period];
  const { startsOn } = periodContaining("year", period.startsOn, calendar);
  const before = periodsTouching(period.cadence, { startsOn, endsBefore: period.startsOn }, calendar);
  return [...before.filter((each) => each.startsOn >= startsOn && each.startsOn < period.startsOn), period];
};

type Earners = {
  readonly earners: readonly Earner[];
  readonly who: ReadonlyMap<string, LineEarner>;
  readonly behinds: Behinds;
};

/** What everybody did in some periods, in their order, of what a reward plan pays on. */
const earnersIn = async (reader: EarnedReader, reward: RewardPlan, periods: readonly Period[]): Promise<Earners> => {
  const { calendar } = reader.reading.settings.company;
  const behinds: Behinds = new Map();
  const all = new Map<
    string,
    { readonly earner: LineEarner; readonly inputs: RewardInput[]; readonly shared: Map<Day, readonly Participant[]> }
  >();
  for (const period of periods) {
    const version = rewardVersionOf(reward, period.startsOn);
    if (version === undefined || version.cadence !== period.cadence) continue;
    const yearStartsOn = periodContaining("year", period.startsOn, calendar).startsOn;
    const found = [...(await foundByPlan(reader, version, period, behinds)), ...(await foundByCredits(reader, version, period, behinds))];
    for (const { earner, inputs, participants } of found) {
      const own = within(all, keyOf(earner), () => ({ earner, inputs: [], shared: new Map() }));
      own.inputs.push(...inputs.map((input) => ({ ...input, yearStartsOn })));
      own.shared.set(period.startsOn, participants);
    }
  }
  const numberOf = (earner: LineEarner): number => (earner.type === "team" ? earner.team.number : earner.member.number);
  const inOrder = [...all].toSorted(([, a], [, b]) => numberOf(a.earner) - numberOf(b.earner));
  return {
    earners: inOrder.map(([id, { inputs, shared }]) => ({ id, inputs, participantsOf: ({ startsOn }) => shared.get(startsOn) ?? [] })),
    who: new Map(inOrder.map(([id, { earner }]) => [id, earner])),
    behinds,
  };
};

const linesOf = async (
  reader: EarnedReader,
  reward: RewardPlan,
  version: RewardVersion,
  period: Period,
): Promise<readonly EarnedLine[]> => {
  const { earners, who, behinds } = await earnersIn(reader, reward, periodsSummed(reader.reading.settings, version, period));
  const participantsOf = new Map(earners.map((each) => [each.id, each.participantsOf]));
  const paid = rewardCost(reward, earners).periods.find((each) => each.period.startsOn === period.startsOn);
  return (paid?.lines ?? []).flatMap(({ earner: id, line, amountMinor, shares }): readonly EarnedLine[] => {
    const earner = who.get(id);
    if (earner === undefined) return [];
    const own = behinds.get(`${id} ${spanKey(period)}`);
    const one = "source" in line.behind ? line.behind : null;
    const recordsOf = (memberNumber: number): readonly BehindRecord[] =>
      (own?.get(memberNumber) ?? []).filter(([, source, id]) => one === null || (source === one.source && id === one.externalId));
    const participants = participantsOf.get(id)?.(period) ?? [];
    return [{ reward, version, earner, line, paidMinor: amountMinor, participants, shares, recordsOf }];
  });
};

/** The reward plans that pay a period of a cadence, each with the version that does. */
export const paying = (
  { company }: Settings,
  cadence: Cadence,
  { startsOn }: Pick<Period, "startsOn">,
): readonly { readonly reward: RewardPlan; readonly version: RewardVersion }[] =>
  company.rewards.flatMap((reward) => {
    const version = rewardVersionOf(reward, startsOn);
    return version === undefined || version.cadence !== cadence ? [] : [{ reward, version }];
  });

/** Whether what one member is paid depends on nobody else: no team, no budget that is shared out, no prior from a team. */
const isOwnAlone = ({ participants, budget, gate }: RewardVersion): boolean =>
  participants === "own" && budget?.over !== "share" && gate?.prior.type !== "team";

/**
 * What the reward plans of a cadence pay in a period, of everybody: from attainment as it is shown, read once for all members. While the period
 * runs it is what would be paid were it over.
 */
export const earnedIn = async (
  tx: Transaction,
  period: Period,
  { only, ...everybody }: EarnedReading,
  rewards: ReturnType<typeof paying> = paying(everybody.settings, period.cadence, period),
): Promise<EarnedIn> => {
  const reading = rewards.every(({ version }) => isOwnAlone(version)) ? { ...everybody, ...given({ only }) } : everybody;
  const reader = new EarnedReader(tx, reading, await runningCounts(tx, reading.settings.companyId));
  const lines: EarnedLine[] = [];
  for (const { reward, version } of rewards) lines.push(...(await linesOf(reader, reward, version, period)));
  return { lines, counting: [...reader.counting] };
};

/** What a reward plan pays in periods that are over, and to whom. */
export const costIn = async (
  tx: Transaction,
  reward: RewardPlan,
  periods: readonly Period[],
  reading: EarnedReading,
): Promise<{ readonly cost: RewardCost; readonly counting: readonly Metric[] }> => {
  const reader = new EarnedReader(tx, reading, await runningCounts(tx, reading.settings.companyId));
  const { earners } = await earnersIn(reader, reward, periods);
  return { cost: rewardCost(reward, earners), counting: [...reader.counting] };
};
