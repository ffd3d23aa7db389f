import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { mapIdentity, unmapIdentity, type Unattributed } from "../client.ts";
import { useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { LineInput } from "../ui/form.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { namedQuery, strangersQuery } from "./queries.ts";

type Stranger = Unattributed["references"][number];
type Mapped = {
  readonly member: string;
  readonly name: string;
  readonly source: string;
  readonly externalId: string;
  readonly records: number;
};

const outdated = ["people", "unattributed", "activity-counts", "company-file", "attainment", "closing", "tallies"];

const useOutdated = () => {
  const queries = useQueryClient();
  return () => Promise.all(outdated.map((key) => queries.invalidateQueries({ queryKey: [key] })));
};

/** Somebody who is not among the proposals, by name. */
const SomebodyElse = ({ label, onChoose }: { label: string; onChoose: (member: string, name: string) => void }) => {
  const t = useTranslations("roster");
  const { language } = useLanguage();
  const { name } = useFormats();
  const [find, setFind] = useState("");
  const id = useId();
  const { data } = useQuery({ ...namedQuery(find.trim(), language), enabled: find.trim() !== "" });
  const found = find.trim() === "" ? [] : (data?.members ?? []);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-2">
      <LineInput
        id={id}
        aria-label={label}
        placeholder={t("someone")}
        autoComplete="off"
        className="max-w-44"
        value={find}
        onChange={({ target }) => setFind(target.value)}
      />
      {found.map(({ member, name: named }) => (
        <Button
          key={member}
          className="h-auto! min-h-9 max-w-full [overflow-wrap:anywhere] whitespace-normal!"
          onClick={() => onChoose(member, name(named) || member)}
        >
          {t("it", { name: name(named) || member })}
        </Button>
      ))}
    </span>
  );
};

const Line = ({ stranger, onMapped }: { stranger: Stranger; onMapped: (mapped: Mapped) => void }) => {
  const t = useTranslations("roster");
  const { language } = useLanguage();
  const { name, day } = useFormats();
  const { today } = useCompany();
  const { source, reference, records, firstDay, lastDay, why, proposals } = stranger;
  const saving = useMutation({
    mutationFn: async ({ member, said }: { readonly member: string; readonly said: string }): Promise<Mapped> => {
      const mapped = await mapIdentity({ member, body: { source, externalId: reference } }, { language });
      return { member, name: said, source, externalId: reference, records: mapped.records };
    },
    onSuccess: onMapped,
  });
  const choose = (member: string, said: string): void => saving.mutate({ member, said });
  return (
    <li className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-b-0">
      <p className="break-words">
        <span className="font-medium">{reference}</span> <span className="text-muted">· {source}</span>
      </p>
      <p className="text-table text-muted">
        {t("records", { count: records })} ·{" "}
        {firstDay === lastDay ? day(firstDay, today) : t("days", { first: day(firstDay, today), last: day(lastDay, today) })}
        {why === "not-employed" && ` · ${t("notEmployed")}`}
      </p>
      {why === "unknown" && (
        <div className="flex flex-wrap items-center gap-2">
          {proposals.map((each) => (
            <Button
              key={each.member}
              className="h-auto! min-h-9 max-w-full [overflow-wrap:anywhere] whitespace-normal!"
              disabled={saving.isPending}
              onClick={() => choose(each.member, name(each.name) || each.member)}
            >
              {t("it", { name: name(each.name) || each.member })}
            </Button>
          ))}
          <SomebodyElse label={`${reference}: ${t("someone")}`} onChoose={choose} />
        </div>
      )}
      <FormError error={saving.error} />
    </li>
  );
};

/** What came of it, and the way back. */
const Told = ({ mapped, onUndone }: { mapped: Mapped; onUndone: () => void }) => {
  const t = useTranslations("roster");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const refresh = useOutdated();
  const { member, source, externalId } = mapped;
  const undoing = useMutation({
    mutationFn: () => unmapIdentity({ member, source, externalId }, { language }),
    onSuccess: async () => {
      await refresh();
      onUndone();
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-control border border-line bg-raised px-3 py-2">
      <p role="status" className="flex min-w-0 flex-1 basis-60 items-center gap-2">
        <Check aria-hidden className="size-4 shrink-0 text-met" />
        {t("counts", { records: mapped.records, name: mapped.name })}
      </p>
      <Button disabled={undoing.isPending} onClick={() => undoing.mutate()}>
        {ops("undo")}
      </Button>
      <FormError error={undoing.error} />
    </div>
  );
};

/** Names by which sources tell of nobody known; one click says who it is. */
export const Strangers = () => {
  const t = useTranslations("roster");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const refresh = useOutdated();
  const [mapped, setMapped] = useState<Mapped | null>(null);
  const query = useInfiniteQuery(strangersQuery(language));
  const references = query.data?.pages.flatMap((page) => page.references) ?? [];
  if (query.error !== null) return <Trouble error={query.error} onAgain={() => void query.refetch()} />;
  if (query.data === undefined) return <TableSkeleton lines={4} />;
  return (
    <>
      {mapped !== null && <Told key={`${mapped.source} ${mapped.externalId}`} mapped={mapped} onUndone={() => setMapped(null)} />}
      {references.length === 0 ? (
        <Empty title={t("noStrangers")} next={t("noStrangersNext")} />
      ) : (
        <>
          <p className="text-muted">{t("whoNext")}</p>
          <ul aria-label={t("who")} className="rounded-control border border-line bg-surface">
            {references.map((stranger) => (
              <Line
                key={JSON.stringify([stranger.source, stranger.reference])}
                stranger={stranger}
                onMapped={(done) => {
                  setMapped(done);
                  void refresh();
                }}
              />
            ))}
          </ul>
        </>
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {ops("more")}
        </Button>
      )}
    </>
  );
};
