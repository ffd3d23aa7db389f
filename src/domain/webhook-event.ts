import type { Settings } from "./company.ts";
import { parseDay } from "./day.ts";
import { nameIn, type Language } from "./language.ts";
import { periodLabel } from "./period-label.ts";
import type { Cadence } from "./period.ts";

/** What others can be told of, as it is called for them. The test is sent by hand only. */
export const webhookEventTypes = [
  "attain.quota.met",
  "attain.quota.at_risk",
  "attain.period.closed",
  "attain.period.reopened",
  "attain.dispute.raised",
  "attain.dispute.decided",
  "attain.import.done",
  "attain.import.failed",
  "attain.activity.voided",
  "attain.activity.restored",
  "attain.hook.quarantined",
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];
export const TEST_EVENT = "attain.webhook.test";

type Span = { readonly startsOn: string; readonly endsBefore: string };

/** Something that happened: ids, days and numbers, and nothing that says more of a person than who it is. */
export type WebhookEvent =
  | {
      readonly type: "attain.quota.met" | "attain.quota.at_risk";
      readonly data: Span & { readonly member: string; readonly plan: string; readonly cadence: Cadence };
    }
  | {
      readonly type: "attain.period.closed" | "attain.period.reopened";
      readonly data: Span & { readonly cadence: Cadence; readonly by: string };
    }
  | { readonly type: "attain.dispute.raised"; readonly data: { readonly dispute: string; readonly member: string } }
  | {
      readonly type: "attain.dispute.decided";
      readonly data: { readonly dispute: string; readonly member: string; readonly upheld: boolean; readonly by: string };
    }
  | {
      readonly type: "attain.import.done" | "attain.import.failed";
      readonly data: { readonly import: string; readonly what: string; readonly counts: Readonly<Record<string, number>> | null };
    }
  | {
      readonly type: "attain.activity.voided" | "attain.activity.restored";
      readonly data: { readonly source: string; readonly externalId: string; readonly by: string };
    }
  | { readonly type: "attain.hook.quarantined"; readonly data: { readonly endpoint: string; readonly request: number } }
  | { readonly type: typeof TEST_EVENT; readonly data: { readonly webhook: string } };

/** What an event is about, as CloudEvents name it. */
export const subjectOf = (event: WebhookEvent): string => {
  switch (event.type) {
    case "attain.quota.met":
    case "attain.quota.at_risk":
      return `members/${event.data.member}`;
    case "attain.period.closed":
    case "attain.period.reopened":
      return `periods/${event.data.cadence}/${event.data.startsOn}`;
    case "attain.dispute.raised":
    case "attain.dispute.decided":
      return `disputes/${event.data.dispute}`;
    case "attain.import.done":
    case "attain.import.failed":
      return `imports/${event.data.import}`;
    case "attain.activity.voided":
    case "attain.activity.restored":
      return `activities/${event.data.source}/${event.data.externalId}`;
    case "attain.hook.quarantined":
      return `hook-endpoints/${event.data.endpoint}`;
    default:
      return `webhooks/${event.data.webhook}`;
  }
};

const memberName = ({ members }: Settings, id: string, language: Language): string =>
  nameIn(members.find((member) => member.id === id)?.name ?? {}, language) || id;

const labelOf = (
  { company }: Settings,
  { cadence, startsOn, endsBefore }: Span & { readonly cadence: Cadence },
  language: Language,
): string => {
  const [from, before] = [parseDay(startsOn, ""), parseDay(endsBefore, "")];
  if (!from.ok || !before.ok) return startsOn;
  return periodLabel({ cadence, startsOn: from.value, endsBefore: before.value }, company.calendar, language);
};

const planName = ({ plans }: Settings, id: string, language: Language): string => {
  const last = plans.find((plan) => plan.id === id)?.versions.at(-1);
  return nameIn(last?.name ?? {}, language) || id;
};

const countsText = (counts: Readonly<Record<string, number>> | null): string =>
  counts === null
    ? ""
    : ` (${Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(", ")})`;

/** An event in one sentence, for a chat. The names are those of today. */
export const eventSentence = (event: WebhookEvent, settings: Settings, language: Language): string => {
  const ko = language === "ko";
  switch (event.type) {
    case "attain.quota.met":
    case "attain.quota.at_risk": {
      const who = memberName(settings, event.data.member, language);
      const plan = planName(settings, event.data.plan, language);
      const period = labelOf(settings, event.data, language);
      if (event.type === "attain.quota.met")
        return ko ? `${who} 님이 달성했어요: ${plan} · ${period}` : `${who} has met ${plan} (${period}).`;
      return ko ? `${who} 님의 진도를 살펴봐 주세요: ${plan} · ${period}` : `${who}: ${plan} (${period}) is at risk.`;
    }
    case "attain.period.closed":
    case "attain.period.reopened": {
      const period = labelOf(settings, event.data, language);
      if (event.type === "attain.period.closed")
        return ko ? `${period} 마감: 실적이 확정됐어요.` : `${period} is closed: its numbers are frozen.`;
      return ko
        ? `${period} 마감이 취소됐어요. 다시 마감하기 전까지 숫자가 바뀔 수 있어요.`
        : `${period} was opened again: its numbers can change.`;
    }
    case "attain.dispute.raised": {
      const who = memberName(settings, event.data.member, language);
      return ko ? `${who} 님이 이의 신청 ${event.data.dispute}을(를) 냈어요.` : `${who} raised ${event.data.dispute}.`;
    }
    case "attain.dispute.decided": {
      const { dispute, upheld } = event.data;
      const by = memberName(settings, event.data.by, language);
      if (ko) return `${by} 님이 이의 신청 ${dispute}을(를) ${upheld ? "받아들였어요" : "받아들이지 않았어요"}.`;
      return `${by} ${upheld ? "upheld" : "rejected"} ${dispute}.`;
    }
    case "attain.import.done":
      return ko ? `가져오기가 끝났어요${countsText(event.data.counts)}.` : `An import is done${countsText(event.data.counts)}.`;
    case "attain.import.failed":
      return ko ? "가져오기에 실패했어요. 이유는 가져오기 목록에 있어요." : "An import failed; the list of imports says why.";
    case "attain.activity.voided":
      return ko
        ? `활동 기록이 취소됐어요: ${event.data.source} ${event.data.externalId}`
        : `A record was voided: ${event.data.source} ${event.data.externalId}.`;
    case "attain.activity.restored":
      return ko
        ? `활동 기록의 취소가 풀렸어요: ${event.data.source} ${event.data.externalId}`
        : `A record was restored: ${event.data.source} ${event.data.externalId}.`;
    case "attain.hook.quarantined":
      return ko
        ? `수신 훅 ${event.data.endpoint}: 읽을 수 없는 요청이 있어요(${event.data.request}번).`
        : `The inbound hook ${event.data.endpoint} got something that it cannot read (request ${event.data.request}).`;
    default:
      return ko ? "Attain에서 보내는 시험 메시지예요. 잘 연결됐어요." : "This is a test from Attain: the connection works.";
  }
};
