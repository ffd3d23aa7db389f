import type { MetricEntry, PlanEntry } from "../../src/domain/company-file.ts";

type Changes = {
  readonly id: string;
  readonly company?: Readonly<Record<string, unknown>>;
  readonly members?: readonly Readonly<Record<string, unknown>>[];
  readonly teams?: readonly Readonly<Record<string, unknown>>[];
  readonly metrics?: readonly MetricEntry[];
  readonly plans?: readonly PlanEntry[];
};

/** A company in Berlin that counts calls, with one rep, Raj. What is given replaces that part. */
export const aCompany = ({ id, company, ...parts }: Changes): Readonly<Record<string, unknown>> => ({
  company: { id, name: id, country: "DE", timeZone: "Europe/Berlin", currency: "EUR", ...company },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  ...parts,
});

export const weekly = (target: number, metric = "calls"): PlanEntry => ({ id: "weekly", cadence: "week", require: { metric, target } });
export const monthly = (target: number, metric = "calls"): PlanEntry => ({ id: "monthly", cadence: "month", require: { metric, target } });

/** A call of Raj's, as the dialer tells it. */
export const aCall = (
  externalId: string,
  occurredAt: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  direction: "outbound",
  occurredAt,
  ...more,
});
