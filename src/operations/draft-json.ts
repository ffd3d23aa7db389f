import { readId } from "../domain/company-reading-basics.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { readText } from "../domain/text.ts";
import type { Transaction } from "../store/database.ts";
import { findDraft, listDrafts, type Draft, type DraftState } from "../store/drafts.ts";

export type DraftJson = {
  readonly id: string;
  readonly name: string | null;
  readonly state: DraftState;
  readonly savedBy: string;
  readonly savedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly settingsVersion: number | null;
  /** What it holds versions of, by id. */
  readonly metrics: readonly string[];
  readonly plans: readonly string[];
};

export const draftJson = ({
  id,
  name,
  state,
  savedBy,
  savedAt,
  decidedBy,
  decidedAt,
  settingsVersion,
  metrics,
  plans,
}: Draft): DraftJson => ({
  id,
  name,
  state,
  savedBy,
  savedAt,
  decidedBy,
  decidedAt,
  settingsVersion: settingsVersion === null ? null : Number(settingsVersion),
  metrics,
  plans,
});

/** The draft in which somebody is changing a thing. */
export type OpenDraftJson = Pick<DraftJson, "id" | "savedBy" | "savedAt">;

/** The open draft that holds a version of a plan or metric, the latest of several. */
export const openDraftOf = (drafts: readonly Draft[], of: "metrics" | "plans", id: string): OpenDraftJson | null => {
  const found = drafts.find((draft) => draft.state === "open" && draft[of].includes(id));
  return found === undefined ? null : { id: found.id, savedBy: found.savedBy, savedAt: found.savedAt };
};

/** For the id of a new draft of a thing, which no published one may have had: one more than there are of those. */
export const draftNumberOf = (drafts: readonly Draft[], of: "metrics" | "plans", id: string): number =>
  1 + drafts.filter((draft) => draft.state === "published" && draft[of].includes(id)).length;

/** Another with each saving; null of none. */
export const draftVersion = (draft: Pick<Draft, "savedAt"> | undefined): string | null => draft?.savedAt ?? null;

export const readDraftId = (found: string): Outcome<string> => {
  const findings: Refusal[] = [];
  const id = readId(findings, found, "/id");
  return outcomeOf(() => id, findings);
};

export const readDraftName = (found: string | undefined): Outcome<string | null> =>
  found === undefined ? accepted(null) : readText(found, "/name", { max: 200 });

const states = {
  open: { en: "opened", ko: "열었습니다" },
  published: { en: "published", ko: "게시했습니다" },
  discarded: { en: "discarded", ko: "버렸습니다" },
} satisfies Record<DraftState, unknown>;

export const decidedRefusal = ({ id, state, decidedBy }: Draft): Refusal =>
  refusal("draft-decided", "/draft", { id, state: states[state], by: decidedBy ?? "" });

/** What is drafted and not there yet: what open drafts hold versions of under ids that nothing has, with the draft. */
export const draftedAnew = (
  drafts: readonly Draft[],
  of: "metrics" | "plans",
  known: readonly { readonly id: string }[],
): readonly { readonly id: string; readonly draft: OpenDraftJson }[] => {
  const ids = new Set(drafts.flatMap((draft) => (draft.state === "open" ? draft[of] : [])));
  for (const { id } of known) ids.delete(id);
  return [...ids].flatMap((id) => {
    const draft = openDraftOf(drafts, of, id);
    return draft === null ? [] : [{ id, draft }];
  });
};

/** Refusals of a draft, told of an order in which it stands at a place. */
export const refusedIn = (place: string, [first, ...more]: readonly [Refusal, ...Refusal[]]): Outcome<never> => {
  const inside = (each: Refusal): Refusal => ({ ...each, pointer: `${place}${each.pointer}` });
  return refused(inside(first), ...more.map(inside));
};

/** The draft with its content, or that there is none, with the nearest that there is. */
export const draftNamed = async (
  tx: Transaction,
  companyId: number,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<Outcome<NonNullable<Awaited<ReturnType<typeof findDraft>>>>> => {
  const draft = await findDraft(tx, companyId, id.normalize("NFC"), options);
  return draft === undefined ? refused(notFound("draft", id, await listDrafts(tx, companyId))) : accepted(draft);
};
