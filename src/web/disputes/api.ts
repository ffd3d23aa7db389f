import { queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { ask, read, type Amount, type Period, type Status, type Verdict } from "../api.ts";
import { sendFor } from "../ask.ts";
import { saveAnswer } from "../save-answer.ts";

export type Person = { readonly id: string; readonly name: Name };

export type NumberChange = {
  readonly metric: string;
  readonly member: string;
  readonly period: Period;
  readonly before: Amount;
  readonly after: Amount;
};

export type DisputeOutcome = {
  readonly numbers: readonly NumberChange[];
  readonly statuses: readonly {
    readonly member: string;
    readonly plan: string;
    readonly period: Period;
    readonly before: Status | null;
    readonly after: Status | null;
  }[];
};

export type DisputeAct = {
  readonly act: "comment" | "evidence" | "withdrawal" | "decision" | "appeal";
  readonly by: Person;
  readonly on: string;
  readonly said: string;
  readonly link: string | null;
  readonly upheld: boolean | null;
  readonly outcome: DisputeOutcome | null;
};

export type DisputeFile = { readonly file: number; readonly name: string; readonly bytes: number; readonly by: Person };

export type Dispute = {
  readonly dispute: string;
  readonly state: "open" | "appealed" | "upheld" | "rejected" | "withdrawn";
  readonly member: Person;
  readonly localDay: string;
  readonly record: { readonly source: string; readonly externalId: string; readonly metric: string; readonly counts: boolean } | null;
  readonly missing: Readonly<Record<string, unknown>> | null;
  readonly reason: string;
  readonly raisedOn: string;
  readonly waiting: {
    readonly deciders: readonly Person[];
    readonly since: string;
    readonly decideThrough: string;
    readonly late: boolean;
  } | null;
  readonly appealThrough: string | null;
  readonly acts: readonly DisputeAct[];
  readonly files: readonly DisputeFile[];
};

/** The record that a dispute is about, as it stands now. */
export type DisputedRecord = {
  readonly kind: string;
  readonly direction?: string | null;
  readonly localTime?: string | null;
  readonly durationSeconds?: number | null;
  readonly prospect?: string | null;
  readonly prospectName?: string | null;
  readonly subject?: string | null;
  readonly verdicts: readonly { readonly metric: string; readonly verdict: Verdict }[];
};

export const recordQuery = ({ source, externalId }: { readonly source: string; readonly externalId: string }, language: Language) =>
  queryOptions({
    queryKey: ["explanations", "record", source, externalId],
    meta: { live: ["activities", "disputes"] },
    queryFn: ({ signal }) =>
      read<DisputedRecord>(`/activities/${encodeURIComponent(source)}/${encodeURIComponent(externalId)}`, {}, language, signal),
  });

export type DisputeList = { readonly disputes: readonly Dispute[]; readonly nextCursor: string | null };

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
