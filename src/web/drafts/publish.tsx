import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { discardDraft, publishDraft } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { ChangeSaid } from "./change-said.tsx";
import type { EntryOf, Section } from "./draft-store.ts";
import { draftQuery } from "./queries.ts";
import type { Drafting } from "./use-draft.ts";

type Props<S extends Section> = {
  readonly drafting: Drafting<S>;
  /** Whether something of it holds already: then a version begins on a day. */
  readonly isNew: boolean;
  /** Days on which it may well begin. */
  readonly starts: readonly string[];
  readonly today: string;
  readonly mayWrite: boolean;
  /** After it was published or thrown away. */
  readonly onDone: (what: "published" | "discarded", from: string | null) => void;
};

const wasChanged = (error: unknown): boolean => error instanceof Problem && error.status === 412;

/** Refusals for want of a day, which a file of settings is told in its own words: here there is a field for it. */
const wantDay: ReadonlySet<string> = new Set(["version-held", "version-start-missing"]);

/** Then the draft itself says so. */
const wasDecided = (error: unknown): boolean => error instanceof Problem && error.code === "draft-decided";

/** What publishing would change, in words; from which day and why; and doing it. */
export const Publish = <S extends Section>({ drafting, isNew, starts, today, mayWrite, onDone }: Props<S>) => {
  const t = useTranslations("drafts");
  const { language } = useLanguage();
  const { day } = useFormats();
  const queries = useQueryClient();
  const heading = useId();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const { draft, entry, saving, store } = drafting;
  const shown = useQuery({ ...draftQuery(draft?.id ?? "", language), enabled: draft !== null });
  const isPresent = shown.data?.savedAt === draft?.savedAt && saving === "saved";
  const refusals = isPresent ? (shown.data?.refusals ?? []) : [];
  const wantsDay = !isNew && refusals.some(({ code }) => wantDay.has(code));
  const told = wantsDay ? refusals.filter(({ code }) => !wantDay.has(code)) : refusals;
  const changes = isPresent ? (shown.data?.changes ?? null) : null;
  const asksReason = refusals.some(({ pointer }) => pointer.endsWith("/reason"));
  const set = (key: string, fields: { readonly startsOn?: string | undefined; readonly reason?: string | undefined }): void => {
    const all = Object.entries({ ...entry, ...fields }).filter(([, value]) => value !== undefined);
    // The entry with other days or words, less what is undefined.
    store.change(key, Object.fromEntries(all) as EntryOf[S]);
  };
  const done = async (what: "published" | "discarded"): Promise<void> => {
    for (const key of ["plans", "plan", "metrics", "metric", "company", "attainment", "settings-changes", "draft"])
      await queries.invalidateQueries({ queryKey: [key], refetchType: "none" });
    onDone(what, entry.startsOn ?? null);
  };
  const publishing = useMutation({
    mutationFn: async () => {
      await store.flush();
      const { draft: kept, saving: at } = store.view();
      if (kept === null || at !== "saved") throw new Error("not kept");
      return publishDraft(
        { id: kept.id, body: reason.trim() === "" ? {} : { reason: reason.trim() } },
        { language, ifMatch: `"${kept.savedAt}"` },
      );
    },
    onSuccess: () => done("published"),
    onError: async (error) => {
      if (!wasChanged(error) && !wasDecided(error)) return;
      await store.catchUp();
      await queries.invalidateQueries({ queryKey: ["draft"] });
      // What became of the draft, and how to go on, is said where the page begins.
      if (wasDecided(error)) document.getElementById("content")?.scrollIntoView();
    },
  });
  const discarding = useMutation({
    mutationFn: () => discardDraft({ id: draft?.id ?? "" }, { language }),
    onSuccess: () => done("discarded"),
  });
  if (draft === null)
    return (
      <section aria-labelledby={heading} className="rounded-control border border-line bg-surface p-4 tablet:p-5">
        <h2 id={heading} className="font-strong">
          {t("publishTitle")}
        </h2>
        <p className="pt-1 text-table text-muted">{t("nothingChanged")}</p>
      </section>
    );
  const startsOn = entry.startsOn ?? "";
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4 tablet:p-5">
      <div>
        <h2 id={heading} className="font-strong">
          {t("publishTitle")}
        </h2>
        <p className="text-table text-muted">{t(isNew ? "publishNewHint" : "publishHint")}</p>
      </div>
      <div className="grid gap-3 tablet:grid-cols-2">
        <div className="flex flex-col gap-1.5">
          <Labelled label={t("startsOn")} {...(isNew ? { hint: t("fromBeginning") } : {})}>
            <LineInput
              type="date"
              data-pointer="/startsOn"
              disabled={!mayWrite}
              value={startsOn}
              onChange={({ target }) => set("startsOn", { startsOn: target.value === "" ? undefined : target.value })}
            />
          </Labelled>
          <div className="flex flex-wrap gap-1.5">
            {starts.map((each) => (
              <Button
                key={each}
                aria-pressed={each === startsOn}
                className="aria-pressed:border-accent aria-pressed:text-accent"
                disabled={!mayWrite}
                onClick={() => set("startsOn", { startsOn: each })}
              >
                {day(each, today)}
              </Button>
            ))}
          </div>
        </div>
        <Labelled label={t("reason")} hint={t(asksReason ? "reasonAsked" : "reasonHint")}>
          <LineInput
            data-pointer="/reason"
            maxLength={1000}
            disabled={!mayWrite}
            value={reason}
            onChange={({ target }) => {
              setReason(target.value);
              if (asksReason || entry.reason != null) set("reason", { reason: target.value === "" ? undefined : target.value });
            }}
          />
        </Labelled>
      </div>
      <div>
        <h3 className="text-table font-strong">{t("changes")}</h3>
        {!isPresent && saving !== "refused" && saving !== "decided" && <p className="pt-1 text-table text-muted">{t("changesWait")}</p>}
        {saving === "refused" && <p className="pt-1 text-table text-missed">{t("changesRefused")}</p>}
        {saving === "decided" && <p className="pt-1 text-table text-muted">{t("decided")}</p>}
        {changes !== null && changes.length === 0 && <p className="pt-1 text-table text-muted">{t("changesNone")}</p>}
        {changes !== null && changes.length > 0 && (
          <ul aria-label={t("changes")} className="flex list-disc flex-col gap-1 pt-1 pl-5 text-table">
            {changes.map((change, index) => (
              <li key={index} className="break-words">
                <ChangeSaid change={change} today={today} />
              </li>
            ))}
          </ul>
        )}
        {wantsDay && <p className="pt-1 text-table">{t("dayWanted")}</p>}
        {told.length > 0 && (
          <ul aria-label={t("refusals")} className="flex flex-col gap-1 pt-1 text-table">
            {told.map(({ pointer, words }) => (
              <li key={`${pointer} ${words.en}`} className="break-words text-missed">
                {words[language]}
              </li>
            ))}
          </ul>
        )}
      </div>
      {mayWrite && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            look="primary"
            disabled={changes === null || changes.length === 0 || publishing.isPending}
            onClick={() => publishing.mutate()}
          >
            {startsOn === "" ? t("publish") : t("publishFrom", { day: day(startsOn, today) })}
          </Button>
          {isAsked ? (
            <>
              <Button className="text-missed" disabled={discarding.isPending} onClick={() => discarding.mutate()}>
                {t("discardSure")}
              </Button>
              <Button look="quiet" onClick={() => setAsked(false)}>
                {t("keep")}
              </Button>
            </>
          ) : (
            <Button look="quiet" onClick={() => setAsked(true)}>
              {t("discard")}
            </Button>
          )}
        </div>
      )}
      {wasChanged(publishing.error) ? (
        <p role="alert" className="text-table text-missed">
          {t("publishedUnseen")}
        </p>
      ) : (
        <FormError error={wasDecided(publishing.error) ? null : (publishing.error ?? discarding.error)} />
      )}
    </section>
  );
};
