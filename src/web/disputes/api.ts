import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { ask, read } from "../api.ts";
import { sendFor } from "../ask.ts";
import type { ActivityShown, Dispute, DisputeList, DisputeOutcome } from "../client.ts";
import { saveAnswer } from "../save-answer.ts";

export type { Dispute, DisputeOutcome };
export type DisputeAct = Dispute["acts"][number];
export type DisputeFile = Dispute["files"][number];

export const recordQuery = ({ source, externalId }: { readonly source: string; readonly externalId: string }, language: Language) =>
  queryOptions({
    queryKey: ["explanations", "record", source, externalId],
    meta: { live: ["activities", "disputes"] },
    queryFn: ({ signal }) =>
      read<ActivityShown>(`/activities/${encodeURIComponent(source)}/${encodeURIComponent(externalId)}`, {}, language, signal),
  });

const PAGE = "200";

/** Of a member, or over the company; only those that wait for a decision, or all of the last two hundred. */
export const disputesQuery = (asked: { readonly member?: string; readonly open?: "true" }, language: Language) =>
  queryOptions({
    queryKey: ["disputes", asked],
    meta: { live: ["disputes"] },
    queryFn: ({ signal }) => read<DisputeList>("/disputes", { ...asked, limit: PAGE }, language, signal),
    refetchInterval: 60_000,
  });

export type NewDispute = {
  readonly reason: string;
  readonly evidence?: string;
} & (
  | { readonly record: { readonly source: string; readonly externalId: string }; readonly metric: string }
  | { readonly missing: Readonly<Record<string, unknown>> }
);

export const raiseDispute = (dispute: NewDispute, language: Language): Promise<Dispute> =>
  ask("/disputes", language, { method: "POST", body: dispute });

export type NewAct = { readonly act: "uphold" | "reject" | "comment" | "withdraw" | "appeal"; readonly text: string };

const paths = { uphold: "decision", reject: "decision", comment: "comments", withdraw: "withdrawal", appeal: "appeal" } as const;

export const actOnDispute = (dispute: string, { act, text }: NewAct, language: Language): Promise<Dispute> => {
  const said = act === "comment" ? { text } : { reason: text };
  const decided = act === "uphold" || act === "reject" ? { upheld: act === "uphold" } : {};
  return ask(`/disputes/${dispute}/${paths[act]}`, language, { method: "POST", body: { ...said, ...decided } });
};

/** What upholding it would change; decides nothing. */
export const previewQuery = (dispute: string, language: Language) =>
  queryOptions({
    queryKey: ["dispute-preview", dispute],
    queryFn: () =>
      ask<Dispute>(`/disputes/${dispute}/decision?dryRun=true`, language, { method: "POST", body: { upheld: true, reason: "-" } }),
    staleTime: 0,
  });

export const addDisputeFile = async (dispute: string, file: File, language: Language): Promise<void> => {
  await sendFor(
    "POST",
    `/disputes/${dispute}/files`,
    { language },
    { query: { name: file.name }, body: file, contentType: "application/octet-stream" },
  );
};

export const saveDisputeFile = (dispute: string, { file, name }: DisputeFile, language: Language): Promise<void> =>
  saveAnswer(`/disputes/${dispute}/files/${file}`, name, language);
