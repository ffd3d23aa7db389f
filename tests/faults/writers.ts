import { sql } from "kysely";
import { applyCompany } from "../../src/operations/apply-company.ts";
import { closePeriod } from "../../src/operations/close-period.ts";
import { countMetrics } from "../../src/operations/count-metrics.ts";
import { mergeProspects } from "../../src/operations/merge-prospects.ts";
import { recordActivities } from "../../src/operations/record-activities.ts";
import { recordProspects } from "../../src/operations/record-prospects.ts";
import { linkActivity, unlinkActivity } from "../../src/operations/unlink-activity.ts";
import { unmergeProspect } from "../../src/operations/unmerge-prospect.ts";
import { isoDay } from "../../src/domain/day.ts";
import { inCompany, openPool, type ConnectionPlace, type Database } from "../../src/store/database.ts";
import { Model, rule, type Condition, type Event, type Rule, type Told } from "../laws/model.ts";
import { differences, recountDifferences, tallyIn } from "./check.ts";
import { deadlocksIn } from "./deadlocks.ts";
import { now } from "./now.ts";
import type { Random } from "./random.ts";

export type WritersReport = {
  readonly wrongs: readonly string[];
  readonly states: number;
  readonly activities: number;
  readonly acts: Readonly<Record<string, number>>;
  readonly links: number;
  readonly deadlocks: number;
};

/** How long they write: so many rounds of each writer, or until the seconds are over. */
export type Writing = { readonly writers: number; readonly activities: number; readonly rounds?: number; readonly seconds?: number };

const DAY = 86_400_000;
/** A Monday. */
const START = Date.parse("2026-03-02T00:00:00Z");
const DAYS = 21;
const PROSPECTS = 200;
const MOST_VERSIONS = 4;
const MOST_AT_ONCE = 30;
/** Who records a total owns the company: were they many, nobody would write beside another. */
const TOTALS = 0.005;

const members = Array.from({ length: 8 }, (_, index) => ({
  id: `rep-${index}`,
  zone: ["Asia/Seoul", "America/New_York", "Asia/Kolkata", "Europe/Berlin"][index % 4] ?? "",
}));
const prospects = Array.from({ length: PROSPECTS }, (_, index) => `person-${index}@client.example`);

const isCall: Condition = { text: 'kind == "call"', holds: (asked) => asked.kind === "call" };
const isLong: Condition = { text: "durationSeconds >= 60", holds: (asked) => (asked.seconds ?? 0) >= 60 };
const isNoCustomer: Condition = {
  text: 'prospect.stage != "customer"',
  holds: (asked) => asked.totalOn === null && asked.stage !== "customer",
};
const firstRules: readonly (readonly [string, Rule])[] = [
  ["calls", rule([isCall])],
  ["to-prospects", rule([isNoCustomer])],
  ["people", rule([isCall], { once: "week" })],
  ["first-contacts", rule([isNoCustomer], { once: "ever", within: "company" })],
];
const laterConditions: Readonly<Record<string, Condition[]>> = { calls: [isCall, isLong], people: [isCall, isLong] };

const same = { kind: "call", within: 60, durationWithin: null, prefer: "dialer" };

/** A company whose metrics have these versions. */
const fileOf = (rules: ReadonlyMap<string, readonly Rule[]>): object => ({
  company: { id: "writers", name: "Writers", country: "US", timeZone: "Europe/Berlin", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "captured" },
  ],
  sameActs: [{ sources: ["dialer", "crm"], kind: same.kind, withinSeconds: same.within, prefer: same.prefer }],
  members: members.map(({ id, zone }) => ({ id, name: id, timeZone: zone })),
  metrics: [...rules].flatMap(([id, versions]) =>
    versions.map((each) => ({
      id,
      where: each.conditions.map(({ text }) => text).join(" && "),
      ...(each.once === null ? {} : { oncePer: { prospect: each.once, within: each.within } }),
      ...(each.from === -Infinity ? {} : { startsOn: isoDay(each.from), reason: "the rule of that time" }),
    })),
  ),
  plans: [{ id: "day", cadence: "day", require: { allOf: [...rules.keys()].map((metric) => ({ metric, target: 3 })) } }],
});

const instant = (ms: number): string => new Date(ms).toISOString();

const itemOf = (told: Told): object => ({
  source: told.source,
  externalId: told.id,
  member: told.members.map(({ name }) => name).join(";"),
  kind: told.kind,
  ...(told.totalOn === null ? { occurredAt: instant(told.at) } : { occurredOn: isoDay(told.totalOn), total: true }),
  ...(told.seconds === null ? {} : { durationSeconds: told.seconds }),
  ...(told.quantity === null ? {} : { quantity: told.quantity }),
  ...(told.prospects.length === 0 ? {} : { prospect: told.prospects.join(";") }),
  provenance: told.provenance,
  revisedAt: instant(told.revisedAt ?? 0),
  ...(told.voidedAt === null ? {} : { voidedAt: instant(told.voidedAt), voidReason: "taken back" }),
});

/** What the sources say, each state at an instant of its own: then the latest holds, whoever delivers it and when. */
class Sources {
  readonly told: Told[] = [];
  private readonly random: Random;
  private readonly activities: number;
  constructor(random: Random, activities: number) {
    this.random = random;
    this.activities = activities;
  }
  next(): Told {
    const { random } = this;
    const revisedAt = START + DAYS * DAY + this.told.length;
    const drawn = random.chance(TOTALS) ? this.total(revisedAt) : random.chance(0.3) ? this.twin(revisedAt) : this.single(revisedAt);
    this.told.push(drawn);
    return drawn;
  }
  private single(revisedAt: number): Told {
    const { random } = this;
    const source = random.pick(["dialer", "crm"]);
    const pair = [random.pick(members).id, random.pick(members).id];
    const isShared = pair[0] !== pair[1] && random.chance(0.05);
    return {
      source,
      id: `a${random.below(this.activities)}`,
      members: (isShared ? pair : pair.slice(0, 1)).map((name) => ({ name, weight: 1 })),
      kind: random.pick(["call", "call", "email"]),
      at: START + random.below((DAYS * DAY) / 60_000) * 60_000,
      seconds: random.pick([null, 30, 60, 400]),
      quantity: null,
      prospects: [...new Set([random.pick(prospects), ...(random.chance(0.05) ? [random.pick(prospects)] : [])])],
      provenance: "captured",
      revisedAt,
      voidedAt: random.chance(0.1) ? revisedAt : null,
      totalOn: null,
      answers: null,
      sale: null,
    };
  }
  /** The other source's record of an act that was told. */
  private twin(revisedAt: number): Told {
    const of = this.told.length === 0 ? undefined : this.random.pick(this.told.slice(-200));
    if (of === undefined || of.totalOn !== null) return this.single(revisedAt);
    return {
      ...of,
      source: of.source === "dialer" ? "crm" : "dialer",
      at: of.at + this.random.pick([-40_000, 0, 40_000, 300_000]),
      revisedAt,
      voidedAt: null,
    };
  }
  private total(revisedAt: number): Told {
    const { random } = this;
    const totalOn = START / DAY + random.below(DAYS);
    const [name, kind] = [random.pick(members).id, random.pick(["call", "email"])];
    return {
      source: "sheet",
      id: `total:${name}:${kind}:${isoDay(totalOn)}`,
      members: [{ name, weight: 1 }],
      kind,
      at: totalOn * DAY,
      seconds: null,
      quantity: 50 * random.below(20),
      prospects: [],
      provenance: "captured",
      revisedAt,
      voidedAt: random.chance(0.1) ? revisedAt : null,
      totalOn,
      answers: null,
      sale: null,
    };
  }
}

/** What people decide meanwhile, one after the other; what the product refuses has not happened. */
class People {
  readonly events: Event[] = [];
  readonly rules = new Map<string, Rule[]>(firstRules.map(([id, each]) => [id, [each]]));
  readonly acts: Record<string, number> = {};
  /** Days from the first on that are closed. */
  private closed = 0;
  private readonly database: Database;
  private readonly companyId: number;
  private readonly random: Random;
  private readonly sources: Sources;
  constructor(database: Database, companyId: number, random: Random, sources: Sources) {
    this.database = database;
    this.companyId = companyId;
    this.random = random;
    this.sources = sources;
  }
  async act(): Promise<void> {
    const [name, act] = this.random.pick([
      ["stage", () => this.stage()],
      ["merge", () => this.merge()],
      ["unmerge", () => this.unmerge()],
      ["link", () => this.link()],
      ["version", () => this.version()],
      ["close", () => this.close()],
    ] as const);
    if (await act()) this.acts[name] = (this.acts[name] ?? 0) + 1;
  }
  private async stage(): Promise<boolean> {
    // Each at an instant of its own: of two words about one instant the later would hold, and these are told to a model in another order.
    const from = START + this.random.below(DAYS * DAY - 1000) + this.events.length / 1000;
    const event = {
      type: "stage" as const,
      prospect: this.random.pick(prospects),
      stage: this.random.pick(["customer", "opportunity"]),
      from,
    };
    const { rejected } = await recordProspects(this.database, this.companyId, [
      {
        references: [{ kind: "email", value: event.prospect }],
        facts: [{ aspect: "stage", value: event.stage, from: BigInt(Math.round(from * 1000)) }],
        name: null,
        owner: null,
        timeZone: null,
        attributes: null,
      },
    ]);
    this.events.push(event);
    return rejected.length === 0;
  }
  private async merge(): Promise<boolean> {
    const [keep, other] = [this.random.pick(prospects), this.random.pick(prospects)];
    const { ok } = await mergeProspects(this.database, this.companyId, { keep, other, reason: "the same person" }, { by: "test" });
    if (ok) this.events.push({ type: "merge", keep, other });
    return ok;
  }
  private async unmerge(): Promise<boolean> {
    const prospect = this.random.pick(prospects);
    const { ok } = await unmergeProspect(this.database, this.companyId, { prospect, reason: "two people" }, { by: "test" });
    if (ok) this.events.push({ type: "unmerge", prospect });
    return ok;
  }
  private async link(): Promise<boolean> {
    const told = this.sources.told.length === 0 ? undefined : this.random.pick(this.sources.told.slice(-400));
    if (told === undefined) return false;
    const key = { source: told.source, externalId: told.id };
    const say = this.random.chance(0.7) ? unlinkActivity : linkActivity;
    const said = await say(this.database, this.companyId, key, { reason: "heard both", by: "test" });
    return said.ok && said.value.changed;
  }
  private async close(): Promise<boolean> {
    const order = { cadence: "day" as const, on: START / DAY + this.closed, despite: "nobody is missing" };
    const { ok } = await closePeriod(this.database, this.companyId, order, { by: "test", now: now() });
    if (ok) this.closed += 1;
    return ok;
  }
  private async version(): Promise<boolean> {
    const id = this.random.pick(Object.keys(laterConditions));
    const versions = this.rules.get(id) ?? [];
    const last = versions.at(-1);
    if (last === undefined || versions.length > MOST_VERSIONS) return false;
    const from = Math.max(START / DAY, last.from + 1) + this.random.below(4);
    const conditions = versions.length % 2 === 1 ? (laterConditions[id] ?? []) : [isCall];
    const next = new Map([...this.rules, [id, [...versions, { ...last, from, conditions }]]]);
    const applied = await applyCompany(this.database, fileOf(next), { by: "test" });
    // A rule reaches back into no day that is closed.
    if (!applied.ok && applied.refusals.every(({ code }) => code === "closed-days")) return false;
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
    this.rules.set(id, next.get(id) ?? []);
    await countMetrics(this.database, this.companyId);
    return true;
  }
}

/** The pairs of records that are said to be two acts, by the last word about each. */
const apartIn = (database: Database, companyId: number): Promise<readonly string[]> =>
  inCompany(database, companyId, async (tx) => {
    const { rows } = await sql<{ pair: string }>`
      select l.pair
      from (
        select distinct on (l.source, l.external_id, l.other_source, l.other_external_id)
          l.source || '/' || l.external_id || ' ' || l.other_source || '/' || l.other_external_id as pair, l.act
        from link_acts l where l.company_id = ${companyId}
        order by l.source, l.external_id, l.other_source, l.other_external_id, l.act_number desc) l
      where l.act = 'unlink'
      order by l.pair`.execute(tx);
    return rows.map(({ pair }) => pair.split(" ").sort().join(" "));
  });

/** A model that has heard everything: what was told, in any order, and what people decided, in theirs. */
const modelOf = ({ told }: Sources, { events }: People, apart: readonly string[]): Model => {
  const model = new Model(
    {},
    "Europe/Berlin",
    members.map(({ id }) => id),
  );
  for (const { id, zone } of members) model.apply({ type: "zone", member: id, zone, from: -1_000_000 });
  model.same = [same];
  for (const each of told) model.apply({ type: "tell", told: each });
  for (const event of events) model.apply(event);
  for (const pair of apart) model.apart.add(pair);
  return model;
};

/**
 * Writers record, each state at last twice, while one person after the other tells stages, merges and unmerges prospects, undoes links, changes metrics and
 * closes days:
 * then the tally, the recount and a model that shares no code with them say the same, and no writer was told of a deadlock.
 */
export const writeAmidChanges = async (
  app: ConnectionPlace,
  owner: ConnectionPlace,
  random: Random,
  { writers, activities, rounds = Infinity, seconds = Infinity }: Writing,
): Promise<WritersReport> => {
  const database = openPool(app, writers + 4, 60);
  const wrongs: string[] = [];
  let report: Omit<WritersReport, "wrongs" | "deadlocks">;
  try {
    const applied = await applyCompany(database, fileOf(new Map(firstRules.map(([id, each]) => [id, [each]]))), { by: "test" });
    if (!applied.ok || applied.value.companyId === null) throw new Error(JSON.stringify(applied));
    const { companyId } = applied.value;
    const sources = new Sources(random, activities);
    const people = new People(database, companyId, random, sources);
    const end = performance.now() + seconds * 1000;
    let writing = writers;
    const write = async (): Promise<void> => {
      for (let round = 0; round < rounds && performance.now() < end && wrongs.length === 0; round += 1) {
        const fresh = Array.from({ length: 1 + random.below(MOST_AT_ONCE) }, () => sources.next());
        const again = Array.from({ length: random.below(4) }, () => random.pick(sources.told));
        const { rejected } = await recordActivities(database, companyId, random.shuffled([...fresh, ...again]).map(itemOf), {
          now: now(),
          defaultProvenance: "captured",
        });
        wrongs.push(...rejected.map(({ refusals }) => `refused: ${JSON.stringify(refusals)}`));
      }
    };
    const decide = async (): Promise<void> => {
      while (writing > 0 && wrongs.length === 0) await people.act();
    };
    const told = (error: unknown): void =>
      void wrongs.push(`somebody was told: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const everybody = Array.from({ length: writers }, () =>
      write()
        .catch(told)
        .finally(() => (writing -= 1)),
    );
    await Promise.all([...everybody, decide().catch(told)]);
    await countMetrics(database, companyId);

    const model = modelOf(sources, people, await apartIn(database, companyId));
    const expected = new Map(
      [...model.count(people.rules, {}).tally]
        .filter(([, amount]) => amount !== 0)
        .map(([key, amount]) => {
          const [metric, member, localDay] = key.split(" ");
          return [`${metric} ${member} ${isoDay(Number(localDay))}`, amount] as const;
        }),
    );
    wrongs.push(...(await recountDifferences(database, companyId)), ...differences("tally", expected, await tallyIn(database, companyId)));
    report = { states: sources.told.length, activities: model.records.size, acts: people.acts, links: model.links().size };
  } finally {
    await database.pool.end();
  }
  return { ...report, wrongs, deadlocks: await deadlocksIn(owner, app) };
};
