import { given } from "../domain/given.ts";
import type { AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import { appealThrough, decisionsOf, disputeName, stateOf, type Dispute } from "../domain/dispute.ts";
import type { DisputeRemark } from "../domain/dispute-reading.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import type { Database } from "../store/database.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { refuseOther } from "./find-dispute.ts";
import { sayInDispute } from "./say-in-dispute.ts";

const refuseAppeal = (dispute: Dispute, settings: Settings, now: Instant): Refusal | undefined => {
  const name = disputeName(dispute.number);
  const state = stateOf(dispute);
  if (state === "open" || state === "appealed") return refusal("dispute-open", "/dispute", { dispute: name });
  const no = (why: Words): Refusal => refusal("dispute-not-appealable", "/dispute", { dispute: name, why });
  if (state === "upheld") return no({ en: "it was upheld", ko: "받아들여진 신청입니다" });
  if (state === "withdrawn") return no({ en: "it was withdrawn. Raise it again", ko: "거둔 신청입니다. 다시 신청하세요" });
  if (decisionsOf(dispute).length > 1)
    return no({ en: "it was appealed once, and that decision is the last", ko: "이미 재심을 거쳤고 그 결정이 마지막입니다" });
  const through = appealThrough(dispute, settings);
  if (through === null || dayIn(settings.company.timeZone, now) <= through) return undefined;
  return no({ en: `the last day for it was ${isoDay(through)}`, ko: `신청할 수 있는 마지막 날은 ${isoDay(through)}이었습니다` });
};

/** Asks the next leader up to decide a rejected dispute anew, once. Refuses everybody but who raised it, and one whose days have run out. */
export const appealDispute = (
  database: Database,
  companyId: number,
  { number, by, said, evidence }: DisputeRemark & { readonly number: number },
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  sayInDispute(
    database,
    companyId,
    { number, by, now, ...given({ caller }) },
    (found, settings) =>
      refuseOther(found, settings) ??
      refuseAppeal(found.dispute, settings, now) ?? { act: "appeal", by: found.person.number, at: now, said, link: evidence },
  );
