import type { Member } from "./member.ts";
import { notFound } from "./not-found.ts";
import { accepted, refused, type Outcome } from "./refusal.ts";

/** The member whom people name by id, code or e-mail address; of those who have ended only by id. */
export const membersByName = (members: readonly Member[]): ((found: string) => Outcome<Member>) => {
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
    const member = names.get(text) ?? names.get(text.toLowerCase());
    return member === undefined ? refused(notFound("member", found, members)) : accepted(member);
  };
};

/** Whether who acts is this member. */
export const isNamed = ({ id, email, code }: Member, by: string): boolean => [id, email, code].includes(by);
