import type { Settings } from "../domain/company.ts";
import { spanKey, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { isoInstant } from "../domain/instant.ts";
import type { Period } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { dueOf } from "../domain/rewards/ledger.ts";
import type { StepName } from "../domain/reward-reading.ts";
import { stepped, type StatementFacts } from "../domain/rewards/reward-statement.ts";
import { rewardVersionOf } from "../domain/rewards/reward-plan.ts";
import { within } from "../domain/within.ts";
import { hash } from "node:crypto";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownRewards } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { insertEntries, paidThrough, rewardLedgers } from "../store/reward-ledger.ts";
import {
  approvedOf,
  insertRewardSteps,
  rewardLinesOf,
  rewardStatementsWhere,
  type NewRewardStep,
  type StoredRewardLine,
  type StoredRewardStatement,
} from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import type { RewardsBy } from "./draw-reward-statements.ts";
import { planAuthorsOf } from "./list-reward-statements.ts";
import { drawnFrom, drawnKey, sayTheSame } from "./rewards/drawn.ts";
import { earnedIn } from "./rewards/earned-lines.ts";
import { ledgerEntryOf, Ledgers, Named } from "./rewards/ledger-entries.ts";
import { mayNext, isAllowed, seenStatements, statementMissing, stepNamed } from "./rewards/seen-statements.ts";
import { rewardStatementJson, statementOf, type RewardStatementJson } from "./rewards/statement-json.ts";
import type { AskedBy } from "./sight-in.ts";

export type StepOrder = { readonly step: StepName; readonly statements: readonly number[]; readonly reason: string | null };

type Stepping = {
  readonly tx: Transaction;
  readonly settings: Settings;
  readonly named: Named;
  readonly order: StepOrder;
  readonly by: RewardsBy;
  readonly lines: ReadonlyMap<number, readonly StoredRewardLine[]>;
};

type At = { readonly statement: StoredRewardStatement; readonly index: number };

const periodOf = ({ cadence, startsOn, endsBefore }: StoredRewardStatement): Period => ({ cadence, startsOn, endsBefore });

/** Statements of which the numbers came to something else since they were drawn up. */
const changedSince = async ({ tx, settings, by: { now }, lines }: Stepping, all: readonly At[]): Promise<ReadonlySet<number>> => {
  const changed = new Set<number>();
  const periods = new Map<string, At[]>();
  for (const at of all) within(periods, `${at.statement.cadence} ${spanKey(at.statement)}`, () => []).push(at);
  for (const [first, ...rest] of periods.values()) {
    if (first === undefined) continue;
    const period = periodOf(first.statement);
    const present = await earnedIn(tx, period, { settings, today: todayOf(settings, now), now, withRecords: false });
    const drawn = new Map(drawnFrom(settings, period, present.lines).map((each) => [drawnKey(each), each.lines]));
    for (const { statement } of [first, ...rest])
      if (present.counting.length > 0 || !sayTheSame(lines.get(statement.number) ?? [], drawn.get(drawnKey(statement)) ?? []))
        changed.add(statement.number);
  }
  return changed;
};

/** What of the budgets that refuse is approved already, with what is approved here before. */
class Budgets {
  private readonly approved = new Map<string, Map<number, bigint>>();
  private readonly stepping: Stepping;

  constructor(stepping: Stepping) {
    this.stepping = stepping;
  }

  async of(statement: StoredRewardStatement): Promise<StatementFacts["budgets"]> {
    const { tx, settings, lines } = this.stepping;
    const key = `${statement.cadence} ${statement.startsOn}`;
    const approved = this.approved.get(key) ?? new Map(await approvedOf(tx, settings.companyId, statement));
    this.approved.set(key, approved);
    const amounts = new Map<number, bigint>();
    for (const { rewardNumber, amountMinor } of lines.get(statement.number) ?? [])
      amounts.set(rewardNumber, (amounts.get(rewardNumber) ?? 0n) + amountMinor);
    return [...amounts].flatMap(([number, amountMinor]) => {
      const reward = settings.company.rewards.find((each) => each.number === number);
      const budget = reward === undefined ? null : (rewardVersionOf(reward, statement.startsOn)?.budget ?? null);
      return budget?.over === "refuse" ? [{ mostMinor: budget.mostMinor, approvedMinor: approved.get(number) ?? 0n, amountMinor }] : [];
    });
  }

  approve(statement: StoredRewardStatement): void {
    const approved = this.approved.get(`${statement.cadence} ${statement.startsOn}`);
    for (const { rewardNumber, amountMinor } of this.stepping.lines.get(statement.number) ?? [])
      approved?.set(rewardNumber, (approved.get(rewardNumber) ?? 0n) + amountMinor);
  }
}

const refusals = async (stepping: Stepping, all: readonly At[], { caller }: AskedBy): Promise<readonly Refusal[]> => {
  const { tx, settings, named, order, by } = stepping;
  const { step: name, reason } = order;
  const member = caller === undefined || caller.memberNumber === null ? null : named.member(caller.memberNumber);
  const step = stepNamed(name, { by: by.by, member, at: isoInstant(by.now), reason: reason ?? "" });
  const isChecked = step.type === "approved" || step.type === "locked";
  const changed = isChecked ? await changedSince(stepping, all) : new Set<number>();
  const authorsOf = await planAuthorsOf(
    tx,
    settings,
    all.map(({ statement }) => statement),
    named,
  );
  const budgets = new Budgets(stepping);
  const found: Refusal[] = [];
  for (const { statement, index } of all) {
    const pointer = `/statements/${index}`;
    const { number } = statement;
    if (!isAllowed(name, statement.memberNumber, settings, given({ caller }))) {
      found.push(statementMissing(number, pointer));
      continue;
    }
    if (name === "withdraw" && reason === null) {
      found.push(refusal("reward-withdrawal-reason", "/reason", { number }));
      continue;
    }
    const facts: StatementFacts = {
      openDisputes: statement.disputes.filter(({ decided }) => decided === null).length,
      budgets: name === "approve-as-finance" ? await budgets.of(statement) : [],
    };
    const done = stepped(statementOf(statement, named, authorsOf(number)), step, facts);
    if (!done.ok) found.push(...done.refusals.map((each) => ({ ...each, pointer })));
    else if (changed.has(number)) found.push(refusal("reward-statement-changed", pointer, { number }));
    else if (name === "approve-as-finance") budgets.approve(statement);
  }
  return found;
};

const fingerprintOf = (lines: readonly StoredRewardLine[]): string => {
  const [first, ...rest] = lines.map(({ fingerprint }) => fingerprint);
  return first !== undefined && rest.length === 0 ? first : hash("sha256", [first ?? "", ...rest].join("\n"), "hex");
};

/** What a locked statement earns stands in the ledger from then on: each reward plan's lines, and what upheld disputes add. */
const enterLocked = async ({ tx, settings, named, by, lines }: Stepping, all: readonly At[]): Promise<Outcome<null>> => {
  const members = all.map(({ statement }) => statement.memberNumber);
  const ledgers = new Ledgers(await rewardLedgers(tx, settings.companyId, members), named);
  const today = todayOf(settings, by.now);
  for (const { statement } of all) {
    const { number, memberNumber, cadence, startsOn, endsBefore, currency } = statement;
    const byReward = new Map<number, StoredRewardLine[]>();
    for (const line of lines.get(number) ?? []) within(byReward, line.rewardNumber, () => []).push(line);
    const upheld = statement.disputes.filter(({ decided }) => decided?.upheld === true && decided.amountMinor !== 0n);
    for (const rewardNumber of new Set([...byReward.keys(), ...upheld.map((each) => each.rewardNumber)])) {
      const own = byReward.get(rewardNumber) ?? [];
      const amountMinor = own.reduce((sum, line) => sum + line.amountMinor, 0n);
      const same = { member: named.member(memberNumber), reward: named.reward(rewardNumber), period: { startsOn, endsBefore }, currency };
      const place = { memberNumber, rewardNumber, cadence, statementNumber: number };
      const earned =
        amountMinor === 0n
          ? null
          : ledgers.enter(
              { ...same, type: "earn", amountMinor, earnedOn: endsBefore - 1, cause: { type: "line", fingerprint: fingerprintOf(own) } },
              place,
            );
      if (earned?.ok === false) return earned;
      for (const { number: dispute, decided } of upheld.filter((each) => each.rewardNumber === rewardNumber)) {
        const adjusted = ledgers.enter(
          {
            ...same,
            type: "adjust",
            amountMinor: decided?.amountMinor ?? 0n,
            adjustedOn: today,
            adjusts: earned?.value.number ?? null,
            cause: { type: "dispute", dispute },
          },
          place,
        );
        if (!adjusted.ok) return adjusted;
      }
    }
  }
  await insertEntries(tx, settings.companyId, ledgers.written, by.now);
  return accepted(null);
};

/** What each statement is paid: what its member's ledger owes for periods up to its own, and was not paid yet. */
const paidWith = async ({ tx, settings, named }: Stepping, all: readonly At[]): Promise<ReadonlyMap<number, bigint>> => {
  const members = all.map(({ statement }) => statement.memberNumber);
  const ledgers = await rewardLedgers(tx, settings.companyId, members);
  const paid = [...(await paidThrough(tx, settings.companyId, members))];
  const amounts = new Map<number, bigint>();
  for (const { statement } of all.toSorted((a, b) => a.statement.startsOn - b.statement.startsOn)) {
    const { memberNumber, currency, startsOn, number } = statement;
    const { dueMinor } = dueThrough(ledgers.get(`${memberNumber} ${currency}`) ?? [], startsOn, {
      named,
      paid: paid.filter((each) => each.memberNumber === memberNumber && each.currency === currency),
    });
    amounts.set(number, dueMinor);
    paid.push({ memberNumber, currency, startsOn, paidMinor: dueMinor });
  }
  return amounts;
};

/** What is to be paid for periods that begin by a day, and what was paid beyond it. */
export const dueThrough = (
  ledger: Parameters<typeof ledgerEntryOf>[0][] | readonly Parameters<typeof ledgerEntryOf>[0][],
  startsOn: Day,
  { named, paid }: { readonly named: Named; readonly paid: readonly { readonly startsOn: Day; readonly paidMinor: bigint }[] },
): { readonly dueMinor: bigint; readonly carriedMinor: bigint } =>
  dueOf(
    ledger.filter((entry) => entry.startsOn <= startsOn).map((entry) => ledgerEntryOf(entry, named)),
    paid.filter((each) => each.startsOn <= startsOn).reduce((sum, { paidMinor }) => sum + paidMinor, 0n),
  );

const storedStep = ({ step, reason }: StepOrder, { statement }: At, paid: ReadonlyMap<number, bigint> | null): NewRewardStep => {
  const type = stepNamed(step, { by: "", member: null, at: "", reason: reason ?? "" });
  return {
    statementNumber: statement.number,
    step: type.type,
    approver: type.type === "approved" ? type.as : null,
    reason: type.type === "withdrawn" ? type.reason : null,
    paidMinor: paid === null ? null : (paid.get(statement.number) ?? 0n),
  };
};

/**
 * Takes reward statements one step further, all of them or none: publishes drafts, withdraws what is not locked, approves as a manager and for
 * finance, locks, and notes that they were paid. What is locked is entered into the ledgers and never changed again. Refuses what is out of turn,
 * an author's or the paid person's own approval, open disputes, a budget that would be exceeded, and numbers that changed since.
 */
export const stepRewardStatements = (
  database: Database,
  companyId: number,
  order: StepOrder,
  { caller, ...by }: RewardsBy & AskedBy,
): Promise<Outcome<{ readonly statements: readonly RewardStatementJson[] }>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<{ readonly statements: readonly RewardStatementJson[] }>> => {
      await ownRewards(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const seen = seenStatements(settings, given({ caller }));
      const find = () => rewardStatementsWhere(tx, companyId, { numbers: order.statements, ...seen });
      const found = new Map((await find()).map((statement) => [statement.number, statement]));
      const named = new Named(settings);
      const numbers = [...new Set(order.statements)];
      const all = numbers.flatMap((number, index): readonly At[] => {
        const statement = found.get(number);
        return statement === undefined ? [] : [{ statement, index }];
      });
      const missing = numbers.flatMap((number, index) => (found.has(number) ? [] : [statementMissing(number, `/statements/${index}`)]));
      const lines = await rewardLinesOf(tx, companyId, numbers, { withRecords: false });
      const stepping: Stepping = { tx, settings, named, order, by, lines };
      const [first, ...more] = [...missing, ...(await refusals(stepping, all, given({ caller })))];
      if (first !== undefined) return refused(first, ...more);
      if (order.step === "lock") {
        const entered = await enterLocked(stepping, all);
        if (!entered.ok) return entered;
      }
      const paid = order.step === "pay" ? await paidWith(stepping, all) : null;
      await insertRewardSteps(
        tx,
        companyId,
        all.map((at) => storedStep(order, at, paid)),
        { by: by.by, at: by.now, memberNumber: caller?.memberNumber ?? null },
      );
      await keepAuditEvent(tx, companyId, {
        by: by.by,
        act: "step-reward-statements",
        subject: "reward-statements",
        subjectId: numbers.length === 1 ? String(numbers[0]) : `${numbers[0]}+${numbers.length - 1}`,
        after: { step: order.step, statements: numbers },
      });
      noteTouched(tx, ["rewards"], new Set(all.map(({ statement }) => statement.memberNumber)));
      const after = await rewardStatementsWhere(tx, companyId, { numbers: order.statements });
      const authorsOf = await planAuthorsOf(tx, settings, after, named);
      return accepted({
        statements: after.map((each) =>
          rewardStatementJson(
            each,
            settings,
            named,
            mayNext(each, { settings, named, planAuthors: authorsOf(each.number), by: by.by, ...given({ caller }) }),
          ),
        ),
      });
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
