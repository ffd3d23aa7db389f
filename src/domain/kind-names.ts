import type { Company } from "./company.ts";
import type { Expression } from "./expression.ts";
import { nameIn, type Language, type Name } from "./language.ts";
import type { Words } from "./refusals/words.ts";
import { actNames, outcomeNames, stageNames } from "./value-names.ts";
import { describeCondition, failureSentence, type FailedCondition, type ValueName } from "./verdict.ts";

const kindNames: Readonly<Record<string, Words>> = {
  call: { en: "Calls", ko: "전화" },
  email: { en: "E-mails", ko: "이메일" },
  meeting: { en: "Meetings", ko: "면담" },
  demo: { en: "Demos", ko: "시연" },
  statement_of_work: { en: "Statements of work", ko: "작업 명세서" },
  social_contact: { en: "Social contacts", ko: "소셜 연락" },
  message: { en: "Messages", ko: "메시지" },
  visit: { en: "Visits", ko: "방문" },
  referral: { en: "Referrals", ko: "소개" },
  deal: { en: "Deals", ko: "계약" },
  opportunity: { en: "Opportunities", ko: "영업 기회" },
  opportunity_opened: { en: "Opportunities opened", ko: "등록한 영업 기회" },
  deal_won: { en: "Deals won", ko: "성사된 계약" },
  deal_lost: { en: "Deals lost", ko: "놓친 계약" },
};

export const directionNames: Readonly<Record<string, Words>> = {
  outbound: { en: "outbound", ko: "발신" },
  inbound: { en: "inbound", ko: "수신" },
  internal: { en: "internal", ko: "내부" },
};

/** What a kind is called, the company's own as it says; a kind that nobody has named goes by its id. */
export const kindName = (kind: string, { kinds }: Pick<Company, "kinds">): Name =>
  kinds.find(({ id }) => id === kind)?.name ?? kindNames[kind] ?? { en: kind, ko: kind };

/** A kind with its direction, as people say it: `Calls (outbound)`, `전화 (발신)`. */
export const kindLabel = (kind: Name, direction: string | null, language: Language): string => {
  const name = nameIn(kind, language);
  const detail = direction === null ? undefined : directionNames[direction]?.[language];
  return detail === undefined ? name : `${name} (${detail})`;
};

const valueNames: ReadonlyMap<string, Readonly<Record<string, Words>>> = new Map(
  Object.entries({ direction: directionNames, outcome: outcomeNames, "prospect.stage": stageNames }),
);

const ownName = (names: Readonly<Record<string, Words>>, value: string): Words | undefined =>
  Object.hasOwn(names, value) ? names[value] : undefined;

/** What the values of fields are called in a sentence: kinds as the company says, what every company has by our words, all else as it is written. */
export const valueNamesIn =
  ({ kinds }: Pick<Company, "kinds">): ValueName =>
  (field, value) =>
    field === "kind"
      ? (kinds.find(({ id }) => id === value)?.name ?? ownName(actNames, value))
      : ownName(valueNames.get(field) ?? {}, value);

/** A condition in both languages, its values by their names. */
export const conditionWords = (condition: Expression, company: Pick<Company, "kinds">): Words => {
  const nameOf = valueNamesIn(company);
  return { en: describeCondition(condition, "en", nameOf), ko: describeCondition(condition, "ko", nameOf) };
};

/** Why an activity does not count in both languages, values by their names; several reasons in a row. */
export const failureWords = (failing: readonly FailedCondition[], company: Pick<Company, "kinds">): Words => {
  const nameOf = valueNamesIn(company);
  const said = (language: Language): string => failing.map((failed) => failureSentence(failed, language, nameOf)).join("; ");
  return { en: said("en"), ko: said("ko") };
};
