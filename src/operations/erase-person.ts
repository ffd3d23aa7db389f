import { rm } from "node:fs/promises";
import type { ProspectReference } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { languages } from "../domain/language.ts";
import type { Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { personPattern, type PersonalTexts } from "../domain/personal-text.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { attributionOf } from "../store/attribution.ts";
import { touchAsks } from "../store/asks-stamp.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { erasedMemberId, keepErased, type Identity } from "../store/erased-identities.ts";
import {
  discardWaiting,
  eraseAccount,
  eraseFiles,
  eraseInOpportunities,
  eraseMember,
  eraseMemberInRecords,
  eraseNames,
  eraseProspects,
  eraseRecords,
  importIds,
  keepErasure,
  prospectsAsOne,
  recordsNaming,
  recordsOfProspects,
  referencesOfMember,
  sealRecords,
  sweepTexts,
  type ErasedProspects,
  type MemberNames,
  type Patterns,
  type RenamedIds,
} from "../store/erasure.ts";
import { eraseAnswers } from "../store/kept-answers.ts";
import { forgetProspects, prospectsNamed } from "../store/prospects.ts";
import { loadSettings, touchSettings } from "../store/settings.ts";
import { listedUser, userOfMember } from "../store/users.ts";
import { companyDay } from "./change-company.ts";
import { refuseLastAdmin } from "./change-user.ts";
import { findProspect } from "./find-prospect.ts";
import { forgetBodies } from "./hooks/forget-bodies.ts";
import { filePath, rejectedPath, type ImportStore } from "./uploads/import-store.ts";

/** Whom: a member by id, or a prospect by any of the names that it has, or by the number of its root. */
export type PersonNamed = { readonly member: string } | { readonly prospect: string } | { readonly prospectNumber: bigint };

export type ErasureOptions = {
  readonly reason: string;
  readonly by: string;
  /** Where files of imports lie; left out, the server takes them away. */
  readonly imports?: ImportStore;
};

export type ErasureDone = {
  readonly erasure: number;
  readonly what: "member" | "prospect";
  /** The id that stands for them from now on. */
  readonly id: string;
  /** Records that take no further states from their sources, and of which nothing is left but what was done, when and by whom. */
  readonly records: number;
  /** Rows of other things in which they were named. */
  readonly texts: number;
  readonly files: number;
  /** Files that waited to be imported, and are to be sent again. */
  readonly importsDiscarded: number;
};

type Person = {
  readonly what: "member" | "prospect";
  readonly member: Member | null;
  /** The prospect, or those that have a member's address. */
  readonly prospects: readonly ErasedProspects[];
};

const prospectsWith = async (tx: Transaction, companyId: number, references: readonly ProspectReference[]) => {
  const roots = new Set([...(await prospectsNamed(tx, companyId, references)).values()].map(({ root }) => root));
  const found: ErasedProspects[] = [];
  for (const root of roots) found.push(await prospectsAsOne(tx, companyId, root));
  return found;
};

/** With a member goes their account. */
const refuseOnlyAdmin = async (tx: Transaction, { companyId }: Settings, { number }: Member): Promise<Outcome<undefined>> => {
  const id = await userOfMember(tx, companyId, number);
  const user = id === undefined ? undefined : await listedUser(tx, companyId, { id, emailKey: null });
  return user?.endedAt === null ? refuseLastAdmin(tx, companyId, user) : accepted(undefined);
};

const findPerson = async (tx: Transaction, settings: Settings, named: PersonNamed): Promise<Outcome<Person>> => {
  if ("prospectNumber" in named)
    return accepted({ what: "prospect", member: null, prospects: [await prospectsAsOne(tx, settings.companyId, named.prospectNumber)] });
  if ("prospect" in named) {
    const found = await findProspect(tx, settings, named.prospect, "/prospect");
    if (!found.ok) return found;
    return accepted({ what: "prospect", member: null, prospects: [await prospectsAsOne(tx, settings.companyId, found.value.root)] });
  }
  const member = settings.members.find(({ id }) => id === named.member);
  if (member === undefined) return refused({ ...notFound("member", named.member, settings.members), pointer: "/member" });
  if (!member.ended && member.employedBefore > companyDay(settings))
    return refused(refusal("erasure-employed", "/member", { member: member.id }));
  const kept = await refuseOnlyAdmin(tx, settings, member);
  if (!kept.ok) return kept;
  const address: readonly ProspectReference[] = member.email === null ? [] : [{ kind: "email", value: member.email.toLowerCase() }];
  return accepted({ what: "member", member, prospects: await prospectsWith(tx, settings.companyId, address) });
};

/** A handle is written without its network too; a short one alone is a word. */
const telling = (handle: string): string => {
  const alone = handle.slice(handle.indexOf(":") + 1);
  return alone.length < 6 ? handle : alone;
};

const textsOf = ({ member, prospects }: Person): PersonalTexts => {
  const identities = prospects.flatMap((each) => each.identities);
  const valuesOf = (kind: string): readonly string[] => identities.flatMap((each) => (each.kind === kind ? [each.value] : []));
  return {
    names: [
      ...prospects.flatMap(({ names }) => names),
      ...(member === null ? [] : languages.flatMap((language) => member.name[language] ?? [])),
    ],
    emails: [...valuesOf("email"), ...(member?.email == null ? [] : [member.email])],
    phones: valuesOf("phone"),
    handles: valuesOf("handle").map(telling),
  };
};

/** Ids of everything else: a member's that is another thing's too is not looked for in what people wrote down as JSON. */
const otherIds = ({ company, teams, metrics, plans }: Settings): ReadonlySet<string> =>
  new Set([
    company.id,
    ...[...teams, ...metrics, ...plans, ...company.sources, ...company.targetTables, ...company.kinds].map(({ id }) => id),
  ]);

/** What sources called them, but for what is somebody else's by now. */
const namesOfMember = async (tx: Transaction, settings: Settings, member: Member): Promise<MemberNames> => {
  const attribution = await attributionOf(tx, settings);
  const told = await referencesOfMember(tx, settings.companyId, member.number);
  const own = member.identities.map(({ source, externalId }) => ({ source, reference: externalId }));
  const anywhere = [member.id, member.code, member.email].flatMap((each) => (each === null ? [] : [each.toLowerCase()]));
  const others = settings.members.filter(({ number }) => number !== member.number).flatMap(({ identities }) => identities);
  return {
    anywhere,
    others: others.flatMap(({ source, externalId }) =>
      anywhere.includes(externalId.toLowerCase()) ? [{ source, reference: externalId }] : [],
    ),
    told: [...own, ...told.filter(({ source, reference }) => [null, member.number].includes(attribution.memberOf(source, reference)))],
  };
};

const identitiesOf = ({ anywhere, told }: MemberNames): readonly Identity[] => [
  ...anywhere.map((value): Identity => ({ of: "member", kind: "", value })),
  ...told.map(({ source, reference }): Identity => ({ of: "member", kind: source, value: reference })),
];

type Erasing = { readonly settings: Settings; readonly person: Person; readonly patterns: Patterns; readonly by: string };

/** Seals a prospect's records and forgets who it was, in its own rows and in theirs; how many records. The company is owned. */
export const eraseProspect = async (tx: Transaction, settings: Settings, prospect: ErasedProspects): Promise<number> => {
  const keys = await recordsOfProspects(tx, settings.companyId, prospect.root);
  await sealRecords(tx, settings, keys);
  await eraseRecords(tx, settings, keys, prospect);
  await eraseInOpportunities(tx, settings.companyId, { identities: prospect.identities });
  await eraseFiles(tx, settings.companyId, keys, { text: null, json: null });
  await eraseProspects(tx, settings.companyId, prospect);
  return keys.length;
};

const eraseProspectsOf = async (tx: Transaction, { settings, person }: Erasing): Promise<number> => {
  let records = 0;
  for (const prospect of person.prospects) records += await eraseProspect(tx, settings, prospect);
  return records;
};

const eraseMemberOf = async (
  tx: Transaction,
  { settings, by }: Erasing,
  member: Member,
): Promise<{ records: number; account: RenamedIds; names: RenamedIds }> => {
  const { companyId } = settings;
  const id = erasedMemberId(member.number);
  const names = await namesOfMember(tx, settings, member);
  const records = await eraseMemberInRecords(tx, companyId, { memberNumber: member.number, id, names });
  await eraseInOpportunities(tx, companyId, { member: { names, id } });
  await eraseMember(tx, companyId, { memberNumber: member.number, from: member.id, to: id });
  const account = await eraseAccount(tx, companyId, member.number, by);
  const renamed = [member.id, member.email, member.code].flatMap((from) => (from === null ? [] : [{ from, to: id }]));
  return { records, account, names: renamed };
};

const erase = async (tx: Transaction, erasing: Erasing): Promise<Omit<ErasureDone, "erasure" | "what" | "id" | "importsDiscarded">> => {
  const { settings, person, patterns } = erasing;
  const { companyId } = settings;
  // Before names are taken out of them, what is counted of them by their texts is kept.
  const naming = await recordsNaming(tx, companyId, patterns);
  await sealRecords(tx, settings, naming);
  const ofProspects = await eraseProspectsOf(tx, erasing);
  await eraseNames(tx, companyId, naming, patterns);
  await eraseInOpportunities(tx, companyId, { json: patterns.json });
  const ofMember = person.member === null ? { records: 0, account: [], names: [] } : await eraseMemberOf(tx, erasing, person.member);
  const files = await eraseFiles(tx, companyId, [], patterns);
  const others = otherIds(settings);
  const texts = await sweepTexts(tx, companyId, {
    patterns,
    // An account often has its member's id; in journals it is the account that did it.
    ids: [...ofMember.account, ...ofMember.names.filter(({ from }) => !ofMember.account.some((each) => each.from === from))],
    keptIds: ofMember.names.filter(({ from }) => !others.has(from)),
  });
  return { records: ofProspects + ofMember.records + naming.length, texts, files };
};

const filesOf = (store: ImportStore, discarded: readonly string[], imports: readonly string[]): readonly string[] => [
  ...discarded.map((id) => filePath(store, id)),
  ...imports.map((id) => rejectedPath(store, id)),
];

/**
 * Erases a person: who they were is gone from every table, text and file, and what was counted stays as it was. The verdicts of the records that
 * named them are sealed first; a number stands for them from then on. Sources that tell of them again are recognised by hashes: what was told before
 * counts nothing more, and nothing of the person is stored. Refuses somebody who is not there, a member who is still employed, and the last admin.
 */
export const erasePerson = async (
  database: Database,
  companyId: number,
  named: PersonNamed,
  { reason, by, imports }: ErasureOptions,
): Promise<Outcome<ErasureDone>> => {
  const forgotten: ProspectReference[] = [];
  const files: string[] = [];
  const done = await inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ErasureDone>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const found = await findPerson(tx, settings, named);
      if (!found.ok) return found;
      const person = found.value;
      const { what, member, prospects } = person;
      const texts = textsOf(person);
      const patterns = { text: personPattern(texts, false), json: personPattern(texts, true) };
      const identities: readonly Identity[] = [
        ...prospects.flatMap((each) => each.identities.map(({ kind, value }): Identity => ({ of: "prospect", kind, value }))),
        ...(member === null ? [] : identitiesOf(await namesOfMember(tx, settings, member))),
      ];
      const counts = await erase(tx, { settings, person, patterns, by });
      const discarded = await discardWaiting(tx, companyId);
      await forgetBodies(tx, companyId, { patterns, ids: identities.map(({ value }) => value) });
      await eraseAnswers(tx, companyId);
      const subjectNumber = member === null ? (prospects[0]?.root ?? 0n) : BigInt(member.number);
      const said = { ...counts, importsDiscarded: discarded.length };
      const erasure = await keepErasure(tx, companyId, { what, subjectNumber, reason, by, counts: said });
      await keepErased(tx, companyId, erasure, identities);
      await keepAuditEvent(tx, companyId, {
        by,
        act: "erase-person",
        subject: what,
        subjectId: String(subjectNumber),
        after: { erasure, ...said },
      });
      await touchAsks(tx, companyId);
      await touchSettings(tx, companyId);
      forgotten.push(
        ...prospects.flatMap((each) =>
          // An identity's kind is a reference's: only reports make them.
          each.identities.map(({ kind, value }) => ({ kind: kind as ProspectReference["kind"], value })),
        ),
      );
      if (imports !== undefined) files.push(...filesOf(imports, discarded, await importIds(tx, companyId)));
      return accepted({ erasure, what, id: erasedMemberId(subjectNumber), ...said });
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: 600 },
  );
  if (!done.ok) return done;
  forgetProspects(database, companyId, forgotten);
  await Promise.all(files.map((path) => rm(path, { force: true })));
  return done;
};
