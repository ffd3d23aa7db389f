import type { Span } from "./day.ts";
import type { Words } from "./refusals/words.ts";
import type { DaysOff, Work } from "./working-days.ts";

/** Only the member, who leads them and admins see a leave's kind; to everybody else a member is away. */
export const leaveKinds = {
  vacation: { en: "vacation", ko: "휴가" },
  sick: { en: "sick leave", ko: "병가" },
  parental: { en: "parental leave", ko: "육아휴직" },
  family_event: { en: "family event", ko: "경조사" },
  military: { en: "military service", ko: "예비군·민방위" },
  training: { en: "training", ko: "교육" },
  public_duty: { en: "public duty", ko: "공가" },
  unpaid: { en: "unpaid leave", ko: "무급휴가" },
  other: { en: "other", ko: "기타" },
} as const satisfies Readonly<Record<string, Words>>;
export type LeaveKind = keyof typeof leaveKinds;

/** Approved and declared ones hold; nothing else lowers a target. */
export const leaveStates = ["requested", "approved", "rejected", "declared", "withdrawn"] as const;
export type LeaveState = (typeof leaveStates)[number];

export const leaveStateWords: Readonly<Record<LeaveState, Words>> = {
  requested: { en: "requested", ko: "신청" },
  approved: { en: "approved", ko: "승인" },
  rejected: { en: "rejected", ko: "반려" },
  declared: { en: "declared", ko: "신고" },
  withdrawn: { en: "withdrawn", ko: "철회" },
};

export const holds = (state: LeaveState): boolean => state === "approved" || state === "declared";

export type Leave = {
  readonly number: number;
  readonly memberNumber: number;
  readonly span: Span;
  /** How much of each of its days is free. */
  readonly off: Work;
  readonly kind: LeaveKind;
  readonly state: LeaveState;
  readonly note: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Why it was approved or rejected. */
  readonly reason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawalReason: string | null;
};

/** By number of the member: what holds, in order of their days. A member without leave is missing. */
export type LeavesByMember = ReadonlyMap<number, readonly DaysOff[]>;
