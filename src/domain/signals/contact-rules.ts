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

/** By which channel an activity of a kind reaches somebody, as the company has it; undefined for what is no contact. */
export const channelOf = (kind: string, { channels: own }: Pick<ContactRules, "channels"> = { channels: {} }): Channel | undefined =>
  Object.hasOwn(own, kind) ? (own[kind] ?? undefined) : Object.hasOwn(channelOfKind, kind) ? channelOfKind[kind] : undefined;

/** The kinds of which an activity is a contact, each with its channel. */
export const contactKinds = (rules: Pick<ContactRules, "channels">): ReadonlyMap<string, Channel> =>
  new Map(
    Object.keys({ ...channelOfKind, ...rules.channels }).flatMap((kind) => {
      const channel = channelOf(kind, rules);
      return channel === undefined ? [] : [[kind, channel] as const];
    }),
  );

/** Where a rule stands, so that whoever doubts it can read it. */
export type LegalSource = { readonly name: Words; readonly url: string };

/** What a rule of a country and one of the company have in common. */
type Dated = {
  readonly from: Day;
  /** Why the company has switched it off from this day on; null: it holds. */
  readonly off: string | null;
  /** Whether a contact that was made against it does not count; else it only tells. */
  readonly isCounted: boolean;
};

/** A rule of a country as it holds from a day on. `effect`: `refuse` keeps a contact from being made, `flag` only tells. */
export type CountryRule = Dated & {
  readonly country: string;
  readonly channels: readonly Channel[];
  /** Null where it stands nowhere but in the company's file. */
  readonly source: LegalSource | null;
} & (
    | {
        readonly rule: "quiet-hours";
        /** Minutes after midnight in the recipient's zone: from the first to before the second, over midnight. */
        readonly quietFrom: number;
        readonly quietBefore: number;
      }
    | { readonly rule: "basis"; readonly effect: "refuse" | "flag" }
  );

/** So many contacts of everybody together with one prospect within so many days. */
export type ContactCap = Dated & { readonly most: number; readonly days: number; readonly channels: readonly Channel[] };

/** What a company goes by. */
export type ContactRules = {
  /** By day. */
  readonly caps: readonly ContactCap[];
  readonly countries: readonly CountryRule[];
  /** In which zones people of a country are. */
  readonly zones: Readonly<Record<string, readonly string[]>>;
  /** By which channel a kind of activity reaches somebody, where it is not the usual one; null: it is no contact. */
  readonly channels: Readonly<Record<string, Channel | null>>;
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

/** The zones that people in a country with quiet hours may be in. */
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
    "America/Adak",
    "America/Boise",
    "America/Detroit",
    "America/Indiana/Indianapolis",
    "America/Juneau",
    "America/Kentucky/Louisville",
    "America/Menominee",
    "America/Nome",
    "America/North_Dakota/Center",
    "America/Sitka",
  ],
};

const beginning = -Infinity;
const holding = { off: null, isCounted: true } as const;

/**
 * The rules that are on where a company says nothing else. In Korea advertising by electronic means from 21:00 to 08:00 needs a consent of its own,
 * which e-mail does not, and by message or e-mail a consent before it at any time. In the United States a telephone solicitation is made between 8
 * and 21 o'clock where the called person is; a message is one too. Of what was done already only that is left out of the count which is known to be
 * against a rule: that no basis is recorded says only that nobody wrote one down, and how often is too often a company says itself. A meeting is
 * agreed with whom it is held, and is no reason to write less.
 */
export const defaultContactRules: ContactRules = {
  caps: [{ ...holding, from: beginning, most: 3, days: 7, channels: ["telephone", "message", "email", "social"], isCounted: false }],
  countries: [
    {
      ...holding,
      country: "KR",
      from: on("2014-11-29"),
      rule: "quiet-hours",
      channels: ["telephone", "message"],
      quietFrom: 21 * HOUR,
      quietBefore: 8 * HOUR,
      source: networkAct,
    },
    {
      ...holding,
      country: "KR",
      from: on("2014-11-29"),
      rule: "basis",
      effect: "refuse",
      channels: ["message", "email"],
      isCounted: false,
      source: {
        name: { en: "Korea: Network Act, article 50 (1)", ko: "정보통신망법 제50조 제1항" },
        url: networkAct.url,
      },
    },
    {
      ...holding,
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
  zones: zonesOfCountry,
  channels: {},
};

/** The country whose people are in a zone; undefined where no rule knows the zone. */
export const countryOfZone = ({ zones }: ContactRules, zone: string): string | undefined =>
  Object.keys(zones).find((country) => zones[country]?.includes(zone) === true);

/** In which zones a recipient may be: their own where it is known, else all of their country, else the company's. */
export const recipientZones = (
  { zones }: ContactRules,
  {
    timeZone,
    country,
    companyZone,
  }: {
    readonly timeZone: string | null;
    readonly country: string;
    readonly companyZone: string;
  },
): readonly string[] => (timeZone === null ? (zones[country] ?? [companyZone]) : [timeZone]);
