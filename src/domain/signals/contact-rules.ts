import { parseDay, type Day } from "../day.ts";
import type { Words } from "../refusals/words.ts";

export const channels = ["telephone", "message", "email", "social", "in_person"] as const;
/** How somebody is reached. */
export type Channel = (typeof channels)[number];

export const channelWords: Readonly<Record<Channel, Words>> = {
  telephone: { en: "a call", ko: "전화" },
  message: { en: "a message", ko: "문자" },
  email: { en: "an e-mail", ko: "이메일" },
  social: { en: "a contact on social media", ko: "소셜" },
  in_person: { en: "a visit", ko: "방문" },
};

const channelOfKind: Readonly<Record<string, Channel>> = {
  call: "telephone",
  message: "message",
  email: "email",
  social_contact: "social",
  meeting: "in_person",
  visit: "in_person",
  demo: "in_person",
};

/** By which channel an activity of a kind reaches somebody; undefined for what is no contact, and for kinds of a company's own. */
export const channelOf = (kind: string): Channel | undefined => (Object.hasOwn(channelOfKind, kind) ? channelOfKind[kind] : undefined);

/** Where a rule stands, so that whoever doubts it can read it. */
export type LegalSource = { readonly name: Words; readonly url: string };

/** A rule of a country as it holds from a day on. `effect`: `refuse` keeps a contact from being made or counted, `flag` only tells. */
export type CountryRule = {
  readonly country: string;
  readonly from: Day;
  readonly channels: readonly Channel[];
  readonly source: LegalSource;
} & (
  | {
      readonly rule: "quiet-hours";
      /** Minutes after midnight in the recipient's zone: from the first to before the second, over midnight. */
      readonly quietFrom: number;
      readonly quietBefore: number;
    }
  | { readonly rule: "basis"; readonly effect: "refuse" | "flag" }
);

/** What a company goes by. */
export type ContactRules = {
  /** So many contacts of everybody together with one prospect within so many days. */
  readonly cap: { readonly most: number; readonly days: number };
  readonly countries: readonly CountryRule[];
};

const on = (text: string): Day => {
  const day = parseDay(text, "");
  if (!day.ok) throw new Error(`${text} is no day`);
  return day.value;
};

const HOUR = 60;
const networkAct: LegalSource = {
  name: {
    en: "Korea: Network Act, article 50 (3), and its Enforcement Decree, article 61 (2)",
    ko: "정보통신망법 제50조 제3항, 같은 법 시행령 제61조 제2항",
  },
  url: "https://www.law.go.kr/법령/정보통신망이용촉진및정보보호등에관한법률/제50조",
};

/**
 * The rules that are on where a company says nothing else. In Korea advertising by electronic means from 21:00 to 08:00 needs a consent of its own,
 * which e-mail does not, and by message or e-mail a consent before it at any time. In the United States a telephone solicitation is made between 8
 * and 21 o'clock where the called person is; a message is one too.
 */
export const defaultContactRules: ContactRules = {
  cap: { most: 3, days: 7 },
  countries: [
    {
      country: "KR",
      from: on("2014-11-29"),
      rule: "quiet-hours",
      channels: ["telephone", "message"],
      quietFrom: 21 * HOUR,
      quietBefore: 8 * HOUR,
      source: networkAct,
    },
    {
      country: "KR",
      from: on("2014-11-29"),
      rule: "basis",
      effect: "refuse",
      channels: ["message", "email"],
      source: {
        name: { en: "Korea: Network Act, article 50 (1)", ko: "정보통신망법 제50조 제1항" },
        url: networkAct.url,
      },
    },
    {
      country: "US",
      from: on("1992-12-20"),
      rule: "quiet-hours",
      channels: ["telephone", "message"],
      quietFrom: 21 * HOUR,
      quietBefore: 8 * HOUR,
      source: {
        name: { en: "United States: 47 CFR 64.1200 (c)(1)", ko: "미국 47 CFR 64.1200 (c)(1)" },
        url: "https://www.ecfr.gov/current/title-47/section-64.1200",
      },
    },
  ],
};

/** The zones that people in a country with quiet hours may be in, the most of them. */
const zonesOfCountry: Readonly<Record<string, readonly string[]>> = {
  KR: ["Asia/Seoul"],
  US: [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
  ],
};

/** In which zones a recipient may be: their own where it is known, else all of their country, else the company's. */
export const recipientZones = ({
  timeZone,
  country,
  companyZone,
}: {
  readonly timeZone: string | null;
  readonly country: string;
  readonly companyZone: string;
}): readonly string[] => (timeZone === null ? (zonesOfCountry[country] ?? [companyZone]) : [timeZone]);
