import { perhaps } from "./meant.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

/**
 * ISO 4217 by the digits of the minor unit. Without funds, metals, testing and "no currency" codes; with the six that were withdrawn
 * since 2020, because imports reach back.
 */
const byDecimals: Readonly<Record<0 | 2 | 3, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR " +
    "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR " +
    "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT " +
    "TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG " +
    "ANG BGN CUC HRK SLL ZWL",
  3: "BHD IQD JOD KWD LYD OMR TND",
};

const decimalsOf: ReadonlyMap<string, number> = new Map(
  Object.entries(byDecimals).flatMap(([decimals, codes]) => codes.split(" ").map((code) => [code, Number(decimals)] as const)),
);

export const currencyCodes: readonly string[] = [...decimalsOf.keys()].toSorted();

/** Digits after the decimal point of the major unit: 2 for USD, 0 for KRW; undefined for what is no currency. */
export const currencyDecimals = (code: string): number | undefined => decimalsOf.get(code);

/** An ISO 4217 code in capitals, as the standard writes it. */
export const parseCurrency = (value: unknown, pointer: string): Outcome<string> => {
  if (isMissing(value)) return refused(refusal("currency-required", pointer, { example: "USD" }));
  if (typeof value !== "string") return refused(refuseType(value, "string", '"USD"', pointer));
  if (decimalsOf.has(value)) return accepted(value);
  const capitals = value.trim().toUpperCase();
  const hint = decimalsOf.has(capitals)
    ? perhaps(capitals, [capitals])
    : { en: " Codes are three capital letters, such as USD or KRW.", ko: " USD, KRW 같은 대문자 세 글자입니다." };
  return refused(refusal("currency-unknown", pointer, { found: shown(value), hint }));
};
