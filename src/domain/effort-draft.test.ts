import { expect, test } from "vitest";
import { effortDraft, stageExpression } from "./effort-draft.ts";
import type { FunnelStage } from "./funnel.ts";
import type { Metric } from "./metric.ts";

const stage: FunnelStage = { id: "contact", name: { en: "Contacts", ko: "연락" }, kinds: ["call", "email"], outcomes: [], milestone: null };
const raj = { id: "raj", name: { en: "Raj", ko: "라즈" } };
const metric = (id: string, where: string): Metric => ({
  id,
  number: 1,
  ended: false,
  versions: [{ version: 1, startsOn: -Infinity, name: { en: id }, where, measure: { type: "count" }, oncePer: null, provenance: null }],
});

test("a stage is its kinds and outcomes, or its milestone", () => {
  expect(stageExpression(stage)).toBe('kind in ["call", "email"]');
  expect(stageExpression({ ...stage, kinds: ["call"], outcomes: ["held"] })).toBe('kind == "call" && outcome == "held"');
  expect(stageExpression({ ...stage, kinds: [], milestone: "deal_won" })).toBe('kind == "deal_won"');
});

test("the draft brings the metric that counts the stage, unless there is one", () => {
  const asked = { of: stage, member: raj, cadence: "week", target: 109 } as const;
  const bare = effortDraft(asked, { metrics: [metric("contact", 'kind == "call"')] }, { today: 0, taken: [] });
  expect(bare.content).toEqual({
    metrics: [{ id: "contact-2", name: stage.name, where: 'kind in ["call", "email"]' }],
    plans: [
      {
        id: "contact-2-week-raj",
        name: { en: "Contacts, weekly · Raj", ko: "주간 연락 · 라즈" },
        cadence: "week",
        for: { members: ["raj"] },
        require: { metric: "contact-2", target: 109 },
        proration: "working-days",
      },
    ],
  });
  const known = effortDraft(
    { ...asked, member: null },
    { metrics: [metric("touches", 'kind in ["call", "email"]')] },
    { today: 0, taken: ["touches-week"] },
  );
  expect(known.content.metrics).toEqual([]);
  expect(known.plan).toMatchObject({ id: "touches-week-2", require: { metric: "touches", target: 109 } });
  expect("for" in known.plan).toBe(false);
});
