import type { Participant, ProspectReference } from "./activity.ts";
import { parseProspect } from "./prospect-reference.ts";

/** Ten-thousandths of a percent, as shares are read. */
const PERCENT = 10_000n;

const shareText = (weight: bigint): string => {
  const decimals = String(weight % PERCENT)
    .padStart(4, "0")
    .replace(/0+$/, "");
  return `${weight / PERCENT}${decimals === "" ? "" : `.${decimals}`}%`;
};

/** Who did it, as `readMembers` reads it back: `raj`, `raj;mina` in equal parts, `raj:60%;mina:40%`. */
export const membersText = (members: readonly Participant[]): string => {
  const [only, other] = members;
  // A reference that ends like a share would be read as one.
  if (only !== undefined && other === undefined) return only.reference.endsWith("%") ? `${only.reference}:100%` : only.reference;
  const isEqual = members.every(({ weight }) => weight === 1n);
  return members.map(({ reference, weight }) => (isEqual ? reference : `${reference}:${shareText(weight)}`)).join(";");
};

const prefixes = { id: "id:", phone: "tel:", email: "mailto:", handle: "" } as const;

/** One prospect, as `parseProspect` reads it back in this country: with what it is before it only where it would be taken for something else. */
export const prospectText = ({ kind, value }: ProspectReference, country: string): string => {
  const read = parseProspect(value, "", country);
  return read.ok && read.value.kind === kind && read.value.value === value ? value : prefixes[kind] + value;
};

export const prospectsText = (prospects: readonly ProspectReference[], country: string): string =>
  prospects.map((each) => prospectText(each, country)).join(";");
