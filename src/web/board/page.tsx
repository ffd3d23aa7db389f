import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ChevronLeft, ChevronRight, MonitorUp } from "lucide-react";
import { memo, useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { useCadenceName } from "../attainment/cadences.ts";
import { inTree } from "../attainment/team-order.ts";
import { NamedAsThen, useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { changed, viewOf, type View } from "../search.ts";
import { useMay } from "../session/session.ts";
import { ShareButtons } from "../share/buttons.tsx";
import { MOST_LINES, type Shared } from "../share/text.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { useLinesInView, usePlaceOnPage } from "../ui/lines-in-view.ts";
import { Moved, MovedWithin } from "../ui/moved.tsx";
import { Segments } from "../ui/segments.tsx";
import { HeadSkeleton, TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { TeamWords } from "../words/team-words.tsx";
import { boardQuery, type BoardPlace, type Leaderboard } from "./api.ts";
import { usePlaceWords } from "./figures.ts";
import { PlaceBar } from "./place-bar.tsx";
import { Tv } from "./tv.tsx";

const stepClass = buttonClass("plain", "w-9 px-0 pointer-coarse:w-11");
const whole = "";

const useChange = () => {
  const navigate = useNavigate();
  return useCallback(
    (change: { readonly [K in keyof View]: View[K] | undefined }, replace = false) =>
      void navigate({ to: "/board", search: (view) => changed(view, change), resetScroll: false, replace }),
    [navigate],
  );
};

const Head = ({ board }: { board: Leaderboard }) => {
  const t = useTranslations();
  const { name, span } = useFormats();
  const { today } = useCompany();
  const { period } = board;
  return (
    <div className="flex min-w-0 items-center gap-x-3 tablet:gap-x-4">
      <nav aria-label={t("attainment.period")} className="flex items-center gap-1.5">
        <Link
          to="/board"
          search={(view) => changed(view, { on: daysFrom(period.startsOn, -1) })}
          aria-label={t("attainment.earlier")}
          title={t("attainment.earlier")}
          className={stepClass}
        >
          <ChevronLeft aria-hidden className="size-5" />
        </Link>
        <Link
          to="/board"
          search={(view) => changed(view, { on: period.endsBefore })}
          aria-label={t("attainment.later")}
          title={t("attainment.later")}
          className={stepClass}
        >
          <ChevronRight aria-hidden className="size-5" />
        </Link>
      </nav>
      <div className="min-w-0">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">
          <span className="sr-only">{t("board.title")} </span>
          {name(period.label)}
        </h1>
        <p className="text-table text-muted">{span(period, today)}</p>
      </div>
    </div>
  );
};

const Choices = ({ board }: { board: Leaderboard }) => {
  const t = useTranslations();
  const { name } = useFormats();
  const { teams: known } = useCompany();
  const cadenceName = useCadenceName();
  const change = useChange();
  const open = new Set(board.teams.map(({ team }) => team));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Choice
        label={t("board.metric")}
        value={board.metric.id}
        onChange={(metric) => change({ metric })}
        options={[board.metric, ...board.metrics.filter(({ id }) => id !== board.metric.id)].map((metric) => ({
          value: metric.id,
          label: name(metric.name),
        }))}
        className="min-w-44 max-tablet:flex-1"
      />
      {board.teams.length > 0 && (
        <Choice
          label={t("board.team")}
          value={board.team ?? whole}
          onChange={(team) => change({ team: team === whole ? undefined : team })}
          options={[
            { value: whole, label: t("board.whole") },
            ...inTree(known.filter(({ id }) => open.has(id))).map(({ team, depth }) => ({ value: team.id, label: name(team.name), depth })),
          ]}
          className="w-44 max-tablet:flex-1"
        />
      )}
      {board.cadences.length > 1 && (
        <Segments
          label={t("attainment.cadence")}
          value={board.period.cadence}
          onChange={(cadence) => change({ cadence, metric: undefined })}
          choices={board.cadences.map((each) => ({ value: each, label: cadenceName(each) }))}
        />
      )}
      <Segments
        label={t("board.by")}
        value={board.by}
        onChange={(by) => change({ rank: by === "improvement" ? by : undefined })}
        choices={[
          { value: "credited", label: t("board.credited") },
          { value: "improvement", label: t("board.improvement") },
        ]}
      />
    </div>
  );
};

const cell = "px-3 py-2 first:rounded-tl-control first:pl-4 last:rounded-tr-control last:pr-4";

type PlaceRowProps = {
  readonly place: BoardPlace;
  readonly board: Leaderboard;
  readonly most: BoardPlace["credited"];
  /** Where it stands among them all. */
  readonly index?: number;
  readonly measure?: (row: HTMLElement | null) => void;
};

/** Every half minute the board is asked for anew; what is as it was is not drawn again. */
const PlaceRow = memo(({ place, board, most, index, measure }: PlaceRowProps) => {
  const t = useTranslations("board");
  const { name, amount } = useFormats();
  const { teamName } = useCompany();
  const words = usePlaceWords(board);
  const isOwn = board.own?.member === place.member;
  return (
    <tr
      ref={measure}
      data-index={index}
      {...(index === undefined ? {} : { "aria-rowindex": index + 2 })}
      className={isOwn ? "border-b border-line bg-raised last:border-b-0" : "border-b border-line last:border-b-0"}
    >
      <td className={`${cell} w-14 text-right text-heading font-strong whitespace-nowrap`}>
        <span aria-hidden>{place.tied > 1 ? `=${place.rank}` : place.rank}</span>
        <span className="sr-only">{words.rank(place)}</span>
      </td>
      <th scope="row" className={`${cell} text-left font-normal`}>
        <span className="block font-medium break-words">
          {name(place.memberName)}
          {isOwn && <span className="ml-2 text-caption text-muted">{t("you")}</span>}
        </span>
        {place.team !== null && <span className="block truncate text-caption text-muted">{teamName(place.team)}</span>}
        <span className="mt-1.5 block tablet:hidden">
          <PlaceBar place={place} most={most} size="row" />
        </span>
      </th>
      <td className={`${cell} w-2/5 max-tablet:hidden`}>
        <PlaceBar place={place} most={most} size="row" />
      </td>
      <td className={`${cell} text-right whitespace-nowrap`}>
        <span className="font-strong">
          <Moved of={place.member}>{amount(board.metric, place.credited)}</Moved>
        </span>
        {place.target !== null && <span className="text-muted"> / {amount(board.metric, place.target)}</span>}
        <span className="block text-caption text-muted tablet:hidden">{words.change(place)}</span>
      </td>
      <td className={`${cell} text-right text-caption whitespace-nowrap text-muted max-tablet:hidden`}>{words.change(place)}</td>
    </tr>
  );
});

/** Stands for the rows that are out of sight. */
const Gap = ({ height }: { height: number }) => height > 0 && <tr aria-hidden style={{ height }} />;

const rowHeight = 54;

const Places = ({ board, places }: { board: Leaderboard; places: readonly BoardPlace[] }) => {
  const t = useTranslations();
  const { span } = useFormats();
  const { today } = useCompany();
  const frame = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { top } = usePlaceOnPage(frame, body);
  // oxlint-disable-next-line react/incompatible-library -- the rule is for React Compiler, which does not build this app
  const virtualizer = useWindowVirtualizer(
    useLinesInView({
      count: places.length,
      estimateSize: () => rowHeight,
      top,
      keyOf: (index) => places[index]?.member ?? index,
    }),
  );
  const items = virtualizer.getVirtualItems();
  const most = places[0]?.credited ?? board.own?.credited ?? 0;
  const isOwnShown = board.own === null || places.some(({ member }) => member === board.own?.member);
  const heads = (
    <tr className="border-b border-line text-left text-caption text-muted">
      <th scope="col" className={`${cell} text-right font-normal`}>
        {t("board.rank")}
      </th>
      <th scope="col" className={`${cell} font-normal`}>
        {t("board.member")}
      </th>
      <th scope="col" className={`${cell} max-tablet:hidden`}>
        <span className="sr-only">{t("board.figure")}</span>
      </th>
      <th scope="col" className={`${cell} text-right font-normal`}>
        {t("board.figure")}
      </th>
      <th scope="col" className={`${cell} text-right font-normal max-tablet:hidden`}>
        {t("board.change", { period: span(board.beforeIs, today) })}
      </th>
    </tr>
  );
  return (
    <>
      <div ref={frame} className="rounded-control border border-line bg-surface">
        <table aria-label={t("board.title")} aria-rowcount={places.length + 1} className="w-full border-collapse text-table">
          <thead className="sticky top-0 z-10 rounded-t-control bg-surface">{heads}</thead>
          <tbody ref={body}>
            <Gap height={(items[0]?.start ?? top) - top} />
            {items.map(({ index, key }) => {
              const place = places[index];
              return (
                place !== undefined && (
                  <PlaceRow key={key} place={place} board={board} most={most} index={index} measure={virtualizer.measureElement} />
                )
              );
            })}
            <Gap height={items.length === 0 ? 0 : virtualizer.getTotalSize() + top - (items.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
      </div>
      {board.own !== null && !isOwnShown && (
        <section aria-label={t("board.yours")} className="rounded-control border border-line bg-surface">
          <h2 className="px-4 pt-2 text-caption text-muted">{t("board.yours")}</h2>
          <table aria-label={t("board.yours")} className="w-full border-collapse text-table">
            <thead className="sr-only">{heads}</thead>
            <tbody>
              <PlaceRow place={board.own} board={board} most={most} />
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};

const Finding = ({ board, leader }: { board: Leaderboard; leader: BoardPlace }) => {
  const t = useTranslations("board");
  const { name, amountSaid } = useFormats();
  const words = usePlaceWords(board);
  return board.by === "improvement"
    ? t("improved", { name: name(leader.memberName), change: words.change(leader) })
    : t("leader", { name: name(leader.memberName), amount: amountSaid(board.metric, leader.credited) });
};

const Nothing = () => {
  const t = useTranslations("board");
  const may = useMay();
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl px-4 pt-5 pb-16 tablet:px-6">
      <Empty level={1} title={t("nothing")} next={t("nothingNext")}>
        {may("settings:read") && (
          <Link to="/metrics" search={viewOf} className={buttonClass("primary")}>
            {t("toMetrics")}
          </Link>
        )}
      </Empty>
    </main>
  );
};

const Board = () => {
  const t = useTranslations();
  const given = useSearch({ from: "/board" });
  const view = useMemo(() => viewOf(given), [given]);
  const { language } = useLanguage();
  const { name, amount, span } = useFormats();
  const { company, today, teamName } = useCompany();
  const change = useChange();
  const { metric, on, cadence, team } = view;
  const query = useInfiniteQuery(boardQuery({ metric, on, cadence, team, by: view.rank ?? "credited" }, language));
  const board = query.data?.pages[0];
  const places = useMemo(() => query.data?.pages.flatMap((page) => page.places) ?? [], [query.data]);
  const showMetric = useCallback((next: string) => change({ metric: next }, true), [change]);
  useEffect(() => {
    document.title = t("app.title", { page: t("board.title"), company: name(company.name) });
  }, [t, name, company]);

  if (board !== undefined && view.tv === "true") return <Tv board={board} onMetric={showMetric} />;
  const [leader] = places;
  const shared = (): Shared => ({
    title: [name(board?.metric.name), name(board?.period.label), ...(team === undefined ? [] : [teamName(team)])].join(" · "),
    lines: places.slice(0, MOST_LINES).map((place) => ({
      name: `${place.rank}. ${name(place.memberName)}`,
      credited: place.credited,
      target: place.target,
      figures:
        place.target === null
          ? amount(board?.metric, place.credited)
          : t("share.figure", { credited: amount(board?.metric, place.credited), target: amount(board?.metric, place.target) }),
    })),
    more: "",
  });
  return (
    <main
      id="content"
      tabIndex={-1}
      aria-busy={query.isPlaceholderData}
      className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6"
    >
      {query.error !== null && (
        <Trouble error={query.error} onAgain={() => void query.refetch()}>
          {view.team !== undefined && (
            <Link to="/board" search={(last) => changed(last, { team: undefined, metric: undefined })} className={buttonClass("plain")}>
              {t("board.whole")}
            </Link>
          )}
        </Trouble>
      )}
      {board === undefined && query.error === null && (
        <>
          <HeadSkeleton />
          <TableSkeleton />
        </>
      )}
      {board !== undefined && (
        <MovedWithin of={`${board.metric.id} ${board.period.startsOn} ${board.team ?? ""}`}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Head board={board} />
            <div className="flex flex-wrap gap-2">
              {places.length > 0 && <ShareButtons shared={shared} />}
              <Button onClick={() => change({ tv: "true" })} className="max-tablet:hidden">
                <MonitorUp aria-hidden className="size-4" />
                {t("board.tv")}
              </Button>
            </div>
          </div>
          <Choices board={board} />
          {leader === undefined ? (
            <Empty title={t("board.none")} next={t("board.noneNext")} />
          ) : (
            <h2 className="font-strong">
              <Finding board={board} leader={leader} />
            </h2>
          )}
          {(places.length > 0 || board.own !== null) && (
            <NamedAsThen metrics={board.metrics} teams={[]} plans={[]}>
              <Places board={board} places={places} />
            </NamedAsThen>
          )}
          {query.hasNextPage && (
            <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage} className="self-start">
              {t("board.next")}
            </Button>
          )}
          <p className="text-table text-muted">
            {board.hidden > 0 && !query.hasNextPage && `${t("board.hidden", { count: board.hidden })} `}
            {t("board.before", { span: span(board.beforeIs, today) })}
          </p>
        </MovedWithin>
      )}
    </main>
  );
};

const Page = () => (useCompany().metrics.length === 0 ? <Nothing /> : <Board />);

/** Who has most, and who has become better; what of it everybody sees the company says. */
export const BoardPage = () => (
  <TeamWords>
    <Page />
  </TeamWords>
);
