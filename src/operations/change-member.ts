import type { MemberChange } from "../domain/member-change.ts";
import { withMemberChange } from "../domain/member-change.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { changeCompany } from "./change-company.ts";
import type { Database } from "./database.ts";

export type MemberChanged = {
  readonly member: string;
  /** False: it held already. */
  readonly changed: boolean;
  readonly version: number;
};

/** A refusal of the file, told of the field that it is about. */
const toldOf =
  ({ field }: MemberChange) =>
  (each: Refusal): Refusal =>
    each.pointer.startsWith("/members/")
      ? { ...each, pointer: each.pointer.endsWith("/from") ? "/from" : "/value" }
      : { ...each, pointer: `/${field}` };

/**
 * Says what holds of a member from a day on: team, phase, time zone, calendar, working week or engagement; or,
 * without a day, name, role and the last day. Targets and numbers
 * of its days follow at once. Refuses a member that there is not, and what a file of the company would be refused for.
 */
export const changeMember = async (
  database: Database,
  companyId: number,
  { member: id, change }: { readonly member: string; readonly change: MemberChange },
  { by }: { readonly by: string },
): Promise<Outcome<MemberChanged>> => {
  const applied = await changeCompany(
    database,
    companyId,
    ({ file, settings }) => {
      const member = settings.members.find((each) => each.id === id && !each.ended);
      return member === undefined
        ? refused(
            notFound(
              "member",
              id,
              settings.members.filter(({ ended }) => !ended),
            ),
          )
        : accepted({ file: withMemberChange(file, id, change), told: toldOf(change) });
    },
    { by, act: "change-member" },
  );
  return applied.ok ? accepted({ member: id, changed: applied.value.changes.length > 0, version: Number(applied.value.version) }) : applied;
};
