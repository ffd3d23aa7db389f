import type { Company, Settings } from "../domain/company.ts";
import { amountOf } from "../domain/amount.ts";
import { isoDay } from "../domain/day.ts";
import { fraction } from "../domain/fraction.ts";
import { failureWords } from "../domain/kind-names.ts";
import type { Member } from "../domain/member.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import { signalKeyText } from "../domain/signals/signal-key.ts";
import { conversionSentence, totalSentence, type Verdict } from "../domain/verdict.ts";
import type { JudgedActivity, LoggedActivity } from "../store/verdicts.ts";

const moneyJson = ({ amountMinor, currency }: { amountMinor: bigint; currency: string }) => ({
  amountMinor: Number(amountMinor),
  currency,
});

/** Who shares an activity, each with their part of the whole as a reduced pair; the only member of most has all of it. */
const membersJson = ({ members }: LoggedActivity, named: ReadonlyMap<number, Member>) => {
  const all = members.reduce((sum, { weight }) => sum + weight, 0n);
  return members.map(({ memberNumber, reference, weight }) => {
    const member = memberNumber === null ? undefined : named.get(memberNumber);
    const { done, of } = fraction(weight, all);
    return { member: member?.id ?? null, memberName: member?.name ?? null, reference, share: { part: Number(done), of: Number(of) } };
  });
};

/** An activity of the log as the API and the CLI show it. */
export const activityJson = (activity: LoggedActivity, member: Member | undefined, named: ReadonlyMap<number, Member>) => ({
  source: activity.source,
  externalId: activity.externalId,
  member: member?.id ?? null,
  memberName: member?.name ?? null,
  memberReference: activity.memberReference,
  members: membersJson(activity, named),
  kind: activity.kind,
  direction: activity.direction,
  occurredAt: activity.occurredAt,
  occurredOn: activity.occurredAt === null ? isoDay(activity.localDay) : null,
  localDay: isoDay(activity.localDay),
  localTime: activity.localTime,
  timeZone: activity.timeZone,
  durationSeconds: activity.durationSeconds === null ? null : Number(activity.durationSeconds),
  outcome: activity.outcome,
  prospect: activity.prospect,
  prospects: activity.prospects,
  prospectName: activity.prospectName,
  prospectStage: activity.prospectStage,
  total: activity.isTotal,
  quantity: activity.quantity === null ? null : Number(activity.quantity),
  amount: activity.amount === null ? null : moneyJson(activity.amount),
  provenance: activity.provenance,
  subject: activity.subject,
  url: activity.url,
  evidence: activity.evidence,
  attributes: activity.attributes,
  signal: activity.signal === null ? null : signalKeyText(activity.signal),
  revisions: activity.revision,
  revisedAt: activity.revisedAt,
  recordedAt: activity.recordedAt,
  voidReason: activity.isVoid ? activity.voidReason : null,
  isVoid: activity.isVoid,
  ...(activity.attested === null ? {} : { attested: activity.attested }),
  sameAs: activity.sameAs,
});

/** A verdict with what it adds, or every reason why it does not, in both languages, as the company calls things. */
export const verdictJson = (verdict: Verdict, metric: Metric, { localDay }: LoggedActivity, company: Company) =>
  verdict.counted
    ? {
        counted: true as const,
        credit: amountOf(verdict.credit, unitOf(versionOn(metric, localDay).measure)),
        ...(verdict.conversion === undefined
          ? {}
          : { conversion: { en: conversionSentence(verdict.conversion, "en"), ko: conversionSentence(verdict.conversion, "ko") } }),
        ...(verdict.ruling === undefined ? {} : { ruling: verdict.ruling }),
        ...(verdict.total === undefined
          ? {}
          : { note: { en: totalSentence(verdict.total, "en"), ko: totalSentence(verdict.total, "ko") } }),
      }
    : {
        counted: false as const,
        reasons: verdict.failing.map((failed) => ({
          code: failed.code,
          condition: failed.code === "condition" ? failed.condition : null,
          ...failureWords([failed], company),
        })),
      };

export type ActivityJson = ReturnType<typeof activityJson>;
export type VerdictJson = ReturnType<typeof verdictJson>;

/** With the verdict of every metric, by the metric's id. */
export const judgedJson = ({ activity, verdicts }: JudgedActivity, settings: Settings, named: ReadonlyMap<number, Member>) => ({
  ...activityJson(activity, activity.memberNumber === null ? undefined : named.get(activity.memberNumber), named),
  verdicts: settings.metrics.flatMap((metric) => {
    const verdict = verdicts.get(metric.number);
    return verdict === undefined
      ? []
      : [
          {
            metric: metric.id,
            metricName: versionOn(metric, activity.localDay).name,
            verdict: verdictJson(verdict, metric, activity, settings.company),
          },
        ];
  }),
});

export type JudgedJson = ReturnType<typeof judgedJson>;

/** Members by their number. */
export const membersByNumber = ({ members }: Settings): ReadonlyMap<number, Member> =>
  new Map(members.map((member) => [member.number, member]));
