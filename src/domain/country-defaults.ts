import type { weekdayNames } from "./day.ts";

type WeekdayName = (typeof weekdayNames)[number];

/** Where a currency is legal tender, by ISO 4217 and ISO 3166; of two that a country has, the one that people are paid in. */
const countriesByCurrency: Readonly<Record<string, string>> = {
  AED: "AE", AFN: "AF", ALL: "AL", AMD: "AM", AOA: "AO", ARS: "AR", AUD: "AU CC CX HM KI NF NR TV", AWG: "AW", AZN: "AZ", BAM: "BA", BBD: "BB", BDT: "BD",
  BHD: "BH", BIF: "BI", BMD: "BM", BND: "BN", BOB: "BO", BRL: "BR", BSD: "BS", BTN: "BT", BWP: "BW", BYN: "BY", BZD: "BZ", CAD: "CA", CDF: "CD",
  CHF: "CH LI", CLP: "CL", CNY: "CN", COP: "CO", CRC: "CR", CUP: "CU", CVE: "CV", CZK: "CZ", DJF: "DJ", DKK: "DK FO GL", DOP: "DO", DZD: "DZ", EGP: "EG",
  ERN: "ER", ETB: "ET", EUR: "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK YT", FJD: "FJ", FKP: "FK",
  GBP: "GB GG GS IM JE", GEL: "GE", GHS: "GH", GIP: "GI", GMD: "GM", GNF: "GN", GTQ: "GT", GYD: "GY", HKD: "HK", HNL: "HN", HTG: "HT", HUF: "HU", IDR: "ID",
  ILS: "IL PS", INR: "IN", IQD: "IQ", IRR: "IR", ISK: "IS", JMD: "JM", JOD: "JO", JPY: "JP", KES: "KE", KGS: "KG", KHR: "KH", KMF: "KM", KPW: "KP", KRW: "KR",
  KWD: "KW", KYD: "KY", KZT: "KZ", LAK: "LA", LBP: "LB", LKR: "LK", LRD: "LR", LSL: "LS", LYD: "LY", MAD: "EH MA", MDL: "MD", MGA: "MG", MKD: "MK", MMK: "MM",
  MNT: "MN", MOP: "MO", MRU: "MR", MUR: "MU", MVR: "MV", MWK: "MW", MXN: "MX", MYR: "MY", MZN: "MZ", NAD: "NA", NGN: "NG", NIO: "NI", NOK: "BV NO SJ",
  NPR: "NP", NZD: "CK NU NZ PN TK", OMR: "OM", PEN: "PE", PGK: "PG", PHP: "PH", PKR: "PK", PLN: "PL", PYG: "PY", QAR: "QA", RON: "RO", RSD: "RS", RUB: "RU",
  RWF: "RW", SAR: "SA", SBD: "SB", SCR: "SC", SDG: "SD", SEK: "SE", SGD: "SG", SHP: "AC SH TA", SLE: "SL", SOS: "SO", SRD: "SR", SSP: "SS", STN: "ST",
  SYP: "SY", SZL: "SZ", THB: "TH", TJS: "TJ", TMT: "TM", TND: "TN", TOP: "TO", TRY: "TR", TTD: "TT", TWD: "TW", TZS: "TZ", UAH: "UA", UGX: "UG",
  USD: "AS BQ EC FM GU IO MH MP PA PR PW SV TC TL UM US VG VI", UYU: "UY", UZS: "UZ", VES: "VE", VND: "VN", VUV: "VU", WST: "WS", XAF: "CF CG CM GA GQ TD",
  XCD: "AG AI DM GD KN LC MS VC", XCG: "CW SX", XOF: "BF BJ CI GW ML NE SN TG", XPF: "NC PF WF", YER: "YE", ZAR: "ZA", ZMW: "ZM", ZWG: "ZW",
}; // prettier-ignore

const currencyByCountry: ReadonlyMap<string, string> = new Map(
  Object.entries(countriesByCurrency).flatMap(([currency, countries]) =>
    countries.split(" ").map((country) => [country, currency] as const),
  ),
);

/**
 * The days on which weeks begin other than on Monday, by the Unicode CLDR's weekData. Korea stands there with Sunday, as its wall calendars
 * have it; its working week is counted from Monday (KS X ISO 8601), and it is working weeks that quotas are about.
 */
const countriesByFirstWeekday: Readonly<Partial<Record<WeekdayName, string>>> = {
  friday: "MV",
  saturday: "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY",
  sunday:
    "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW",
};

const firstWeekdayByCountry: ReadonlyMap<string, WeekdayName> = new Map(
  // The keys are those of the table.
  (Object.entries(countriesByFirstWeekday) as [WeekdayName, string][]).flatMap(([weekday, countries]) =>
    countries.split(" ").map((country) => [country, weekday] as const),
  ),
);

/** What people in a country (ISO 3166 alpha-2) pay in; undefined for what is no country, and where there is no currency. */
export const currencyIn = (country: string): string | undefined => currencyByCountry.get(country);

/** The day on which weeks begin in a country. */
export const firstWeekdayIn = (country: string): WeekdayName => firstWeekdayByCountry.get(country) ?? "monday";
