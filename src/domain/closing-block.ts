import type { Words } from "./refusals/words.ts";

/** What speaks against closing a period. */
export type Block =
  /** It is not over yet where somebody is: `until` is the first day on which it is. */
  | { readonly block: "not-over"; readonly until: string }
  /** An earlier period of the cadence is open, though one before it is closed. */
  | { readonly block: "earlier-open"; readonly period: string }
  | { readonly block: "counting"; readonly metric: string; readonly done: number; readonly of: number }
  | { readonly block: "grace"; readonly plan: string; readonly days: number; readonly until: string }
  | { readonly block: "unattributed"; readonly records: number };

/** A person may close all the same, for a reason. */
export const isOverrulable = ({ block }: Block): boolean => block === "grace" || block === "unattributed";

const records = (count: number): string => `${count} ${count === 1 ? "record" : "records"}`;

/** A block as a clause that can stand in a sentence. */
export const blockWords = (block: Block): Words => {
  switch (block.block) {
    case "not-over":
      return { en: `it is not over for everybody before ${block.until}`, ko: `${block.until} 전에는 아직 끝나지 않은 구성원이 있습니다` };
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
    case "unattributed":
      return {
        en: `${records(block.records)} of its days have no known member`,
        ko: `이 기간에 담당자 미확인 기록이 ${block.records}건 있습니다`,
      };
  }
};
