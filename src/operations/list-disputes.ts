import { given } from "../domain/given.ts";
import { isSeen, narrowed, seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { decidersOf, type Dispute } from "../domain/dispute.ts";
import type { Instant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { filesOf, listedDisputes, waitingDisputes, type DisputesAsked } from "../store/disputes.ts";
import { loadSettings } from "../store/settings.ts";
import { disputesJson, type DisputeJson } from "./dispute-json.ts";

export type DisputesQuestion = {
  /** Of this member alone. */
  readonly member?: string;
  /** Only those that this member may decide now. */
  readonly decider?: string;
  /** Only those that wait for a decision. */
  readonly open?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
} & AskedBy;

export type DisputeList = { readonly disputes: readonly DisputeJson[]; readonly nextCursor: string | null };

const cursorOf = ({ number }: Dispute): string => Buffer.from(`disputes-${number}`).toString("base64url");

const numberAt = (cursor: string): number | null => {
  const [, digits] = /^disputes-([1-9]\d{0,8})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  return digits === undefined ? null : Number(digits);
};

type Page = Omit<DisputesAsked, "isWaiting">;

/** Who may decide is worked out, not stored: of a decider all that wait are looked at, which are few beside those that were decided. */
const waitingFor = async (
  tx: Transaction,
  companyId: number,
  isTheirs: (dispute: Dispute) => boolean,
  { memberNumber, below, limit }: Page,
): Promise<readonly Dispute[]> =>
  (await waitingDisputes(tx, companyId))
    .filter(
      (each) => (memberNumber === null || each.memberNumber === memberNumber) && (below === null || each.number < below) && isTheirs(each),
    )
    .toReversed()
    .slice(0, limit);

/** Disputes, the latest first. Refuses a member that there is not. */
export const listDisputes = (
  database: Database,
  companyId: number,
  { member, decider, open = false, cursor, limit = 50, caller }: DisputesQuestion,
  { now }: { readonly now: Instant },
): Promise<Outcome<DisputeList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DisputeList>> => {
    const settings = await loadSettings(tx, companyId);
    const below = cursor === undefined ? null : numberAt(cursor);
    if (cursor !== undefined && below === null) return refused(refusal("cursor-invalid", "/cursor"));
    const sight = sightIn(settings, caller, "disputes:read");
    const seen = seenOf(sight, settings.members);
    const [first, ...more] = Object.entries({ member, decider }).flatMap(([field, id]) =>
      id === undefined || seen.some((each) => each.id === id) ? [] : [{ ...notFound("member", id, seen), pointer: `/${field}` }],
    );
    if (first !== undefined) return refused(first, ...more);
    const memberNumber = settings.members.find(({ id }) => id === member)?.number ?? null;
    const page = { memberNumber, below, limit: limit + 1, ...given({ seen: narrowed(sight) }) };
    const mayDecide = (each: Dispute): boolean =>
      (isSeen(sight, each.memberNumber, each.localDay) || each.parties.includes(sight.own ?? 0)) &&
      decidersOf(each, settings, now).some(({ id }) => id === decider);
    const found =
      decider === undefined
        ? await listedDisputes(tx, companyId, { ...page, isWaiting: open })
        : await waitingFor(tx, companyId, mayDecide, page);
    const shown = found.slice(0, limit);
    const files = await filesOf(
      tx,
      companyId,
      shown.map(({ number }) => number),
    );
    const last = shown.at(-1);
    return accepted({
      disputes: disputesJson(shown, settings, { files, now, sight }),
      nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null,
    });
  });
