import { getCountries } from "libphonenumber-js/min";
import { expect, test } from "vitest";
import { currencyIn, firstWeekdayIn } from "./country-defaults.ts";
import { currencyDecimals } from "./currency.ts";

test("every country that a company may be in has a currency that amounts may be in", () => {
  const without = getCountries().filter((country) => currencyDecimals(currencyIn(country) ?? "") === undefined);
  expect(without).toEqual([]);
});

test.each([
  ["US", "USD", "sunday"],
  ["KR", "KRW", "monday"],
  ["JP", "JPY", "sunday"],
  ["GB", "GBP", "monday"],
  ["DE", "EUR", "monday"],
  ["IN", "INR", "sunday"],
  ["EG", "EGP", "saturday"],
  ["SV", "USD", "sunday"],
  ["LI", "CHF", "monday"],
])("in %s people pay in %s and weeks begin on a %s", (country, currency, weekday) =>
  expect([currencyIn(country), firstWeekdayIn(country)]).toEqual([currency, weekday]),
);

test("what is no country has no currency, and a week that begins on Monday", () => {
  expect([currencyIn("ZZ"), currencyIn(""), currencyIn("us"), firstWeekdayIn("ZZ")]).toEqual([undefined, undefined, undefined, "monday"]);
});
