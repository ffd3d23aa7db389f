import type { CompanyFile, MemberEntry, NameEntry } from "./company-file.ts";
import { parseDay, isoDay } from "./day.ts";
import { isFields, refuseSecret, refuseUnknown, take } from "./field-reading.ts";
import { idFromName } from "./id-from-name.ts";
import { readExternalId, readSource } from "./key.ts";
import { teamNamed } from "./member-row-reading.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

export type Identity = { readonly source: string; readonly externalId: string };

/** Somebody who is to be a member, or to be known by another name. What is null is not said. */
export type NewMember = {
  readonly id: string | null;
  readonly name: string;
  readonly email: string | null;
  /** By id or name. */
  readonly team: string | null;
  /** `2024-02-01`. */
  readonly employedFrom: string | null;
  readonly identities: readonly Identity[];
};

/** So many are added at once. */
export const MOST_MEMBERS = 10_000;
const MOST_IDENTITIES = 100;
const example = '{"members": [{"name": "Diane Kim", "email": "diane@example.com"}]}';
const memberFields: ReadonlySet<string> = new Set(["id", "name", "email", "team", "employedFrom", "identities"]);
const identityFields: ReadonlySet<string> = new Set(["source", "externalId"]);

/** An identity as a body says it. */
export const readIdentity = (fields: unknown, pointer: string): Outcome<Identity> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"source": "crm", "externalId": "005A"}', pointer));
  const found: Refusal[] = [];
  refuseUnknown(fields, identityFields, found, pointer);
  const source = take(readSource(fields["source"], `${pointer}/source`), "", found);
  const at = `${pointer}/externalId`;
  const externalId = take(refuseSecret(readExternalId(fields["externalId"], at), at), "", found);
  return outcomeOf(() => ({ source, externalId }), found);
};

const readIdentities = (value: unknown, pointer: string, found: Refusal[]): readonly Identity[] => {
  if (isMissing(value)) return [];
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "array", '[{"source": "crm", "externalId": "005A"}]', pointer));
    return [];
  }
  if (value.length > MOST_IDENTITIES) {
    found.push(refusal("list-long", pointer, { found: value.length, limit: MOST_IDENTITIES }));
    return [];
  }
  return value.map((each: unknown, index) => take(readIdentity(each, `${pointer}/${index}`), { source: "", externalId: "" }, found));
};

const readMember = (fields: unknown, pointer: string): Outcome<NewMember> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"name": "Diane Kim"}', pointer));
  const found: Refusal[] = [];
  refuseUnknown(fields, memberFields, found, pointer);
  const text = (field: string): string => {
    const at = `${pointer}/${field}`;
    return take(refuseSecret(readText(fields[field], at, { max: 200 }), at), "", found);
  };
  const optional = (field: string): string | null => (isMissing(fields[field]) ? null : text(field));
  const readDayText = (at: string): string | null => {
    const day = isMissing(fields["employedFrom"]) ? null : take(parseDay(fields["employedFrom"], at), 0, found);
    return day === null ? null : isoDay(day);
  };
  const member = {
    id: optional("id"),
    name: text("name"),
    email: optional("email"),
    team: optional("team"),
    employedFrom: readDayText(`${pointer}/employedFrom`),
    identities: readIdentities(fields["identities"], `${pointer}/identities`, found),
  };
  return outcomeOf(() => member, found);
};

/** `{ members: […] }`, one or many. Refuses with everything that is wrong at once. */
export const readNewMembers = (body: unknown): Outcome<readonly NewMember[]> => {
  if (!isFields(body)) return refused(refuseType(body, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(body, new Set(["members"]), found);
  const { members } = body;
  if (isMissing(members)) return refused(refusal("required", "/members"), ...found);
  if (!Array.isArray(members)) return refused(refuseType(members, "array", example, "/members"), ...found);
  if (members.length === 0) return refused(refusal("list-empty", "/members"), ...found);
  if (members.length > MOST_MEMBERS)
    return refused(refusal("list-long", "/members", { found: members.length, limit: MOST_MEMBERS }), ...found);
  const nobody: NewMember = { id: null, name: "", email: null, team: null, employedFrom: null, identities: [] };
  const read = members.map((each: unknown, index) => take(readMember(each, `/members/${index}`), nobody, found));
  return outcomeOf(() => read, found);
};

const identityKey = ({ source, externalId }: Identity): string => `${source}\u0000${externalId}`;

const namesOf = (name: NameEntry): readonly string[] =>
  typeof name === "string" ? [name] : Object.values(name).flatMap((each) => each ?? []);
const plainName = (name: string): string => name.normalize("NFC").trim().toLowerCase().replace(/\s+/gu, " ");

/** The members of a file by everything that names them; it grows with those that are added. */
class Known {
  readonly entries: MemberEntry[];
  readonly #places = new Map<string, number>();
  readonly #byEmail = new Map<string, number>();
  readonly #byIdentity = new Map<string, number>();
  readonly #byName = new Map<string, number>();

  constructor(entries: readonly MemberEntry[]) {
    this.entries = [];
    for (const entry of entries) this.put(this.entries.length, entry);
  }

  put(place: number, entry: MemberEntry): void {
    this.entries[place] = entry;
    this.#places.set(entry.id, place);
    // What those who have ended were known by may be given to others.
    if (entry.ended === true) return;
    if (typeof entry.email === "string") this.#byEmail.set(entry.email.toLowerCase(), place);
    for (const identity of entry.identities ?? []) this.#byIdentity.set(identityKey(identity), place);
    for (const name of namesOf(entry.name)) if (!this.#byName.has(plainName(name))) this.#byName.set(plainName(name), place);
  }

  hasId(id: string): boolean {
    return this.#places.has(id);
  }

  /** The places of the members whom id, e-mail address and identities name, each once. */
  meant({ id, email, identities }: NewMember): readonly number[] {
    const places = [
      id === null ? undefined : this.#places.get(id.normalize("NFC")),
      email === null ? undefined : this.#byEmail.get(email.toLowerCase()),
      ...identities.map((identity) => this.#byIdentity.get(identityKey(identity))),
    ];
    return [...new Set(places.filter((place) => place !== undefined))];
  }

  named(name: string): MemberEntry | undefined {
    const place = this.#byName.get(plainName(name));
    return place === undefined ? undefined : this.entries[place];
  }
}

/** Adds to a member what was not known: identities, an e-mail address; a name, a team or a day that is there stays. */
const completed = (entry: MemberEntry, member: NewMember): MemberEntry => {
  const known = new Set((entry.identities ?? []).map(identityKey));
  const more = member.identities.filter((identity) => !known.has(identityKey(identity)));
  const email = entry.email ?? member.email;
  return {
    ...entry,
    ...(email === null ? {} : { email }),
    ...(more.length === 0 ? {} : { identities: [...(entry.identities ?? []), ...more] }),
    // Somebody who had ended is a member again.
    ...(entry.ended === true ? { ended: undefined, employedThrough: undefined } : {}),
  };
};

const entryOf = (member: NewMember, id: string, { teams }: CompanyFile): MemberEntry => ({
  id,
  name: member.name,
  email: member.email,
  ...(member.team === null ? {} : { team: teamNamed(teams ?? [], member.team) }),
  employedFrom: member.employedFrom,
  identities: member.identities,
});

const joined = (member: NewMember, entry: MemberEntry, pointer: string): Outcome<MemberEntry> =>
  member.email !== null && typeof entry.email === "string" && entry.email.toLowerCase() !== member.email.toLowerCase()
    ? refused(
        refusal("member-email-differs", `${pointer}/email`, { member: entry.id, known: shown(entry.email), found: shown(member.email) }),
      )
    : accepted(completed(entry, member));

const added = (member: NewMember, known: Known, file: CompanyFile, pointer: string): Outcome<MemberEntry> => {
  if (member.id !== null) return accepted(entryOf(member, member.id.normalize("NFC"), file));
  const namesake = known.named(member.name);
  const free = idFromName(member.name, "member", (id) => known.hasId(id));
  return namesake === undefined
    ? accepted(entryOf(member, free, file))
    : refused(refusal("member-name-taken", `${pointer}/name`, { found: shown(member.name), member: namesake.id, free }));
};

export type MembersPut = {
  readonly file: CompanyFile;
  /** The ids that the members have, in their order. */
  readonly ids: readonly string[];
  /** A refusal of the file, told of the member that it is about. */
  readonly told: (refusal: Refusal) => Refusal;
};

/**
 * The file with these members in it. Whom id, e-mail address or an identity names already is completed, everybody else is added with an id made
 * from the name. Two people may have one name, but then one of them says an id: a namesake without one is refused, and so is who names two
 * members at once.
 */
export const withNewMembers = (file: CompanyFile, members: readonly NewMember[]): Outcome<MembersPut> => {
  const known = new Known(file.members ?? []);
  const found: Refusal[] = [];
  const places = new Map<number, number>();
  const ids = members.map((member, index) => {
    const pointer = `/members/${index}`;
    const [place, other] = known.meant(member);
    const entry = place === undefined ? undefined : known.entries[place];
    if (other !== undefined) {
      found.push(refusal("members-two", pointer, { member: entry?.id ?? "", other: known.entries[other]?.id ?? "" }));
      return "";
    }
    const put = entry === undefined ? added(member, known, file, pointer) : joined(member, entry, pointer);
    if (!put.ok) {
      found.push(...put.refusals);
      return "";
    }
    const at = place ?? known.entries.length;
    known.put(at, put.value);
    places.set(at, index);
    return put.value.id;
  });
  const told = (each: Refusal): Refusal => {
    const [, list, place, ...field] = each.pointer.split("/");
    const index = list === "members" ? places.get(Number(place)) : undefined;
    return index === undefined ? each : { ...each, pointer: ["", "members", index, ...field].join("/") };
  };
  return outcomeOf(() => ({ file: { ...file, members: known.entries }, ids, told }), found);
};
