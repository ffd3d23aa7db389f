import type { Permission } from "../domain/access.ts";
import type { Settings } from "../domain/company.ts";
import type { Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { isLed, seenOf, type Sight } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type Led = { readonly member: Member; readonly sight: Sight };

/** A member whom the caller leads. Refuses everybody else, themselves among them, as if they were not there. */
export const ledMember = (settings: Settings, id: string, permission: Permission, { caller }: AskedBy): Outcome<Led> => {
  const sight = sightIn(settings, caller, permission);
  const led = seenOf(sight, settings.members).filter(({ number }) => isLed(sight, number));
  const member = led.find((each) => each.id === id);
  return member === undefined ? refused(notFound("member", id, led)) : accepted({ member, sight });
};
