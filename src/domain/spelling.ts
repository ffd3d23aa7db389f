import { fullSalesforceId } from "./salesforce-id.ts";

/**
 * What some sources write in more than one way, brought to one:
 * - `salesforce-id`: 15 characters and 18 are one id; what is none (a name) stays
 * - `international-phone`: digits that begin with their country's code and lack the plus
 * - `addresses`: the e-mail addresses in a list, set apart by semicolons: `Dana <dana@x.example>, omar@y.example`
 */
export const spellings = ["salesforce-id", "international-phone", "addresses"] as const;
export type Spelling = (typeof spellings)[number];

const address = /[^\s<>,;:"'()[\]]{1,64}@[^\s<>,;:"'()[\]]{1,255}/g;
const onlyDigits = /^[1-9]\d{7,14}$/;

const written: Readonly<Record<Spelling, (text: string) => string>> = {
  "salesforce-id": fullSalesforceId,
  addresses: (text) => text.match(address)?.join(";") ?? text,
  "international-phone": (text) => (onlyDigits.test(text) ? `+${text}` : text),
};

export const spelt = (text: string, spelling: Spelling): string => written[spelling](text);
