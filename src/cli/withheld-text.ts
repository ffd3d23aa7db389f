import type { Language } from "../domain/language.ts";
import { refusal, sentence } from "../domain/refusal.ts";
import type { WithheldJson } from "../operations/attainment-json.ts";

const words = {
  en: (plans: string, why: string) => `No targets of ${plans}, which go by working days: ${why}`,
  ko: (plans: string, why: string) => `근무일로 계산하는 ${plans}의 목표치를 정할 수 없습니다. ${why}`,
} satisfies Record<Language, unknown>;

/** Why targets by working days cannot be told, and what to do. */
export const withheldText = ({ code, plans, calendar, year }: WithheldJson, language: Language): string =>
  words[language](plans.join(", "), sentence(refusal(code, "", { calendar, year }), language));
