import { createContext, use, useMemo, type ReactNode } from "react";
import type { MetricEntry, PlanEntry } from "../../domain/company-file.ts";
import type { Name } from "../../domain/language.ts";
import type { DraftContent } from "../client.ts";
import { NamedAsThen } from "../company.tsx";

type Entries = NonNullable<DraftContent["metrics"]>;

const none: Entries = [];
const Drafted = createContext<Entries>(none);

const nameOf = ({ name, id }: MetricEntry): Name =>
  typeof name === "object" && name !== null
    ? { ...(name.en === undefined ? {} : { en: name.en }), ...(name.ko === undefined ? {} : { ko: name.ko }) }
    : { en: name ?? id };

/** A plan may ask for metrics that its own draft brings: they are known and named below it. */
export const DraftedMetrics = ({ metrics = none, children }: { metrics: Entries | undefined; children: ReactNode }) => {
  const named = useMemo(
    () =>
      // The document of the interface leaves the entries to that of the company file, whose types these are.
      (metrics as readonly unknown[] as readonly MetricEntry[]).map((entry) => ({
        id: entry.id,
        name: nameOf(entry),
        unit: "count" as const,
      })),
    [metrics],
  );
  return (
    <Drafted value={metrics}>
      <NamedAsThen metrics={named} teams={[]} plans={[]}>
        {children}
      </NamedAsThen>
    </Drafted>
  );
};

/** The plan as it is being written, with the metrics that its draft brings. */
export const usePlanContent = (entry: PlanEntry): DraftContent => {
  const metrics = use(Drafted);
  return { plans: [{ ...entry }], ...(metrics.length === 0 ? {} : { metrics }) };
};
