import type { Requirement } from "./plan.ts";

export type QuotaRequirement = Extract<Requirement, { type: "quota" }>;

/** Every quota of a requirement, from left to right. */
export const quotasOf = (requirement: Requirement): readonly QuotaRequirement[] =>
  requirement.type === "quota" ? [requirement] : requirement.parts.flatMap(quotasOf);

/** The metrics that a requirement asks for, each once, in the order of their first quota. */
export const metricsOf = (requirement: Requirement): readonly string[] => [...new Set(quotasOf(requirement).map((quota) => quota.metric))];

type Metrics = { has(metric: string): boolean };

/** Whether one of the metrics stands inside a choice, a score or what is asked over shorter periods: there a quota cannot be taken out without changing what the choice means. */
const isChoiceAmong = (requirement: Requirement, metrics: Metrics): boolean => {
  if (requirement.type === "quota") return false;
  if (requirement.type !== "allOf") return quotasOf(requirement).some((quota) => metrics.has(quota.metric));
  return requirement.parts.some((part) => isChoiceAmong(part, metrics));
};

const kept = (requirement: Requirement, taken: Metrics): Requirement | null => {
  if (requirement.type === "quota") return taken.has(requirement.metric) ? null : requirement;
  if (requirement.type !== "allOf") return requirement;
  const [first, ...rest] = requirement.parts.map((part) => kept(part, taken)).filter((part) => part !== null);
  return first === undefined ? null : { type: "allOf", parts: [first, ...rest] };
};

/**
 * What is left of a requirement when these metrics are asked elsewhere: without the quotas on them where every quota counts by itself
 * (alone, or in an allOf that nothing else contains), nothing at all when one of them stands inside an anyOf, a score or an over.
 */
export const requirementWithout = (
  requirement: Requirement,
  taken: Metrics,
): { readonly kept: Requirement | null; readonly whole: boolean } =>
  isChoiceAmong(requirement, taken) ? { kept: null, whole: true } : { kept: kept(requirement, taken), whole: false };

/** What is asked over shorter periods, anywhere in it. */
export const oversIn = (requirement: Requirement): readonly Extract<Requirement, { type: "over" }>[] =>
  requirement.type === "quota" ? [] : requirement.type === "over" ? [requirement] : requirement.parts.flatMap(oversIn);
