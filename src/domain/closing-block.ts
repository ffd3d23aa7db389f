import type { Words } from "./refusals/words.ts";

/** What speaks against closing a period. */
export type Block =
  /** It is not over yet where somebody is: `until` is the first day on which it is. */
  | { readonly block: "not-over"; readonly until: string }
  /** An earlier period of the cadence is open, though one before it is closed. */
  | { readonly block: "earlier-open"; readonly period: string }
  | { readonly block: "counting"; readonly metric: string; readonly done: number; readonly of: number }
  | { readonly block: "grace"; readonly plan: string; readonly days: number; readonly until: string }
  | { readonly block: "unattributed"; readonly records: number }
  /** Asked for, and not decided: approved it would lower a target. */
  | { readonly block: "leave"; readonly requests: number }
  /** Raised about its days and not decided: closed all the same, it closes under dispute. */
  | { readonly block: "dispute"; readonly disputes: readonly string[] }
  /** Targets go by working days of a year whose holidays nobody knows. */
  | { readonly block: "withheld"; readonly calendar: string; readonly year: number; readonly members: number };

/** A person may close all the same, for a reason. */
export const isOverrulable = ({ block }: Block): boolean =>
  block === "grace" || block === "unattributed" || block === "leave" || block === "dispute";

const namedDisputes = 5;

/** `D-3, D-8 …`: the first few. */
const disputesText = (names: readonly string[]): string =>
  `${names.slice(0, namedDisputes).join(", ")}${names.length > namedDisputes ? " …" : ""}`;

const records = (count: number): string => `${count} ${count === 1 ? "record" : "records"}`;

/** A block as a clause that can stand in a sentence. */
export const blockWords = (block: Block): Words => {
  switch (block.block) {
    case "not-over":
      return {
        en: `it is not over for everybody before ${block.until}`,
        ko: `기간이 아직 끝나지 않은 구성원이 있습니다(모두 끝나는 때: ${block.until})`,
      };
    case "earlier-open":
      return { en: `the period from ${block.period} must be closed first`, ko: `${block.period}부터의 기간을 먼저 마감해야 합니다` };
    case "counting":
      return {
        en: `the metric ${block.metric} is still being counted (${block.done} of ${block.of} records)`,
        ko: `집계 항목 ${block.metric}의 기록을 아직 세는 중입니다(기록 ${block.of}건 중 ${block.done}건)`,
      };
    case "grace":
      return {
        en: `the plan ${block.plan} gives ${block.days} ${block.days === 1 ? "day" : "days"} of grace, until ${block.until}`,
        ko: `활동 기준 ${block.plan}의 유예 ${block.days}일이 ${block.until}에 끝납니다`,
      };
    case "leave":
      return {
        en: `${block.requests} ${block.requests === 1 ? "request" : "requests"} for leave on its days ${block.requests === 1 ? "is" : "are"} undecided`,
        ko: `이 기간의 휴가 신청 ${block.requests}건이 결정되지 않았습니다`,
      };
    case "dispute": {
      const count = block.disputes.length;
      return {
        en: `${count} ${count === 1 ? "dispute" : "disputes"} about its days ${count === 1 ? "is" : "are"} undecided (${disputesText(block.disputes)})`,
        ko: `이 기간에 대한 이의 신청 ${count}건이 결정되지 않았습니다(${disputesText(block.disputes)})`,
      };
    }
    case "withheld":
      return {
        en: `the targets of ${block.members} ${block.members === 1 ? "member" : "members"} need the holidays of ${block.calendar} in ${block.year}, which are not known`,
        ko: `구성원 ${block.members}명의 목표치에 필요한 ${block.year}년 ${block.calendar} 공휴일을 알 수 없습니다`,
      };
    case "unattributed":
      return {
        en: `${records(block.records)} of its days ${block.records === 1 ? "has" : "have"} no known member`,
        ko: `이 기간에 담당자 미확인 기록이 ${block.records}건 있습니다`,
      };
  }
};
