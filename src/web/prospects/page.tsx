import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { ListedProspect } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom, noonOf } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { useMay, useOwnMember, useSignedIn } from "../session/session.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { DownloadList } from "../ui/download-list.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { inOperationsWords } from "../words/operations-words.tsx";
import { OneProspect } from "./one.tsx";
import { prospectsQuery } from "./queries.ts";
import { Suggestions } from "./suggestions.tsx";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The first day of this week or month. */
const windowStart = (window: string | undefined, today: string, firstWeekday = "monday"): string | undefined => {
  if (window === "month") return `${today.slice(0, 8)}01`;
  if (window !== "week") return undefined;
  const back = (new Date(noonOf(today)).getUTCDay() - weekdays.indexOf(firstWeekday) + 7) % 7;
  return daysFrom(today, -back);
};

const useColumns = (open: (reference: string) => void): readonly Column<ListedProspect>[] => {
  const t = useTranslations("prospects");
  const { name, day } = useFormats();
  const { stageName, today } = useCompany();
  return [
    {
      id: "name",
      head: t("name"),
      className: "tablet:max-w-80",
      cell: ({ name: named, reference }) => (
        <span className="flex flex-col">
          <button
            type="button"
            className="self-start text-left font-medium break-all text-accent hover:underline"
            onClick={() => open(reference.value)}
          >
            {named ?? reference.value}
          </button>
          {named !== null && <span className="break-all text-muted">{reference.value}</span>}
        </span>
      ),
    },
    { id: "stage", head: t("stage"), cell: ({ stage }) => (stage === null ? "–" : stageName(stage)) },
    { id: "owner", head: t("owner"), cell: ({ owner }) => (owner === null ? t("noOwner") : name(owner.name) || owner.id) },
    { id: "last", head: t("last"), cell: ({ lastOn }) => (lastOn === null ? t("never") : day(lastOn, today)) },
  ];
};

type Choices = { readonly value: string; readonly label: string };

const Choose = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly Choices[];
  onChange: (value: string) => void;
}) => (
  <Labelled label={label}>
    <LineSelect value={value} onChange={({ target }) => onChange(target.value)}>
      {options.map((each) => (
        <option key={each.value} value={each.value}>
          {each.label}
        </option>
      ))}
    </LineSelect>
  </Labelled>
);

const Page = () => {
  const t = useTranslations("prospects");
  const ops = useTranslations("ops");
  const pages = useTranslations("pages");
  const { language } = useLanguage();
  const { stageName, today, company } = useCompany();
  const own = useOwnMember();
  // Who leads others has few of their own, if any.
  const reach = useSignedIn()?.permissions["prospects:read"] ?? [];
  const beginsWithAll = own === undefined || reach.some((extent) => extent !== "own");
  const may = useMay();
  const [view, setView] = useView("/prospects");
  const columns = useColumns((reference) => setView({ given: reference }));
  const asked = {
    owner: view.member ?? (beginsWithAll || view.by === "team" ? undefined : own),
    find: view.find,
    stage: view.stage,
    notSince: windowStart(view.span, today, company.firstWeekday),
  };
  const query = useInfiniteQuery(prospectsQuery(asked, language));
  const prospects = query.data?.pages.flatMap((page) => page.prospects) ?? [];
  const isNarrowed = Object.values(asked).some((each) => each !== undefined);
  const stages = [
    ...new Set([...prospects.flatMap(({ stage }) => stage ?? []), ...(view.stage === undefined ? [] : [view.stage])]),
  ].toSorted();
  return (
    <PageFrame
      title={t("title")}
      lead={t("lead")}
      act={may("exports:read") && <DownloadList list="prospects" query={{ member: asked.owner }} fileName={t("title")} />}
    >
      <form
        role="search"
        className="grid grid-cols-2 gap-3 max-tablet:*:first:col-span-2 tablet:grid-cols-4"
        onSubmit={(event) => event.preventDefault()}
      >
        <Labelled label={ops("find")}>
          <LineInput
            type="search"
            maxLength={200}
            value={view.find ?? ""}
            onChange={({ target }) => setView({ find: target.value === "" ? undefined : target.value }, "typed")}
          />
        </Labelled>
        {own !== undefined && (
          <Choose
            label={t("whose")}
            value={asked.owner === own ? "mine" : "team"}
            options={[
              { value: "mine", label: t("mine") },
              { value: "team", label: t("everyone") },
            ]}
            onChange={(chosen) =>
              setView(
                chosen === "mine"
                  ? { by: undefined, member: beginsWithAll ? own : undefined }
                  : { by: beginsWithAll ? undefined : "team", member: undefined },
              )
            }
          />
        )}
        <Choose
          label={t("window")}
          value={view.span ?? ""}
          options={[
            { value: "", label: t("anyTime") },
            { value: "week", label: t("notWeek") },
            { value: "month", label: t("notMonth") },
          ]}
          onChange={(chosen) => setView({ span: chosen === "" ? undefined : chosen })}
        />
        <Choose
          label={t("stage")}
          value={view.stage ?? ""}
          options={[{ value: "", label: t("everyStage") }, ...stages.map((stage) => ({ value: stage, label: stageName(stage) }))]}
          onChange={(chosen) => setView({ stage: chosen === "" ? undefined : chosen })}
        />
      </form>
      <Suggestions />
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton />}
      {query.data !== undefined && prospects.length === 0 && (
        <Empty title={t(isNarrowed ? "none" : "empty")} next={t(isNarrowed ? "noneNext" : "emptyNext")}>
          {may("imports:write") && (
            <Link to="/imports" search={keptCompany} className={buttonClass("plain")}>
              {pages("imports")}
            </Link>
          )}
        </Empty>
      )}
      {prospects.length > 0 && (
        <DataTable label={t("title")} columns={columns} rows={prospects} idOf={({ reference }) => `${reference.kind} ${reference.value}`} />
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {ops("more")}
        </Button>
      )}
      {view.given !== undefined && <OneProspect reference={view.given} onClose={() => setView({ given: undefined })} />}
    </PageFrame>
  );
};

/** Who is met, whose they are, and with whom there was nothing yet in this window. */
export const ProspectsPage = inOperationsWords(Page);
