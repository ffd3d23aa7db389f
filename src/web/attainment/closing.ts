import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Adjustment, Closure, Period } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useLanguage } from "../language.tsx";
import { adjustmentsQuery, closuresQuery } from "../queries.ts";

/** The closure by which the period is closed; undefined while it is open, or was opened again. */
export const useClosure = (period: Period): Closure | undefined => {
  const { language } = useLanguage();
  const { today } = useCompany();
  const isOver = period.endsBefore <= today && period.outside === undefined;
  const { data } = useQuery({ ...closuresQuery({ cadence: period.cadence }, language), enabled: isOver });
  return data?.closures.find((each) => each.reopened === null && each.period.startsOn === period.startsOn);
};

/** What members' numbers of the period were when it was closed, of those that came to something else since. Plan and member name a row. */
export const useAdjustments = (period: Period): ((row: { readonly member: string; readonly plan: string }) => Adjustment | undefined) => {
  const { language } = useLanguage();
  const closure = useClosure(period)?.closure;
  const { data } = useQuery({ ...adjustmentsQuery(language), enabled: closure !== undefined });
  return useMemo(() => {
    const keyOf = (member: string, plan: string): string => JSON.stringify([member, plan]);
    const of = (data?.adjustments ?? []).filter((each) => each.closure === closure && each.subject.type === "member");
    // The last told come first, so the one that stays starts from what was closed.
    const found = new Map(of.map((each) => [keyOf(each.subject.id, each.plan), each]));
    return ({ member, plan }) => found.get(keyOf(member, plan));
  }, [data, closure]);
};
