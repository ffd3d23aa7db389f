import { narrowed, type Sight } from "../domain/sight.ts";
import type { Settings } from "../domain/company.ts";
import { decisionsOf, disputeName, stateOf, type Dispute } from "../domain/dispute.ts";
import { isoDay } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { leadersAbove } from "../domain/leaders.ts";
import { noHint } from "../domain/meant.ts";
import type { Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { waitingNotices } from "../domain/notice.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { shown } from "../domain/shown.ts";
import type { Transaction } from "../store/database.ts";
import { disputeNumbered, filesOf } from "../store/disputes.ts";
import { keepNotices } from "../store/notices.ts";
import { disputesJson, type DisputeJson } from "./dispute-json.ts";

export const disputeMissing = (found: string): Refusal =>
  refusal("not-found", "/dispute", { what: { en: "dispute", ko: "이의 신청" }, found, hint: noHint });

/** The member who does something, by id. Refuses one that there is not, and one who has left. */
export const findPerson = ({ members }: Settings, id: string): Outcome<Member> => {
  const present = members.filter(({ ended }) => !ended);
  const found = present.find((member) => member.id === id);
  return found === undefined ? refused({ ...notFound("member", id, present), pointer: "/by" }) : accepted(found);
};

export const memberNamed = ({ members }: Settings, number: number): string =>
  members.find((member) => member.number === number)?.id ?? `#${number}`;

export type FoundDispute = { readonly dispute: Dispute; readonly person: Member };

/** The dispute, and who does something about it. */
export const findDispute = async (
  tx: Transaction,
  settings: Settings,
  { number, by, sight }: { readonly number: number; readonly by: string; readonly sight: Sight },
): Promise<Outcome<FoundDispute>> => {
  const dispute = await disputeNumbered(tx, settings.companyId, number, narrowed(sight));
  if (dispute === undefined) return refused(disputeMissing(disputeName(number)));
  const person = findPerson(settings, by);
  return person.ok ? accepted({ dispute, person: person.value }) : person;
};

const ways = {
  upheld: { en: "upheld", ko: "받아들였습니다" },
  rejected: { en: "rejected", ko: "받아들이지 않았습니다" },
} satisfies Record<string, Words>;

/** Why nobody decides it any more; undefined while it waits. */
export const refuseSettled = (dispute: Dispute, settings: Settings): Refusal | undefined => {
  const state = stateOf(dispute);
  if (state === "open" || state === "appealed") return undefined;
  const last = state === "withdrawn" ? dispute.acts.findLast(({ act }) => act === "withdrawal") : decisionsOf(dispute).at(-1);
  if (last === undefined) throw new Error("a dispute is settled by nobody");
  const told = {
    dispute: disputeName(dispute.number),
    by: memberNamed(settings, last.by),
    on: isoDay(dayIn(settings.company.timeZone, last.at)),
  };
  return state === "withdrawn"
    ? refusal("dispute-withdrawn", "/dispute", told)
    : refusal("dispute-decided", "/dispute", { ...told, how: ways[state], reason: shown(last.said) });
};

/** Who raised it, whose number it is about, and who leads them today may speak to it. */
export const refuseOutsider = ({ dispute, person }: FoundDispute, settings: Settings, now: Instant): Refusal | undefined => {
  if (dispute.parties.includes(person.number)) return undefined;
  const member = settings.members.find(({ number }) => number === dispute.memberNumber);
  const today = dayIn(settings.company.timeZone, now);
  const leaders = member === undefined ? [] : leadersAbove(member, settings, today).flat();
  return leaders.includes(person)
    ? undefined
    : refusal("dispute-not-party", "/by", {
        dispute: disputeName(dispute.number),
        by: person.id,
        member: memberNamed(settings, dispute.memberNumber),
      });
};

export const refuseOther = ({ dispute, person }: FoundDispute, settings: Settings): Refusal | undefined =>
  dispute.memberNumber === person.number
    ? undefined
    : refusal("dispute-not-raiser", "/by", {
        dispute: disputeName(dispute.number),
        member: memberNamed(settings, dispute.memberNumber),
      });

/** Tells those whom it has come to. */
export const tellWaiting = async (tx: Transaction, settings: Settings, number: number, now: Instant): Promise<void> => {
  const dispute = await disputeNumbered(tx, settings.companyId, number);
  if (dispute !== undefined) await keepNotices(tx, settings.companyId, waitingNotices(dispute, settings, now), now);
};

/** The dispute as it stands in this transaction. */
export const presentDispute = async (
  tx: Transaction,
  settings: Settings,
  number: number,
  { now, sight }: { readonly now: Instant; readonly sight: Sight },
): Promise<DisputeJson> => {
  const dispute = await disputeNumbered(tx, settings.companyId, number);
  const files = await filesOf(tx, settings.companyId, [number]);
  const [json] = disputesJson(dispute === undefined ? [] : [dispute], settings, { files, now, sight });
  if (json === undefined) throw new Error("a dispute that was kept was not found");
  return json;
};
