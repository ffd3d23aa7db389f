import type { Company } from "../../domain/company.ts";
import { moneyText, type Money } from "../../domain/money.ts";
import type { ExportedAttributes } from "../../store/exported-activities.ts";
import { attributePrefix } from "../files/maps/fields.ts";

/** The company's own money stands without its currency. */
const attributeMoney = (money: Money, currency: string): string =>
  money.currency === currency ? moneyText(money) : `${money.currency} ${moneyText(money)}`;

/** The attributes that a company declares by their columns, in the form in which an import reads them. */
export const attributeCells = (
  values: ExportedAttributes,
  { attributes, currency: own }: Pick<Company, "attributes" | "currency">,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, type], index) => {
      const { text = null, currency = null } = values[index] ?? {};
      const isMoney = type === "money" && text !== null && currency !== null;
      return [attributePrefix + name, isMoney ? attributeMoney({ amountMinor: BigInt(text), currency }, own) : (text ?? "")];
    }),
  );
