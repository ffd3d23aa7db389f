import type { TargetEntry } from "./company-file.ts";
import { CREDIT_PER_COUNT, type Credit, type Unit } from "./credit.ts";
import { moneyText } from "./money.ts";

/** A number of credits as it is written in the file: counts with up to four decimals, seconds, money in major units. */
export const targetText = (target: Credit, unit: Unit): string => {
  if (unit.type === "seconds") return String(target);
  if (unit.type === "money")
    return moneyText({ amountMinor: target, currency: unit.currency })
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "");
  const rest = String(target % CREDIT_PER_COUNT)
    .padStart(4, "0")
    .replace(/0+$/, "");
  return `${target / CREDIT_PER_COUNT}${rest === "" ? "" : `.${rest}`}`;
};

/** A number, or its text where a number would lose digits. */
export const targetEntry = (target: Credit, unit: Unit): TargetEntry => {
  const text = targetText(target, unit);
  return String(Number(text)) === text ? Number(text) : text;
};
