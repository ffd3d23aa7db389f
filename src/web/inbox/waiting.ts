import type { Dispute, FollowUp, Inbox, Leave, Notice, Question } from "../client.ts";

export const waitingKinds = ["dispute", "leave", "followUp", "question", "notice"] as const;

/** One thing that waits for the reader; `due` null: whenever. */
export type Waiting =
  | { readonly kind: "dispute"; readonly key: string; readonly due: string | null; readonly of: Dispute }
  | { readonly kind: "leave"; readonly key: string; readonly due: string | null; readonly of: Leave }
  | { readonly kind: "followUp"; readonly key: string; readonly due: string | null; readonly of: FollowUp }
  | { readonly kind: "question"; readonly key: string; readonly due: null; readonly of: Question }
  | { readonly kind: "notice"; readonly key: string; readonly due: null; readonly of: Notice };

const NEVER = "9999";

/** Everything that waits as one list: what is due first comes first, then what may wait, in the order in which it was listed. */
export const waitingIn = ({ disputes, leaves, followUps, questions, notices }: Inbox): readonly Waiting[] => {
  const all: readonly Waiting[] = [
    ...disputes.map((of): Waiting => ({ kind: "dispute", key: of.dispute, due: of.waiting?.decideThrough ?? null, of })),
    // Decided too late, the days are gone.
    ...leaves.map((of): Waiting => ({ kind: "leave", key: `leave ${of.leave}`, due: of.from, of })),
    ...followUps.map((of): Waiting => ({
      kind: "followUp",
      key: `miss ${of.member.id} ${of.plan.id} ${of.period.startsOn}`,
      due: of.reviewOn,
      of,
    })),
    ...questions.map((of): Waiting => ({ kind: "question", key: of.question, due: null, of })),
    ...notices
      .filter(({ readAt }) => readAt === null)
      .map((of): Waiting => ({ kind: "notice", key: `notice ${of.notice}`, due: null, of })),
  ];
  return all.toSorted((a, b) => ((a.due ?? NEVER) < (b.due ?? NEVER) ? -1 : (a.due ?? NEVER) > (b.due ?? NEVER) ? 1 : 0));
};
