import { useQuery } from "@tanstack/react-query";
import { ArrowDownWideNarrow, Target } from "lucide-react";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isKey, useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { classNames } from "../ui/class-names.ts";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { peopleQuery, type Behind, type Days } from "./api.ts";
import { RecordsBehind } from "./behind.tsx";
import { CountsByDay } from "./day-chart.tsx";
import { MakeQuota } from "./make-quota.tsx";
import { sorted, tableOf, type Column, type CountsTable, type Person, type Sort } from "./table.ts";
import { WhoIsThis } from "./who-is-this.tsx";

/** What a column is called: its kind, and the direction where the kind goes both ways. */
const useColumnName = (columns: readonly Column[]): ((column: Column) => string) => {
  const t = useTranslations();
  const { kindName } = useCompany();
  return ({ kind, direction }) => {
    const goesBothWays = columns.filter((each) => each.kind === kind).length > 1;
    if (!goesBothWays || direction === null) return kindName(kind);
    return t("counts.kindDirection", {
      kind: kindName(kind),
      direction: isKey("direction", direction, t) ? t(`direction.${direction}`) : direction,
    });
  };
};

/** Said, where the eye has it from the place. */
const said = (chunks: ReactNode) => <span className="sr-only">{chunks}</span>;

type FigureProps = { name: string; kind: string; count: number; most: number; onOpen: () => void };

const Figure = ({ name, kind, count, most, onOpen }: FigureProps) => {
  const t = useTranslations("counts");
  const { number } = useFormats();
  if (count === 0) return <span className="block px-2 py-1.5 text-right text-muted">–</span>;
  return (
    <button type="button" onClick={onOpen} className="block w-full rounded-control px-2 py-1.5 text-right hover:bg-raised">
      <span className="font-medium">{t.rich("open", { name, kind, count: number(count), said })}</span>
      <span aria-hidden className="mt-0.5 flex h-1">
        <span className="rounded-bar bg-accent opacity-55" style={{ width: `${(count / Math.max(most, 1)) * 100}%` }} />
      </span>
    </button>
  );
};

const Head = ({ label, isSorted, onSort, onQuota }: { label: string; isSorted: boolean; onSort: () => void; onQuota?: () => void }) => {
  const t = useTranslations("counts");
  return (
    <th
      scope="col"
      aria-sort={isSorted ? "descending" : "none"}
      className="min-w-28 px-4 py-1.5 text-right align-bottom font-normal tablet:min-w-40"
    >
      <button
        type="button"
        title={t("sort", { column: label })}
        onClick={onSort}
        className={classNames(
          "inline-flex min-h-6 max-w-full items-center gap-1 rounded-control py-0.5 hover:text-ink pointer-coarse:py-2",
          isSorted ? "text-ink" : "text-muted",
        )}
      >
        {isSorted && <ArrowDownWideNarrow aria-hidden className="size-3.5 shrink-0" />}
        <span className="break-words">{label}</span>
      </button>
      {onQuota !== undefined && (
        <button
          type="button"
          onClick={onQuota}
          className="ml-auto flex min-h-6 items-center gap-1 rounded-control py-0.5 font-medium whitespace-nowrap text-accent hover:underline pointer-coarse:py-2"
        >
          <Target aria-hidden className="size-3.5" />
          <span>{t.rich("quota", { kind: label, said })}</span>
        </button>
      )}
    </th>
  );
};

const firstCell = "sticky left-0 z-[1] max-w-36 min-w-28 border-r border-line bg-surface px-3 tablet:max-w-none tablet:px-4";

type Opened = { readonly behind: Behind; readonly name: string; readonly kind: string };

const CountsGrid = ({ table, days, onQuota }: { table: CountsTable; days: Days | undefined; onQuota: (column: Column) => void }) => {
  const may = useMay();
  const mayMake = may("settings:write");
  const mayName = may("members:write");
  const t = useTranslations("counts");
  const { language } = useLanguage();
  const { name, number } = useFormats();
  const [sort, setSort] = useState<Sort>("total");
  const [opened, setOpened] = useState<Opened | null>(null);
  const [asked, setAsked] = useState<Person | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const columnName = useColumnName(table.columns);
  const nameOf = ({ row, member, reference }: Person): string => (row.name == null ? (reference ?? member ?? "") : name(row.name));
  const people = sorted(table.people, sort, nameOf, language);
  const most = Math.max(...table.people.map(({ total }) => total), 0);
  const open = (person: Person, column: Column | null) => {
    const kind = column === null ? t("total") : columnName(column);
    setOpened({
      name: nameOf(person),
      kind,
      behind: {
        member: person.member,
        reference: person.reference,
        kind: column?.kind,
        direction: column === null ? undefined : column.direction,
        days,
      },
    });
  };
  const isSingle = table.columns.length === 1;
  return (
    <>
      {/* What is only said stands in it as well, not beside the page. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
      <div
        ref={grid}
        role="region"
        aria-label={t("title")}
        tabIndex={0}
        className="relative overflow-x-auto rounded-control border border-line bg-surface"
      >
        <table className="w-full border-separate border-spacing-0">
          <thead>
            <tr className="text-caption">
              <th
                scope="col"
                aria-sort={sort === "name" ? "ascending" : "none"}
                className={classNames(firstCell, "w-full py-1.5 text-left align-bottom font-normal")}
              >
                <button
                  type="button"
                  title={t("sort", { column: t("member") })}
                  onClick={() => setSort("name")}
                  className={classNames(
                    "min-h-6 rounded-control py-0.5 hover:text-ink pointer-coarse:py-2",
                    sort === "name" ? "text-ink" : "text-muted",
                  )}
                >
                  {t("member")}
                </button>
              </th>
              {table.columns.map((column) => (
                <Head
                  key={column.key}
                  label={columnName(column)}
                  isSorted={sort === column.key || (isSingle && sort === "total")}
                  onSort={() => setSort(column.key)}
                  {...(mayMake ? { onQuota: () => onQuota(column) } : {})}
                />
              ))}
              {!isSingle && <Head label={t("total")} isSorted={sort === "total"} onSort={() => setSort("total")} />}
            </tr>
          </thead>
          <tbody className="text-table [&>tr>*]:border-t [&>tr>*]:border-line">
            {table.people.length > 1 && (
              <tr className="[&>*]:bg-raised">
                <th scope="row" className={classNames(firstCell, "py-2 text-left font-strong")}>
                  {t("everybody")}
                </th>
                {table.columns.map((column) => (
                  <td key={column.key} className="px-4 py-2 text-right font-strong">
                    {number(column.total)}
                  </td>
                ))}
                {!isSingle && <td className="px-4 py-2 text-right font-strong">{number(table.total)}</td>}
              </tr>
            )}
            {people.map((person) => (
              <tr key={person.key}>
                <th scope="row" className={classNames(firstCell, "py-1 text-left font-medium")}>
                  <span className="block break-words">{nameOf(person)}</span>
                  {person.member === null && (
                    <span className="flex flex-wrap items-baseline gap-x-2 text-caption font-normal text-muted">
                      {t("unknown")}
                      {mayName && (
                        <button
                          type="button"
                          onClick={() => setAsked(person)}
                          className="min-h-6 rounded-control text-left font-medium text-accent hover:underline pointer-coarse:py-2"
                        >
                          {t("who")}
                          <span className="sr-only"> {nameOf(person)}</span>
                        </button>
                      )}
                    </span>
                  )}
                </th>
                {table.columns.map((column) => {
                  const count = person.byColumn.get(column.key) ?? 0;
                  return (
                    <td key={column.key} className="px-2 py-0.5">
                      <Figure
                        count={count}
                        most={column.most}
                        name={nameOf(person)}
                        kind={columnName(column)}
                        onOpen={() => open(person, column)}
                      />
                    </td>
                  );
                })}
                {!isSingle && (
                  <td className="px-2 py-0.5">
                    <Figure count={person.total} most={most} name={nameOf(person)} kind={t("total")} onOpen={() => open(person, null)} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {opened !== null && <RecordsBehind {...opened} onClose={() => setOpened(null)} />}
      {asked !== null && (
        <WhoIsThis
          person={asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            // The line that it was asked in is gone.
            grid.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </>
  );
};

/** Who did how much of what, in days or in all, with a chart by day; from here a count becomes a quota. `ofFile`: as many of the records came from the file that is shown. */
export const CountsOf = ({ title, days, ofFile }: { title?: string; days?: Days; ofFile?: number }) => {
  const t = useTranslations("counts");
  const { language } = useLanguage();
  const [quotaOf, setQuotaOf] = useState<Column | null>(null);
  const { data, error, refetch, isPlaceholderData } = useQuery(peopleQuery(days, language));
  const table = useMemo(() => (data === undefined ? undefined : tableOf(data)), [data]);
  const columnName = useColumnName(table?.columns ?? []);
  if (error !== null && data === undefined) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (data === undefined || table === undefined) return <TableSkeleton />;
  const known = table.people.filter(({ member }) => member !== null).length;
  const shown =
    days ?? (data.firstDay === null || data.lastDay === null ? undefined : { from: data.firstDay, before: daysFrom(data.lastDay, 1) });
  return (
    <section
      aria-label={title ?? t("title")}
      aria-busy={isPlaceholderData}
      className={classNames("flex flex-col gap-5", isPlaceholderData && "opacity-55")}
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        {title !== undefined && <span className="text-heading font-strong">{title}</span>}
        <span className="text-muted">
          {t("people", { people: known })} · {t("records", { count: table.total })}
        </span>
        {ofFile !== undefined && data.total > ofFile && <span className="w-full text-table text-muted">{t("alsoOthers")}</span>}
      </p>
      {table.people.length === 0 ? (
        <p className="rounded-control border border-line bg-surface px-4 py-6 text-muted">{t("nothing")}</p>
      ) : (
        <>
          {shown !== undefined && <CountsByDay days={shown} />}
          <CountsGrid table={table} days={days} onQuota={setQuotaOf} />
        </>
      )}
      {quotaOf !== null && <MakeQuota column={quotaOf} kindName={columnName(quotaOf)} onClose={() => setQuotaOf(null)} />}
    </section>
  );
};
