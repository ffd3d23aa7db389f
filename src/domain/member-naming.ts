import type { Member } from "./member.ts";
import { notFound } from "./not-found.ts";
import { accepted, refused, type Outcome } from "./refusal.ts";

/** The member whom people name by id, code or e-mail address, if any; of those who have ended only by id. */
export const namedMembers = (members: readonly Member[]): ((found: string) => Member | undefined) => {
  const names = new Map<string, Member>();
  const name = (text: string | null, member: Member): void => {
    if (text !== null && !names.has(text)) names.set(text, member);
  };
  for (const member of members) name(member.id, member);
  for (const member of members.filter(({ ended }) => !ended)) {
    name(member.code, member);
    name(member.email, member);
  }
  return (found) => {
    const text = found.trim().normalize("NFC");
    return names.get(text) ?? names.get(text.toLowerCase());
  };
};

/** The same; refuses a name that nobody has with the nearest one that somebody has. */
export const membersByName = (members: readonly Member[]): ((found: string) => Outcome<Member>) => {
  const named = namedMembers(members);
  return (found) => {
    const member = named(found);
    return member === undefined ? refused(notFound("member", found, members)) : accepted(member);
  };
};

/** The same, and by name where one member alone has it: files say whose a customer is as people call each other. */
export const ownersByName = (members: readonly Member[]): ((found: string) => Outcome<Member>) => {
  const named = membersByName(members);
  const plain = (text: string): string => text.trim().normalize("NFC").toLowerCase();
  const byName = new Map<string, Member | null>();
  for (const member of members.filter(({ ended }) => !ended))
    for (const name of new Set(Object.values(member.name).map(plain))) byName.set(name, byName.has(name) ? null : member);
  return (found) => {
    const member = named(found);
    const namesake = member.ok ? null : byName.get(plain(found));
    return namesake === null || namesake === undefined ? member : accepted(namesake);
  };
};

/** Whether who acts is this member. */
export const isNamed = ({ id, email, code }: Member, by: string): boolean => [id, email, code].includes(by);
