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
  "reward-period-running": {
    en: "{period} is not over yet. Statements are drawn up once it is; until then the preview shows what it comes to.",
    ko: "{period}이(가) 아직 끝나지 않았습니다. 명세서는 기간이 끝난 뒤 작성하며, 그때까지는 미리 보기로 금액을 볼 수 있습니다.",
  },
  "reward-nothing": {
    en: "No reward plan pays {period}. Write one into the company file first.",
    ko: "{period}에 지급하는 인센티브 기준이 없습니다. 회사 파일에 먼저 쓰세요.",
  },
  "reward-counting": {
    en: 'The metric "{metric}" is still being counted, so nobody knows what it pays. Draw the statements up when it is done.',
    ko: '집계 항목 "{metric}"을(를) 아직 세고 있어 지급액을 알 수 없습니다. 다 센 뒤 명세서를 작성하세요.',
  },
  "reward-statement-changed": {
    en: "Statement {number} no longer says what the numbers come to: they changed since it was drawn up. Withdraw it, and draw it up anew.",
    ko: "{number}번 명세서를 작성한 뒤 숫자가 바뀌었습니다. 회수한 다음 다시 작성하세요.",
  },
  "reward-step-elsewhere": {
    en: "{found} is asked for elsewhere: approvals are POST /api/v1/reward-approvals, all other steps POST /api/v1/reward-steps.",
    ko: "{found} 단계는 다른 주소에서 요청합니다. 승인은 POST /api/v1/reward-approvals, 그 밖의 단계는 POST /api/v1/reward-steps입니다.",
  },
  "reward-statements-many": {
    en: "{found} statements are too many at once. {limit} are taken at most.",
    ko: "명세서 {found}건은 한 번에 처리하기에 너무 많습니다. 한 번에 {limit}건까지 처리합니다.",
  },
  "reward-withdrawal-reason": {
    en: "Say why statement {number} is withdrawn: who is paid by it reads it.",
    ko: "{number}번 명세서를 회수하는 이유를 쓰세요. 받는 사람이 읽습니다.",
  },
  "reward-dispute-draft": {
    en: "Statement {number} is a draft. Its lines can be disputed once it is published.",
    ko: "{number}번 명세서는 작성 중입니다. 공개한 뒤에 이의를 신청할 수 있습니다.",
  },
  "reward-dispute-open": {
    en: "A dispute on this line is open already. It is decided first.",
    ko: "이 지급 내역에는 결정하지 않은 이의 신청이 이미 있습니다. 먼저 결정합니다.",
  },
  "reward-dispute-decided": {
    en: "Dispute {number} was decided by {by} at {at}. A decision stays.",
    ko: "{number}번 이의 신청은 {by} 님이 {at}에 결정했습니다. 결정은 바꿀 수 없습니다.",
  },
  "reward-dispute-own": {
    en: "{by} cannot decide dispute {number}: nobody decides on their own money.",
    ko: "{by}: 자기 지급액에 대한 {number}번 이의 신청은 결정할 수 없습니다.",
  },
  "reward-dispute-approved": {
    en: "Statement {number} is approved with another amount. Withdraw it first, so that what is added is approved too.",
    ko: "{number}번 명세서는 다른 금액으로 승인되었습니다. 먼저 회수해 더한 금액도 승인받게 하세요.",
  },
  "reward-dispute-amount": {
    en: "A dispute that is rejected adds nothing. Leave the amount out.",
    ko: "받아들이지 않은 이의 신청에는 더할 금액이 없습니다. 금액을 빼세요.",
  },
  "reward-entry-own": {
    en: "{by} cannot enter anything into the own ledger.",
    ko: "{by}: 자기 원장에는 적을 수 없습니다.",
  },
} satisfies Record<string, Words>;
