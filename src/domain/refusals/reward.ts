import type { Words } from "./words.ts";

/** Reward statements on their way to being paid, and what is entered into the ledger. */
export const rewardRefusals = {
  "reward-statement-state": {
    en: "Cannot {step} statement {number}: it is {state}. For that it must be {wanted}.",
    ko: "{number}번 명세서는 {step}할 수 없습니다. 지금 {state} 상태이며, {wanted} 상태여야 합니다.",
  },
  "reward-statement-approver": {
    en: "{by} cannot approve statement {number}: {by} {why}. Somebody else approves it.",
    ko: "{by}: {why} {number}번 명세서를 승인할 수 없습니다. 다른 사람이 승인해야 합니다.",
  },
  "reward-statement-disputes": {
    en: "Statement {number} waits: {count} disputes on its lines are open. Decide them first.",
    ko: "{number}번 명세서에 결정하지 않은 이의 신청이 {count}건 있습니다. 먼저 결정하세요.",
  },
  "reward-statement-budget": {
    en: "Statement {number} of {amount} goes beyond the budget: {approved} of {most} are approved already. Raise the budget, or change the plan.",
    ko: "{number}번 명세서({amount})를 승인하면 예산을 넘습니다. 예산 {most} 가운데 {approved}을(를) 이미 승인했습니다. 예산이나 인센티브 기준을 바꾸세요.",
  },
  "reward-entry-amount": {
    en: "An entry of {found} says nothing here. Write an amount above 0; only an adjustment or a line that takes back may be below.",
    ko: "{found}: 원장에 적을 수 없는 금액입니다. 0보다 커야 하며, 조정과 되돌리는 지급 내역만 0보다 작을 수 있습니다.",
  },
  "reward-entry-currency": {
    en: "The entry is in {found}, and the ledger in {wanted}. A ledger has one currency.",
    ko: "적으려는 통화는 {found}인데 원장의 통화는 {wanted}입니다. 한 원장은 한 통화로 적습니다.",
  },
  "reward-entry-unknown": {
    en: "Entry {found} earned nothing under the reward plan {reward}, so it cannot be reversed. Name the entry by which it was earned.",
    ko: "원장 {found}번: 인센티브 기준 {reward}에서 확정한 금액이 아니어서 취소할 수 없습니다. 확정한 번호를 쓰세요.",
  },
  "reward-entry-left": {
    en: "Of entry {number} {left} is left, so {found} cannot be reversed. Reverse {left} at most.",
    ko: "원장 {number}번에서 남은 금액은 {left}이므로 {found}을(를) 취소할 수 없습니다. {left}까지 취소할 수 있습니다.",
  },
} satisfies Record<string, Words>;
