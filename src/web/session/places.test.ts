import { getCountries } from "libphonenumber-js";
import { expect, test } from "vitest";
import { countries, likelyCountry } from "./places.ts";

test("the countries to choose from are those that the server takes", () => {
  expect(countries.toSorted()).toEqual(getCountries().toSorted());
});

test.each([
  ["Asia/Seoul", ["en-US"], "KR"],
  ["America/Los_Angeles", ["ko-KR"], "US"],
  ["UTC", ["en-GB", "en"], "GB"],
  ["UTC", ["ko"], "KR"],
  ["UTC", ["not a language", "en"], "US"],
  ["Europe/Moscow", ["ru-RU"], "RU"],
])("with the clock of %s and the languages %j the country is likely %s", (timeZone, languages, country) => {
  expect(likelyCountry(timeZone, languages)).toBe(country);
});
