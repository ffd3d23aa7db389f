import type { Language } from "../domain/language.ts";
import { nameIn } from "../domain/language.ts";
import type { StatementState } from "../domain/rewards/reward-statement.ts";
import type { StepName } from "../domain/reward-reading.ts";
import type { RewardCostJson } from "../operations/estimate-reward-cost.ts";
import type { RewardEntryJson } from "../operations/rewards/ledger-entries.ts";
import type { RewardStatementJson } from "../operations/rewards/statement-json.ts";
import type { RewardLedgerJson } from "../operations/show-reward-ledger.ts";
import type { RewardStatementShown } from "../operations/show-reward-statement.ts";
import type { RewardsJson, RewardShownJson, RewardStandingJson } from "../operations/show-rewards.ts";
import { amountText } from "./amounts.ts";
import { alignColumns } from "./text-width.ts";

const words = {
  en: {
    state: {
      draft: "draft",
      published: "published",
      "approved-by-manager": "approved by a manager",
      approved: "approved",
      locked: "locked",
      paid: "paid",
    },
    step: {
      publish: "published",
      withdraw: "withdrawn",
      "approve-as-manager": "approved as a manager",
      "approve-as-finance": "approved for finance",
      lock: "locked",
      pay: "paid",
    },
    entry: { advance: "advanced", earn: "earned", reverse: "reversed", adjust: "adjusted" },
    became: { voided: "voided", gone: "counts no longer", added: "counts since", revised: "counts otherwise" },
    soFar: "so far",
    total: "Together",
    next: (more: string, earns: string) => `${more} more ${earns.startsWith("−") ? "takes" : "earn"} ${earns}`,
    rate: (per: string, each: string) => `every further ${per} earns ${each}`,
    rateAfter: (after: string, per: string, each: string) => `${after} more reach it, then every ${per} earns ${each}`,
    shut: "held back by the quality gate",
    records: (count: number) => `${count} ${count === 1 ? "record" : "records"}`,
    settings: (version: string) => `what is asked or paid changed (settings ${version})`,
    line: (fingerprint: string) => `line ${fingerprint.slice(0, 12)}`,
    dispute: (number: number) => `dispute ${number}`,
    person: (by: string, reason: string) => `${by}: ${reason}`,
    open: "open",
    upheld: "upheld",
    rejected: "rejected",
    due: (due: string, earned: string, paid: string) => `To be paid ${due}: earned ${earned}, paid ${paid}`,
    carried: (carried: string) => `${carried} was paid beyond what is earned, and is taken from what comes next`,
    earners: (count: number) => `${count} ${count === 1 ? "member" : "members"}`,
    beyond: "beyond the budget",
    none: "No reward plan pays this period.",
  },
  ko: {
    state: {
      draft: "작성 중",
      published: "공개",
      "approved-by-manager": "관리자 승인",
      approved: "승인 완료",
      locked: "확정",
      paid: "지급 완료",
    },
    step: {
      publish: "공개",
      withdraw: "회수",
      "approve-as-manager": "관리자 승인",
      "approve-as-finance": "재무 승인",
      lock: "확정",
      pay: "지급",
    },
    entry: { advance: "선지급", earn: "확정", reverse: "취소", adjust: "조정" },
    became: { voided: "무효", gone: "더는 인정되지 않음", added: "새로 인정됨", revised: "다르게 인정됨" },
    soFar: "지금까지",
    total: "합계",
    next: (more: string, earns: string) => `${more} 더 하면 ${earns}`,
    rate: (per: string, each: string) => `${per} 더 할 때마다 ${each}`,
    rateAfter: (after: string, per: string, each: string) => `${after} 더 하면 그때부터 ${per}마다 ${each}`,
    shut: "품질 조건 미충족으로 보류",
    records: (count: number) => `기록 ${count}건`,
    settings: (version: string) => `기준 변경(설정 ${version})`,
    line: (fingerprint: string) => `지급 내역 ${fingerprint.slice(0, 12)}`,
    dispute: (number: number) => `이의 신청 ${number}`,
    person: (by: string, reason: string) => `${by}: ${reason}`,
    open: "결정 전",
    upheld: "인정",
    rejected: "기각",
    due: (due: string, earned: string, paid: string) => `지급할 금액 ${due}: 확정 ${earned}, 지급 ${paid}`,
    carried: (carried: string) => `확정액보다 ${carried} 더 지급했으며, 다음 지급액에서 뺍니다`,
    earners: (count: number) => `${count}명`,
    beyond: "예산 초과",
    none: "이 기간에 지급하는 인센티브 기준이 없습니다.",
  },
} satisfies Record<
  Language,
  { readonly state: Record<StatementState, string>; readonly step: Record<StepName, string> } & Record<string, unknown>
>;

const unitOf = ({ metric }: RewardShownJson) => metric?.unit ?? ("count" as const);

const nextText = (reward: RewardShownJson, { next }: RewardStandingJson, language: Language): string => {
  const say = words[language];
  if (next === null || next.type === "most") return "";
  const amount = (found: Parameters<typeof amountText>[0]): string => amountText(found, unitOf(reward), language);
  if (next.type === "step") return say.next(amount(next.more), amount(next.earns));
  const [per, each] = [amount(next.per), amount(next.each)];
  const isReached = (typeof next.after === "number" ? next.after : next.after.amountMinor) === 0;
  return isReached ? say.rate(per, each) : say.rateAfter(amount(next.after), per, each);
};

/** What the reward plans come to, member by member. */
export const rewardsLines = ({ rewards }: RewardsJson, language: Language): readonly string[] => {
  const say = words[language];
  if (rewards.length === 0) return [say.none];
  return rewards.flatMap((reward) => {
    const amount = (found: Parameters<typeof amountText>[0]): string => amountText(found, unitOf(reward), language);
    const head = `${nameIn(reward.name, language)} · ${reward.period.label[language]}${reward.isOver ? "" : ` · ${say.soFar}`}`;
    const rows = reward.standings.map((standing) => {
      const done = standing.target === null ? amount(standing.credited) : `${amount(standing.credited)} / ${amount(standing.target)}`;
      const shut = standing.gate?.isOpen === false ? ` (${say.shut})` : "";
      return [standing.member, done, amount(standing.amount), `${nextText(reward, standing, language)}${shut}`];
    });
    return [head, ...alignColumns([...rows, [say.total, "", amount(reward.total), ""]], [1, 2]).map((row) => `  ${row.trimEnd()}`)];
  });
};

const money = (amount: { readonly amountMinor: number; readonly currency: string }, language: Language): string =>
  amountText(amount, "money", language);

/** One line for a statement. */
export const rewardStatementHead = (statement: RewardStatementJson, language: Language): string =>
  `${statement.statement} · ${statement.member} · ${statement.period.label[language]} · ${money(statement.amount, language)} · ${words[language].state[statement.state]}`;

const causeText = ({ cause }: RewardEntryJson, language: Language): string => {
  const say = words[language];
  switch (cause.type) {
    case "line":
      return say.line(cause.fingerprint);
    case "records":
      return cause.changed
        .map(({ source, externalId, became }) =>
          `${source ?? ""} ${externalId ?? ""} ${say.became[became as keyof typeof say.became]}`.trim(),
        )
        .join(", ");
    case "settings":
      return say.settings(cause.version);
    case "dispute":
      return say.dispute(cause.dispute);
    case "person":
      return say.person(cause.by, cause.reason);
  }
};

/** An entry of a ledger with its cause. */
export const rewardEntryLine = (entry: RewardEntryJson, language: Language): string =>
  `${entry.entry} · ${entry.on} · ${entry.member} · ${nameIn(entry.name, language)} · ${entry.period.label[language]} · ${words[language].entry[entry.type]} ${money(entry.amount, language)} · ${causeText(entry, language)}`;

/** A statement with its lines, what was said and done, and what followed. */
export const rewardStatementLines = (statement: RewardStatementShown, language: Language): readonly string[] => {
  const say = words[language];
  return [
    rewardStatementHead(statement, language),
    ...statement.lines.map(
      (line) =>
        `  ${nameIn(line.name, language)}${line.team === null ? "" : ` (${line.team})`}: ${money(line.amount, language)} · ${say.records(line.records.length)} · ${line.fingerprint.slice(0, 12)}`,
    ),
    ...statement.disputes.map(({ dispute, reward, said, decision }) => {
      const outcome =
        decision === null
          ? say.open
          : `${decision.upheld ? say.upheld : say.rejected} ${decision.amount.amountMinor === 0 ? "" : money(decision.amount, language)} · ${decision.by}: ${decision.reason}`;
      return `  ${say.dispute(dispute)} · ${reward} · ${said} · ${outcome}`;
    }),
    ...statement.steps.map(
      ({ step, by, at, reason, paid }) =>
        `  ${at} · ${say.step[step]} · ${by}${reason === null ? "" : ` · ${reason}`}${paid === null ? "" : ` · ${money(paid, language)}`}`,
    ),
    ...statement.entries.map((entry) => `  ${rewardEntryLine(entry, language)}`),
  ];
};

/** A ledger, and where it leaves its member. */
export const rewardLedgerLines = ({ standings, entries }: RewardLedgerJson, language: Language): readonly string[] => {
  const say = words[language];
  return [
    ...standings.flatMap(({ due, earned, paid, carried }) => [
      say.due(money(due, language), money(earned, language), money(paid, language)),
      ...(carried.amountMinor === 0 ? [] : [say.carried(money(carried, language))]),
    ]),
    ...entries.map((entry) => rewardEntryLine(entry, language)),
  ];
};

/** What a reward plan would have cost, period by period, and who would have had it. */
export const rewardCostLines = ({ periods, totals, members }: RewardCostJson, language: Language): readonly string[] => {
  const say = words[language];
  const rows = periods.map(({ period, paid, members: earners, isBeyondBudget }) => [
    period.label[language],
    money(paid, language),
    say.earners(earners),
    isBeyondBudget ? say.beyond : "",
  ]);
  return [
    ...alignColumns(
      [...rows, [say.total, totals.map((each) => money(each, language)).join(", "), say.earners(members.length), ""]],
      [1, 2],
    ),
    ...alignColumns(
      members.map(({ member, amount }) => [`  ${member}`, money(amount, language)]),
      [1],
    ),
  ].map((line) => line.trimEnd());
};
