import { hash } from "node:crypto";
import type pg from "pg";
import { isoDay, type Day } from "../../src/domain/day.ts";
import type { StatementContent } from "../../src/domain/statement.ts";
import { applyCompany } from "../../src/operations/apply-company.ts";
import type { AdjustmentJson } from "../../src/operations/closing/closing-json.ts";
import { attainmentJson } from "../../src/operations/attainment-json.ts";
import { attainmentOf } from "../../src/operations/attainment-of.ts";
import { closePeriod } from "../../src/operations/close-period.ts";
import { listAdjustments } from "../../src/operations/list-adjustments.ts";
import { listClosures } from "../../src/operations/list-closures.ts";
import { listStatements } from "../../src/operations/list-statements.ts";
import { recordActivities } from "../../src/operations/record-activities.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { voidActivity } from "../../src/operations/void-activity.ts";
import { openPool, type ConnectionPlace, type Database } from "../../src/store/database.ts";
import { deadlocksIn } from "./deadlocks.ts";
import { now } from "./now.ts";
import type { Random } from "./random.ts";

export type ClosingReport = {
  readonly wrongs: readonly string[];
  readonly rounds: number;
  readonly records: number;
  readonly voids: number;
  readonly moves: number;
  /** Of a statement, and in adjustments. */
  readonly stated: number;
  readonly late: number;
  readonly pauses: number;
  readonly deadlocks: number;
};

export type Closing = { readonly writers: number; readonly rounds: number };

/** A Monday. */
const START: Day = Date.parse("2024-01-01T00:00:00Z") / 86_400_000;
const LONGEST_PAUSE_MS = 4;
const LONGEST_REST_MS = 150;
const MOST_AT_ONCE = 6;
const MOST_WRONGS = 5;
const PROSPECTS = 12;
const CAPTURED = 0;

/** Lets time pass between the statement that takes the company's lock and the next one, for whoever takes it. */
const pausing = (database: Database, random: Random, paused: () => void): Database => {
  const pause = async (): Promise<void> => {
    paused();
    await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_PAUSE_MS + 1)));
  };
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await database.pool.connect();
    return new Proxy(client, {
      get: (target, field) => {
        if (field === "query")
          return async (query: { readonly text: string }) => {
            const answer = await target.query(query);
            if (query.text.includes("pg_advisory_xact_lock")) await pause();
            return answer;
          };
        const value: unknown = Reflect.get(target, field);
        // Methods of the client are asked of itself.
        return typeof value === "function" ? (value as (...given: unknown[]) => unknown).bind(target) : value;
      },
    });
  };
  const pool = new Proxy(database.pool, {
    get: (target, field) => (field === "connect" ? connect : (Reflect.get(target, field) as unknown)),
  });
  return { pool };
};

/** A call that was acknowledged: whose, and on which day it counts; void, it counts on none. */
type Call = { readonly id: string; readonly writer: number; readonly prospect: number; day: Day; revision: number; isVoid: boolean };

const memberOf = (writer: number): string => `rep-${String(writer).padStart(2, "0")}`;

const companyFile = (writers: number): object => ({
  company: { id: "closing", name: "Closing", country: "GB", timeZone: "UTC", currency: "GBP" },
  sources: [{ id: "dialer", provenance: "captured" }],
  members: Array.from({ length: writers }, (_, writer) => ({ id: memberOf(writer), name: memberOf(writer) })),
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "week", within: "company" } },
  ],
  plans: [
    {
      id: "day",
      cadence: "day",
      require: {
        allOf: [
          { metric: "calls", target: 5 },
          { metric: "people", target: 3 },
        ],
      },
    },
  ],
});

/** As the product writes the digest of a statement's records; the credit of a call is one. */
const digestOf = (ids: readonly string[], day: Day): string =>
  hash(
    "sha256",
    ids
      .toSorted()
      .map((id) => ["dialer", id, day, CAPTURED, 10_000].join("\u001f"))
      .join("\u001e"),
    "hex",
  );

/** Who records, voids and moves to another day, around the day that is being closed. */
class Writers {
  readonly calls: Call[] = [];
  voids = 0;
  moves = 0;
  private readonly random: Random;
  private readonly database: Database;
  private readonly companyId: number;
  constructor(database: Database, companyId: number, random: Random) {
    this.database = database;
    this.companyId = companyId;
    this.random = random;
  }
  /** One batch of a writer, whose calls nobody else touches. */
  async write(writer: number, closing: Day): Promise<void> {
    const { random } = this;
    const own = this.calls.filter((call) => call.writer === writer && call.day >= closing - 2 && !call.isVoid);
    if (own.length > 0 && random.chance(0.1)) return this.void(random.pick(own));
    if (own.length > 0 && random.chance(0.15)) return this.move(random.pick(own), closing - 1 + random.below(3));
    const fresh = Array.from({ length: 1 + random.below(MOST_AT_ONCE) }, (_, index): Call => ({
      id: `${writer}-${this.calls.length}-${index}-${random.below(1_000_000)}`,
      writer,
      prospect: random.below(PROSPECTS),
      day: closing - 1 + random.below(3),
      revision: 1,
      isVoid: false,
    }));
    await this.record(fresh);
    this.calls.push(...fresh);
  }
  private async record(calls: readonly Call[]): Promise<void> {
    const items = calls.map(({ id, writer, prospect, day, revision }) => ({
      source: "dialer",
      externalId: id,
      member: memberOf(writer),
      kind: "call",
      occurredAt: `${isoDay(day)}T12:00:00Z`,
      prospect: `person-${prospect}@client.example`,
      durationSeconds: revision,
      revisedAt: `${isoDay(START - 1)}T00:00:${String(revision % 60).padStart(2, "0")}Z`,
    }));
    const { rejected } = await recordActivities(this.database, this.companyId, items, { now: now(), defaultProvenance: "captured" });
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  }
  private async void(call: Call): Promise<void> {
    const key = { source: "dialer", externalId: call.id };
    const done = await voidActivity(this.database, this.companyId, key, { reason: "wrong", by: "test" });
    if (!done.ok) throw new Error(JSON.stringify(done.refusals));
    call.isVoid = true;
    this.voids += 1;
  }
  private async move(call: Call, day: Day): Promise<void> {
    const moved = { ...call, day, revision: call.revision + 1 };
    if (moved.revision >= 60) return;
    await this.record([moved]);
    Object.assign(call, moved);
    this.moves += 1;
  }
}

/** The calls that adjustments tell of one member and day, each with what it adds in all. */
const lateCalls = (adjustments: readonly AdjustmentJson[]): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const late = new Map<string, Map<string, number>>();
  for (const { subject, period, causes } of adjustments) {
    if (subject.type !== "member") continue;
    const key = `${subject.id} ${period.startsOn}`;
    const calls = late.get(key) ?? new Map<string, number>();
    late.set(key, calls);
    for (const cause of causes) {
      if (cause.cause === "target" || cause.metric !== "calls") continue;
      const id = cause.externalId ?? "";
      calls.set(id, (calls.get(id) ?? 0) + (typeof cause.credited === "number" ? cause.credited : NaN));
    }
  }
  return late;
};

type Stated = { readonly content: StatementContent & { readonly records: Readonly<Record<string, { records: number; digest: string }>> } };

const statementsOf = async (database: Database, companyId: number): Promise<readonly Stated[]> => {
  const all: Stated[] = [];
  for (let after = 0; ;) {
    const page = await listStatements(database, companyId, { after, limit: 1_000 });
    if (!page.ok) throw new Error(JSON.stringify(page.refusals));
    for (const { content } of page.value.statements) if ("records" in content) all.push({ content });
    if (page.value.next === null) return all;
    after = page.value.next;
  }
};

/** Those that wait, and those of every closure. */
const adjustmentsOf = async (database: Database, companyId: number): Promise<readonly AdjustmentJson[]> => {
  const { closures } = await listClosures(database, companyId, {});
  const all: AdjustmentJson[] = [];
  for (const question of [{ open: true }, ...closures.map(({ closure }) => ({ closure }))]) {
    const found = await listAdjustments(database, companyId, question);
    if (!found.ok) throw new Error(JSON.stringify(found.refusals));
    all.push(...found.value.adjustments);
  }
  return all;
};

/**
 * Every call is in the statement of its day or in the adjustments, never in both and in neither: the calls that count now, without those that came
 * late and with those that went late, are to the last the ones of the statement.
 */
const wrongsOf = async (
  database: Database,
  companyId: number,
  calls: readonly Call[],
): Promise<{ readonly wrongs: readonly string[]; readonly stated: number; readonly late: number }> => {
  const late = lateCalls(await adjustmentsOf(database, companyId));
  const counting = new Map<string, Set<string>>();
  for (const { id, writer, day, isVoid } of calls) {
    const key = `${memberOf(writer)} ${isoDay(day)}`;
    if (!isVoid) counting.set(key, (counting.get(key) ?? new Set<string>()).add(id));
  }
  const wrongs: string[] = [];
  let [stated, told] = [0, 0];
  for (const { content } of await statementsOf(database, companyId)) {
    const key = `${content.subject.id} ${content.period.startsOn}`;
    const expected = new Set(counting.get(key));
    for (const [id, credited] of late.get(key) ?? []) {
      if (credited === 0) continue;
      told += 1;
      const isPossible = credited === 1 ? expected.delete(id) : credited === -1 && !expected.has(id) && expected.add(id).has(id);
      if (!isPossible)
        wrongs.push(
          `${key}: the adjustments give ${credited} for ${id}, which ${counting.get(key)?.has(id) === true ? "counts" : "does not count"}`,
        );
    }
    const found = content.records["calls"];
    const day = START + Math.round((Date.parse(content.period.startsOn) - START * 86_400_000) / 86_400_000);
    stated += found?.records ?? 0;
    if (found?.records !== expected.size || (expected.size > 0 && found.digest !== digestOf([...expected], day)))
      wrongs.push(`${key}: the statement has ${found?.records} calls, those that count without the late ones are ${expected.size}`);
  }
  return { wrongs, stated, late: told };
};

/** What is closed on one day adds nothing to another: each day comes to the calls of that day alone. */
const wrongDays = async (
  database: Database,
  companyId: number,
  calls: readonly Call[],
  days: readonly Day[],
): Promise<readonly string[]> => {
  const wrongs: string[] = [];
  for (const day of days) {
    const answer = await attainmentOf(database, companyId, { on: day, cadence: "day", now: now() });
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    for (const { member, requirement } of attainmentJson(answer.value).rows) {
      const quota = requirement.type === "quota" ? requirement : requirement.type === "over" ? undefined : requirement.parts[0];
      const credited = quota !== undefined && "credited" in quota ? quota.credited : null;
      const expected = calls.filter((call) => memberOf(call.writer) === member && call.day === day && !call.isVoid).length;
      if (credited !== expected) wrongs.push(`${member} ${isoDay(day)}: credited ${JSON.stringify(credited)}, calls ${expected}`);
    }
  }
  return wrongs;
};

/**
 * One day after the other is closed while writers record, void and move calls of the days around it, with a pause between the lock of the company and
 * whatever comes next, for the one who closes and for those who write.
 */
export const closeAmidWriters = async (
  app: ConnectionPlace,
  owner: ConnectionPlace,
  random: Random,
  { writers, rounds }: Closing,
): Promise<ClosingReport> => {
  const plain = openPool(app, writers + 4, 60);
  let pauses = 0;
  const database = pausing(plain, random, () => (pauses += 1));
  const wrongs: string[] = [];
  let report: Omit<ClosingReport, "wrongs" | "deadlocks">;
  try {
    const applied = await applyCompany(plain, companyFile(writers), { by: "test" });
    if (!applied.ok || applied.value.companyId === null) throw new Error(JSON.stringify(applied));
    const { companyId } = applied.value;
    const writing = new Writers(database, companyId, random);
    let closing = START;
    let isOver = false;
    const write = async (writer: number): Promise<void> => {
      while (!isOver) {
        await writing.write(writer, closing);
        // Two cores are to close as well.
        await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_REST_MS)));
      }
    };
    const close = async (): Promise<void> => {
      for (; closing < START + rounds; closing += 1) {
        const closed = await closePeriod(database, companyId, { cadence: "day", on: closing, despite: null }, { by: "test", now: now() });
        if (!closed.ok) throw new Error(JSON.stringify(closed.refusals));
      }
    };
    const told = (error: unknown): void =>
      void wrongs.push(`somebody was told: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await Promise.all([
      ...Array.from({ length: writers }, (_, writer) => write(writer).catch(told)),
      close()
        .catch(told)
        .finally(() => (isOver = true)),
    ]);
    const { calls, voids, moves } = writing;
    const found = await wrongsOf(plain, companyId, calls);
    wrongs.push(...found.wrongs);
    const days = Array.from({ length: Math.min(rounds, 20) }, () => START + random.below(rounds));
    wrongs.push(...(await wrongDays(plain, companyId, calls, days)));
    const { equal, statements, metrics } = await verifyCompany(plain, companyId);
    if (!equal) wrongs.push(`verify: ${JSON.stringify({ statements: statements.slice(0, 3), metrics }).slice(0, 2_000)}`);
    report = { rounds: closing - START, records: calls.length, voids, moves, stated: found.stated, late: found.late, pauses };
  } finally {
    await plain.pool.end();
  }
  const deadlocks = await deadlocksIn(owner, app);
  if (deadlocks > 0) wrongs.push(`${deadlocks} deadlocks: locks are not taken in one order`);
  return { ...report, wrongs: wrongs.slice(0, MOST_WRONGS), deadlocks };
};
