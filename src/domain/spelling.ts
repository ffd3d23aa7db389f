import { fullSalesforceId } from "./salesforce-id.ts";

/**
 * What some sources write in more than one way, brought to one:
 * - `salesforce-id`: 15 characters and 18 are one id; what is none (a name) stays
 * - `international-phone`: digits that begin with their country's code and lack the plus
 */
export const spellings = ["salesforce-id", "international-phone"] as const;
export type Spelling = (typeof spellings)[number];

const onlyDigits = /^[1-9]\d{7,14}$/;

const written: Readonly<Record<Spelling, (text: string) => string>> = {
  "salesforce-id": fullSalesforceId,
  "international-phone": (text) => (onlyDigits.test(text) ? `+${text}` : text),
};

export const spelt = (text: string, spelling: Spelling): string => written[spelling](text);
