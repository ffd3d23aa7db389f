import { countMetrics } from "../operations/count-metrics.ts";
import { showProgress } from "./progress.ts";
import type { Session } from "./session.ts";

const words = { en: (metric: string) => `counting ${metric}`, ko: (metric: string) => `집계 중: ${metric}` };

/** Counts to the end what is still being counted, so that whoever asks next is given numbers. */
export const countToTheEnd = async ({ database, terminal }: Session, companyId: number): Promise<void> => {
  let shownMetric = "";
  let progress = showProgress("", terminal);
  await countMetrics(database, companyId, ([counting]) => {
    if (counting === undefined) return;
    if (counting.metric !== shownMetric) {
      shownMetric = counting.metric;
      progress = showProgress(words[terminal.language](counting.metric), terminal);
    }
    progress.report(counting.done, counting.of === 0 ? null : counting.done / counting.of);
  });
  progress.end();
};
