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

const longestId = 64;
const address = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** An id of the letters of a name: `Diane Lee` is `diane-lee`, `김철수` stays, of an address what stands before the @. Empty when none are left. */
export const idFrom = (name: string): string =>
  Array.from(
    (address.test(name.trim()) ? name.trim().slice(0, name.trim().indexOf("@")) : name)
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}._]+/gu, "-")
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, ""),
  )
    .slice(0, longestId - 4)
    .join("");

/** The people of a file whom nobody knows, each with an id of their own; whoever has a member's name is taken to be that member. */
export const proposeMembers = (
  unknown: readonly { readonly reference: string; readonly rows: number }[],
  people: People,
): readonly ProposedMember[] => {
  const taken = new Set(people.ids);
  const freeId = (wanted: string): string => {
    const base = wanted === "" ? "member" : wanted;
    let id = base;
    for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
    taken.add(id);
    return id;
  };
  return unknown.map(({ reference, rows }): ProposedMember => {
    const namesake = people.idByName(reference);
    const email = address.test(reference) ? reference.toLowerCase() : null;
    if (namesake !== null) return { reference, id: namesake, name: reference, email: null, rows, isNew: false };
    return { reference, id: freeId(idFrom(reference)), name: reference, email, rows, isNew: true };
  });
};
