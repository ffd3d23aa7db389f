import { applyCompany } from "../src/operations/apply-company.ts";
import type { Database } from "../src/store/database.ts";

export const metrics = [
  { id: "outbound-calls", name: "Outbound calls", where: 'kind == "call" && direction == "outbound"', measure: "count" },
  { id: "talks", name: "Talks of a minute", where: 'kind == "call" && durationSeconds >= 60', measure: "count" },
  { id: "mails", name: "E-mails", where: 'kind == "email" && direction == "outbound"', measure: "count" },
  {
    id: "mails-to-prospects",
    name: "E-mails to prospects",
    where: 'kind == "email" && prospect.stage != "customer" && !prospect.isColleague',
    measure: "count",
  },
  { id: "social", name: "Social contacts", where: 'kind == "social_contact"', measure: "count" },
  { id: "talk-time", name: "Talk time", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  { id: "meetings", name: "People met", where: 'kind == "meeting"', measure: { sum: "quantity" } },
  {
    id: "called-a-week",
    name: "Prospects called in a week",
    where: 'kind == "call" && direction == "outbound"',
    measure: "count",
    oncePer: { prospect: "week" },
  },
  { id: "met-a-month", name: "Prospects met in a month", where: 'kind == "meeting"', measure: "count", oncePer: { prospect: "month" } },
  { id: "reached", name: "Prospects ever reached", where: 'outcome == "answered"', measure: "count", oncePer: { prospect: "ever" } },
] as const;

const zones = ["Asia/Seoul", "America/New_York", "Europe/London", "Asia/Kolkata"];

/** A company of so many reps in four time zones, ten metrics (three once per prospect) or only some, and a plan that asks three of them. Its number. */
export const applyBenchCompany = async (
  database: Database,
  members: number,
  only: readonly string[] = metrics.map((metric) => metric.id),
): Promise<number> => {
  const applied = await applyCompany(
    database,
    {
      company: { id: "bench", name: "Bench", country: "US", timeZone: "Asia/Seoul", firstWeekday: "monday", currency: "USD" },
      sources: ["dialer", "mail", "crm"].map((id) => ({ id, provenance: id === "crm" ? "self_reported" : "captured" })),
      members: Array.from({ length: members }, (_, index) => ({
        id: `rep-${index + 1}`,
        name: `Rep ${index + 1}`,
        role: "rep",
        timeZone: zones[index % zones.length],
      })),
      metrics: metrics.filter((metric) => only.includes(metric.id)),
      plans: [
        {
          id: "month",
          name: "Month",
          cadence: "month",
          startsOn: "2026-01-01",
          require: {
            allOf: [
              { metric: "outbound-calls", target: 400 },
              { metric: "mails", target: 350 },
              { metric: "social", target: 50 },
            ],
          },
        },
      ],
    },
    { by: "bench" },
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  if (applied.value.companyId === null) throw new Error("the company was not registered");
  return applied.value.companyId;
};
