import { nameOfAddress } from "../domain/address-name.ts";
import { idFromName } from "../domain/id-from-name.ts";
import type { Member } from "../domain/member.ts";
import type { ProposedMember } from "./import-preview.ts";

/** Who a reference of a source names, as recording has it: an identity of the source first, else an id, code or address. */
export type People = {
  readonly isKnown: (source: string, reference: string) => boolean;
  /** Whether somebody goes by this in any source, or by name. */
  readonly isAnybody: (text: string) => boolean;
  /** The one member of this name; null when nobody, or several have it. */
  readonly idByName: (name: string) => string | null;
  readonly ids: ReadonlySet<string>;
};

const plain = (text: string): string => text.trim().normalize("NFC").toLowerCase();

export const peopleOf = (members: readonly Member[]): People => {
  const names = new Set<string>();
  const identities = new Set<string>();
  const anybody = new Set<string>();
  const byName = new Map<string, string | null>();
  for (const { id, code, email, name, identities: own, ended } of members) {
    for (const each of [id, code, email?.toLowerCase()]) {
      if (each === null || each === undefined) continue;
      names.add(each);
      anybody.add(plain(each));
    }
    for (const { source, externalId } of own) {
      identities.add(`${source}\u0000${externalId}`);
      anybody.add(plain(externalId));
    }
    if (ended) continue;
    for (const each of new Set(Object.values(name).map(plain))) {
      byName.set(each, byName.has(each) ? null : id);
      anybody.add(each);
    }
  }
  return {
    isKnown: (source, reference) =>
      identities.has(`${source}\u0000${reference}`) || names.has(reference) || names.has(reference.toLowerCase()),
    isAnybody: (text) => anybody.has(plain(text)),
    idByName: (name) => byName.get(plain(name)) ?? null,
    ids: new Set(members.map(({ id }) => id)),
  };
};

const address = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** Somebody whom a file names in one of its sources and whom nobody knows. */
export type Stranger = { readonly source: string; readonly reference: string; readonly rows: number };

/**
 * The people of a file whom nobody knows, each with an id of their own; whoever has a member's name is taken to be that member. `names`: what the file calls
 * those whom it has addresses of; others go by what stands before the @.
 */
export const proposeMembers = (
  strangers: readonly Stranger[],
  people: People,
  names: ReadonlyMap<string, string>,
): readonly ProposedMember[] => {
  const taken = new Set(people.ids);
  return strangers.map(({ source, reference, rows }): ProposedMember => {
    const isAddress = address.test(reference);
    const called = names.get(reference.toLowerCase()) ?? reference;
    const namesake = people.idByName(called);
    if (namesake !== null) return { source, reference, name: called, rows, id: namesake, email: null, isNew: false };
    const named = { source, reference, name: called === reference && isAddress ? nameOfAddress(reference) : called, rows };
    const id = idFromName(isAddress ? reference.slice(0, reference.indexOf("@")) : reference, "member", (each) => taken.has(each));
    taken.add(id);
    return { ...named, id, email: isAddress ? reference.toLowerCase() : null, isNew: true };
  });
};
