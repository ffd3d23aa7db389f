import { countMetrics } from "../operations/count-metrics.ts";
import { showProgress } from "./progress.ts";
import type { Session } from "./session.ts";

const words = { en: (metric: string) => `counting ${metric}`, ko: (metric: string) => `집계 중: ${metric}` };

/** Counts to the end what is still being counted, so that whoever asks next is given numbers. */
export const countToTheEnd = async ({ database, terminal }: Session, companyId: number): Promise<void> => {
  const progress = showProgress("", terminal);
  await countMetrics(database, companyId, ([counting]) => {
    if (counting !== undefined)
      progress.report(counting.done, counting.of === 0 ? null : counting.done / counting.of, words[terminal.language](counting.metric));
  });
  progress.end();
};
