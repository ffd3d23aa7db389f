import type { Participant, ProspectReference } from "./activity.ts";
import { refuseSecret } from "./field-reading.ts";
import { readExternalId } from "./key.ts";
import { parseProspect } from "./prospect-reference.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/** Who did it and with whom: one of each as a rule, several set apart by `;`. */

const mostMembers = 100;
const mostProspects = 500;

/** A hundred percent in ten-thousandths of a percent. */
const WHOLE = 1_000_000n;

/** The Greek question mark is a semicolon once it is normalised, so it sets apart like one: no name may end up with one inside. */
const separated = (text: string): string => (text.includes("\u037e") ? text.replaceAll("\u037e", ";") : text);

const readReference = (value: unknown, pointer: string): Outcome<string> =>
  refuseSecret(readExternalId(typeof value === "string" ? value.trim() : value, pointer), pointer);

/** `60%`, `33.3333%` in ten-thousandths of a percent; undefined for what is no share. */
const weightOf = (text: string): bigint | undefined => {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,4}))?%$/.exec(text) ?? [];
  return whole === undefined ? undefined : BigInt(whole) * 10_000n + BigInt(decimals.padEnd(4, "0"));
};

type Written = { readonly reference: string; readonly share: string | null };

const writtenShare = (text: string): Written => {
  const colon = text.lastIndexOf(":");
  const share = colon < 0 ? "" : text.slice(colon + 1).trim();
  return share.endsWith("%") ? { reference: text.slice(0, colon), share } : { reference: text, share: null };
};

const readJoint = (text: string, pointer: string): Outcome<readonly [Participant, ...Participant[]]> => {
  const written = text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(writtenShare);
  if (written.length > mostMembers)
    return refused(refusal("members-many", pointer, { found: String(written.length), most: String(mostMembers) }));
  const found: Refusal[] = [];
  const named = new Set<string>();
  const members = written.map(({ reference, share }): Participant => {
    const read = readReference(reference, pointer);
    if (!read.ok) found.push(...read.refusals);
    else if (named.has(read.value)) found.push(refusal("member-twice", pointer, { found: shown(read.value) }));
    else named.add(read.value);
    const weight = share === null ? 1n : weightOf(share);
    if (weight === undefined || weight === 0n) found.push(refusal("share-format", pointer, { found: shown(share ?? "") }));
    return { reference: read.ok ? read.value : "", weight: weight ?? 1n };
  });
  const shares = written.filter(({ share }) => share !== null);
  const sum = members.reduce((total, member) => total + member.weight, 0n);
  if (shares.length > 0 && found.length === 0) {
    if (shares.length < written.length) found.push(refusal("shares-partial", pointer, { found: shown(text) }));
    else if (sum !== WHOLE) found.push(refusal("shares-sum", pointer, { found: `${Number(sum) / 10_000}%` }));
  }
  const [first, ...rest] = members;
  if (first === undefined) return refused(refusal("text-empty", pointer));
  return outcomeOf(() => (rest.length === 0 ? [{ ...first, weight: 1n }] : [first, ...rest]), found);
};

/**
 * A member's id, code, e-mail address or identity of the source; several as `raj:60%;mina:40%`, without shares in equal parts.
 * Refuses shares that do not add up to a hundred percent, and a member named twice.
 */
export const readMembers = (found: unknown, pointer: string): Outcome<readonly [Participant, ...Participant[]]> => {
  const value = typeof found === "string" ? separated(found) : found;
  if (typeof value === "string" && (value.includes(";") || value.trimEnd().endsWith("%"))) return readJoint(value, pointer);
  const reference = readReference(value, pointer);
  return reference.ok ? accepted([{ reference: reference.value, weight: 1n }]) : reference;
};

/** Prospects by e-mail address, telephone number, handle or id, each once; several set apart by `;`. */
export const readProspects = (found: string, pointer: string, country: string): Outcome<readonly ProspectReference[]> => {
  const text = separated(found);
  if (!text.includes(";")) {
    const one = parseProspect(text, pointer, country);
    return one.ok ? accepted([one.value]) : one;
  }
  const refusals: Refusal[] = [];
  const named = new Map<string, ProspectReference>();
  for (const part of text.split(";")) {
    if (part.trim() === "") continue;
    const read = parseProspect(part, pointer, country);
    if (!read.ok) refusals.push(...read.refusals);
    else named.set(`${read.value.kind}:${read.value.value}`, read.value);
  }
  if (named.size > mostProspects)
    refusals.push(refusal("prospects-many", pointer, { found: String(named.size), most: String(mostProspects) }));
  if (named.size === 0 && refusals.length === 0) refusals.push(refusal("text-empty", pointer));
  return outcomeOf(() => [...named.values()], refusals);
};
