import type { RewardEntry } from "../../domain/company-file.ts";
import type { Day } from "../../domain/day.ts";
import type { StepName } from "../../domain/reward-reading.ts";
import { asDoer } from "../../store/doer.ts";
import { disputeRewardLine } from "../dispute-reward-line.ts";
import { drawRewardStatements } from "../draw-reward-statements.ts";
import { listRewardStatements } from "../list-reward-statements.ts";
import type { RewardStatementJson } from "../rewards/statement-json.ts";
import { stepRewardStatements } from "../step-reward-statements.ts";
import { must, OPERATIONS, type Stage } from "./acts.ts";
import { cast, leaderOf, reps, type SampleTeam } from "./people.ts";
import { said } from "./said.ts";

const monthly = {
  cadence: "month",
  threshold: "none",
  split: "marginal",
  accumulate: "period",
  interpolate: false,
  rounding: "half-up",
  participants: "own",
  gate: "none",
} as const;

/** For calls above the quota in Korea, and for what is won everywhere, in the money in which it is. */
export const sampleRewards: readonly RewardEntry[] = [
  {
    ...monthly,
    id: "calls-bonus",
    name: { en: "Calls above the quota", ko: "초과 통화" },
    for: { team: "korea" },
    basis: { surplus: { plan: "monthly-prospecting", metric: "outbound-calls" } },
    tiers: [
      { from: 0, below: 20, rate: 3_000, per: 1 },
      { from: 20, below: "none", rate: 5_000, per: 1 },
    ],
    cap: { hard: 200_000 },
    currency: "KRW",
    budget: { most: 3_000_000, over: "refuse" },
  },
  {
    ...monthly,
    id: "revenue-share",
    name: { en: "Share of revenue", ko: "매출 인센티브" },
    for: { team: "korea" },
    basis: { credits: { metric: "revenue" } },
    tiers: [
      { from: 0, below: 8_000_000, rate: "1%" },
      { from: 8_000_000, below: "none", rate: "2.5%" },
    ],
    cap: "none",
    currency: "KRW",
    budget: "none",
  },
  {
    ...monthly,
    id: "revenue-share-usd",
    name: { en: "Share of revenue, in dollars", ko: "매출 인센티브(달러)" },
    for: { team: "new-york" },
    basis: { credits: { metric: "revenue-usd" } },
    tiers: [
      { from: 0, below: 6_000, rate: "1%" },
      { from: 6_000, below: "none", rate: "2.5%" },
    ],
    cap: "none",
    currency: "USD",
    budget: "none",
  },
];

const FINANCE = "admin";

const teamOf = (member: string): SampleTeam => reps.find(({ id }) => id === member)?.team ?? "seoul";

/** The month before last is paid; of the last one there is a statement in each state, and who is paid disputes one. */
export const payRewards = async (stage: Stage): Promise<void> => {
  const { database, companyId, days, now, language } = stage;
  const drawn = async (on: Day): Promise<readonly RewardStatementJson[]> => {
    await asDoer(OPERATIONS, async () =>
      must(await drawRewardStatements(database, companyId, { cadence: "month", on }, { by: OPERATIONS, now })),
    );
    return must(await listRewardStatements(database, companyId, { cadence: "month", on }, { by: OPERATIONS })).statements;
  };
  const take = async (step: StepName, statements: readonly RewardStatementJson[], by: string): Promise<void> => {
    if (statements.length === 0) return;
    const order = { step, statements: statements.map(({ statement }) => statement), reason: null };
    await asDoer(by, async () => must(await stepRewardStatements(database, companyId, order, { by, now })));
  };
  const managed = async (statements: readonly RewardStatementJson[]): Promise<void> => {
    for (const [team, leader] of Object.entries(leaderOf))
      await take("approve-as-manager", statements.filter(({ member }) => teamOf(member) === team), leader); // prettier-ignore
  };
  const approved = async (statements: readonly RewardStatementJson[]): Promise<void> => {
    await managed(statements);
    await take("approve-as-finance", statements, FINANCE);
  };

  const paid = await drawn(days.history.startsOn);
  await take("publish", paid, OPERATIONS);
  await approved(paid);
  await take("lock", paid, OPERATIONS);
  await take("pay", paid, OPERATIONS);

  const last = await drawn(days.monthBefore.startsOn);
  const raj = last.filter(({ member }) => member === cast.raj);
  const others = last.filter(({ member }) => member !== cast.raj);
  const of = (team: SampleTeam): readonly RewardStatementJson[] => others.filter(({ member }) => teamOf(member) === team);
  const [draft = [], published = [], byManager = []] = [0, 1, 2].map((part) => of("seoul").filter((_, index) => index % 3 === part));
  await take("publish", others.filter((each) => !draft.includes(each)), OPERATIONS); // prettier-ignore
  await take("publish", raj, OPERATIONS);
  await managed(byManager);
  await approved(of("busan"));
  await approved(of("new-york"));
  await take("lock", of("new-york"), OPERATIONS);
  if (published.length === 0) throw new Error("no reward statement of the sample waits to be approved");
  for (const { statement } of raj)
    await asDoer(cast.raj, async () =>
      must(
        await disputeRewardLine(
          database,
          companyId,
          { statement, reward: "calls-bonus", said: said[language].rewardDispute },
          { by: cast.raj, now },
        ),
      ),
    );
};
