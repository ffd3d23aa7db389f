import type { Language } from "../language.ts";
import type { Bar } from "./barred.ts";

const phrases: Readonly<Record<Bar["code"], Readonly<Record<Language, string>>>> = {
  "contact-opted-out": {
    en: "they had asked on {on} not to be contacted",
    ko: "{on}에 연락을 원하지 않는다고 한 뒤의 연락",
  },
  "contact-do-not-contact": {
    en: "not to be contacted since {on}, by a do-not-contact list or their company's word",
    ko: "{on}부터 연락 금지 목록이나 회사의 수신 거부에 있는 사람과의 연락",
  },
  "contact-quiet-hours": {
    en: "at {time} in {zone}, within the quiet hours there ({from} to {until})",
    ko: "현지({zone}) 시각 {time}, 야간 연락 제한({from}~{until}) 중의 연락",
  },
  "contact-no-basis": {
    en: "no basis for {way} is recorded",
    ko: "{way} 연락 근거가 기록되어 있지 않음",
  },
  "contact-cap": {
    en: "contact number {number} with this person within {days} days, by everybody together; at most {most} count",
    ko: "이 사람에게 {days}일 안에 한 {number}번째 연락(모두 합쳐 {most}번까지 인정)",
  },
};

const textOf = (value: Bar["values"][string] | undefined, language: Language): string =>
  typeof value === "object" ? value[language] : String(value ?? "");

/** Why a contact that was made does not count: `at 21:30 in Asia/Seoul, within the quiet hours there (21:00 to 08:00)`. */
export const barPhrase = ({ code, values }: Bar, language: Language): string =>
  phrases[code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => textOf(values[name], language));
