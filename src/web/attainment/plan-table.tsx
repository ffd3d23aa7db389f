import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { ArrowDownNarrowWide } from "lucide-react";
import {
  memo,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { goToPlan, planAnchor } from "../plan-anchor.ts";
import { changed, parseSearch, viewOf, type View } from "../search.ts";
import { Choice } from "../ui/choice.tsx";
import { classNames } from "../ui/class-names.ts";
import { useFewAtOnce } from "../ui/few-at-once.ts";
import { useLinesInView, usePlaceOnPage } from "../ui/lines-in-view.ts";
import { useCadenceName } from "./cadences.ts";
import { useColumnName } from "./column-name.ts";
import { LineCells } from "./line-cells.tsx";
import { useStanding } from "./standing.tsx";
import type { Table } from "./tables.ts";

const besideQuotas = 252;
const gap = 24;
/** Between two ways to the same end stands a word. */
const gapWithWord = 48;
const narrowest = 140;

/** About how wide a text of a table is, in pixels: enough to choose between a row and a stack before anything is drawn. */
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > "\u1100" ? 11 : 6.3), 0);

const Head = ({ label }: { label: string }) => (
  <div role="columnheader" className="truncate py-1">
    {label}
  </div>
);

const SortHead = ({ label, sort, view }: { label: string; sort: string | undefined; view: View }) => {
  const t = useTranslations("attainment");
  const active = view.sort === sort;
  return (
    <div role="columnheader" aria-sort={active ? "ascending" : "none"} className="min-w-0">
      <Link
        to="/team"
        search={(last) => changed(last, { sort })}
        replace
        resetScroll={false}
        title={t("sortBy", { column: label })}
        className={classNames(
          "-mx-2 flex items-center gap-1 rounded-control px-2 py-1 hover:bg-raised hover:text-ink",
          active && "text-ink",
        )}
      >
        <span className="truncate">{label}</span>
        {active && <ArrowDownNarrowWide aria-hidden className="size-3.5 shrink-0" />}
      </Link>
    </div>
  );
};

const shortfallFirst = "shortfall";

/** Where the lines are stacked there are no heads to sort by. */
const SortChoice = ({ table, sort = shortfallFirst }: { table: Table; sort: string | undefined }) => {
  const t = useTranslations("attainment");
  const columnName = useColumnName();
  const navigate = useNavigate();
  return (
    <Choice
      label={t("sort")}
      value={sort}
      onChange={(next) =>
        void navigate({
          to: "/team",
          search: (last) => changed(last, { sort: next === shortfallFirst ? undefined : next }),
          replace: true,
          resetScroll: false,
        })
      }
      options={[
        { value: shortfallFirst, label: t("shortfallFirst") },
        { value: "name", label: t("member") },
        ...table.columns.map((column) => ({ value: column.metric, label: columnName(column) })),
      ]}
      className="ml-auto max-w-52"
    />
  );
};

const columnKey = ({ metric, whole }: Table["columns"][number]): string => `${whole?.type ?? ""} ${metric}`;

/** In a row all lines are equally high, so that thousands of them are placed without being measured. */
const rowHeight = 58;

const lineClass = (stacked: boolean): string => (stacked ? "flex flex-col gap-0.5 px-4 py-3" : "grid items-center px-4 py-1");

const moves: Record<string, readonly [lines: number, cells: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

type LinesProps = {
  readonly items: readonly VirtualItem[];
  readonly table: Table;
  readonly view: View;
  readonly stacked: boolean;
  /** Where the lines begin on the page. */
  readonly top: number;
  readonly heads: number;
  readonly columns: CSSProperties;
  readonly measure: (line: HTMLElement | null) => void;
};

/** Drawn beside what is scrolled and typed at: thousands of pixels at once bring a screen of new lines, which is more work than a frame has time for. */
const Lines = memo(({ items, table, view, stacked, top, heads, columns, measure }: LinesProps) =>
  items.map((item) => {
    const line = table.lines[item.index];
    if (line === undefined) return null;
    const selected = line.of === "member" && line.id === view.member;
    return (
      <div
        key={item.key}
        ref={stacked ? measure : undefined}
        data-index={item.index}
        data-line={item.index}
        role="row"
        aria-rowindex={item.index + 1 + heads}
        className={classNames(
          "absolute inset-x-0 top-0 border-b border-line [contain:layout_style]",
          item.index === table.lines.length - 1 && "border-b-transparent",
          lineClass(stacked),
          selected && "shadow-[inset_3px_0_0_var(--color-accent)]",
        )}
        style={{ transform: `translateY(${item.start - top}px)`, ...(stacked ? {} : { ...columns, height: rowHeight }) }}
      >
        <LineCells line={line} of={table.of} stacked={stacked} view={view} />
      </div>
    );
  }),
);

export const PlanTable = ({ table, view }: { table: Table; view: View }) => {
  const t = useTranslations();
  const { metric, planName } = useCompany();
  const cadenceName = useCadenceName();
  const columnName = useColumnName();
  const { amount } = useFormats();
  const standing = useStanding();
  const navigate = useNavigate();
  const isSought = useLocation({ select: ({ hash }) => hash === planAnchor(table.plan) });
  const heading = useId();
  const frame = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { width, top } = usePlaceOnPage(frame, body);

  const columnGap = table.columns.some(({ joiner }) => joiner === "or" || joiner === "and") ? gapWithWord : gap;
  // The longest figures of a column stand in its sum; without one, in the line with the largest target.
  const longest = table.sum ?? table.lines[0];
  const widest = (longest?.cells ?? []).flatMap((cell) => {
    if (cell === null) return [];
    const known = cell.whole === null ? metric(cell.metric) : undefined;
    return Math.max(
      narrowest,
      widthOf([amount(known, cell.credited), "/", amount(known, cell.target), standing(known, cell)].join(" ")) + 10,
    );
  });
  const needed = besideQuotas + table.columns.length * (columnGap + Math.max(narrowest, ...widest));
  const stacked = width < needed;
  const inSight = useLinesInView({
    count: table.lines.length,
    estimateSize: () => (stacked ? 48 + table.columns.length * 52 : rowHeight),
    top,
    keyOf: (index) => table.lines[index]?.key ?? index,
  });
  // oxlint-disable-next-line react/incompatible-library -- the rule is for React Compiler, which does not build this app
  const virtualizer = useWindowVirtualizer(inSight);
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, stacked]);
  const inView = virtualizer.getVirtualItems();
  const few = useFewAtOnce(useDeferredValue(inView));
  const items = inSight.isWhole ? inView : few;
  /** The cell to which the arrows lead, as long as its line is not drawn. */
  const sought = useRef<{ readonly line: number; readonly cell: number } | null>(null);
  const cellAt = (line: number, cell: number) =>
    body.current?.querySelector(`[data-line="${line}"]`)?.querySelectorAll<HTMLElement>("[data-cell]")[cell];
  useLayoutEffect(() => {
    if (sought.current === null) return;
    const found = cellAt(sought.current.line, sought.current.cell);
    if (found === undefined) return;
    sought.current = null;
    found.focus();
  }, [items]);

  useEffect(() => {
    if (isSought) goToPlan(table.plan);
  }, [isSought, table.plan]);

  const heads = table.sum === null ? 1 : 2;
  const columnCount = table.columns.length;
  const template = useMemo(
    () => ({
      gridTemplateColumns: `minmax(8rem, min(13rem, ${columnCount < 3 ? 22 : 16}%)) ${table.of === "team" ? "" : "5.75rem"} repeat(${columnCount}, minmax(0, 1fr))`,
      columnGap,
    }),
    [columnCount, table.of, columnGap],
  );

  /** The arrows walk through the table as through a sheet; Tab goes on through every link. */
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = moves[event.key];
    const from = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
    const line = from?.closest<HTMLElement>("[data-line]");
    if (
      move === undefined ||
      from === null ||
      from === undefined ||
      line === null ||
      line === undefined ||
      event.altKey ||
      event.metaKey ||
      event.ctrlKey
    )
      return;
    event.preventDefault();
    const cells = [...line.querySelectorAll<HTMLElement>("[data-cell]")];
    const cell = Math.min(Math.max(cells.indexOf(from) + move[1], 0), cells.length - 1);
    const to = Math.min(Math.max(Number(line.dataset["line"]) + move[0], 0), table.lines.length - 1);
    const near = cellAt(to, cell);
    sought.current = near === undefined ? { line: to, cell } : null;
    near?.focus();
    // Not drawn yet: it is once it has come into sight.
    if (near === undefined) virtualizer.scrollToIndex(to, { align: "auto" });
  };

  /** The links of the lines are plain ones, a hundred times cheaper than the router's; one listener follows them all. */
  const follow = (event: MouseEvent<HTMLDivElement>) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[data-cell]");
    if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: "/team", search: viewOf(parseSearch(link.search)), resetScroll: false });
  };

  return (
    <section aria-labelledby={heading}>
      <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 pb-2">
        <h2 id={heading} className="font-strong">
          <span id={planAnchor(table.plan)} tabIndex={-1} className="min-w-0 scroll-mt-5 rounded-control [overflow-wrap:anywhere]">
            {planName(table.plan)}
          </span>
        </h2>
        <p className="text-table text-muted">
          {t("attainment.planLine", {
            cadence: cadenceName(table.cadence),
            members: t("attainment.members", { count: table.members }),
          })}
        </p>
        {stacked && table.of === "member" && <SortChoice table={table} sort={view.sort} />}
      </div>
      <div
        ref={frame}
        role="table"
        aria-labelledby={heading}
        aria-rowcount={table.lines.length + heads}
        className="rounded-control border border-line bg-surface"
      >
        <div
          role="rowgroup"
          className={classNames(stacked ? "sr-only" : "sticky top-0 z-10 rounded-t-control border-b border-line bg-surface")}
        >
          <div role="row" aria-rowindex={1} className="grid items-center px-4 py-1.5 text-caption text-muted" style={template}>
            {table.of === "team" || stacked ? (
              <>
                <Head label={t(table.of === "team" ? "attainment.team" : "attainment.member")} />
                {table.of === "member" && <Head label={t("attainment.standingHead")} />}
                {table.columns.map((column) => (
                  <Head key={columnKey(column)} label={columnName(column)} />
                ))}
              </>
            ) : (
              <>
                <SortHead label={t("attainment.member")} sort="name" view={view} />
                <SortHead label={t("attainment.standingHead")} sort={undefined} view={view} />
                {table.columns.map((column) => (
                  <SortHead key={columnKey(column)} label={columnName(column)} sort={column.metric} view={view} />
                ))}
              </>
            )}
          </div>
        </div>
        {table.sum !== null && (
          <div role="rowgroup">
            <div
              role="row"
              aria-rowindex={2}
              className={classNames("border-b border-line bg-raised", lineClass(stacked), stacked && "rounded-t-control")}
              style={stacked ? {} : template}
            >
              <LineCells line={table.sum} of={table.of} stacked={stacked} view={view} />
            </div>
          </div>
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what is clicked and typed at are the links inside */}
        <div
          ref={body}
          role="rowgroup"
          onKeyDown={walk}
          onClick={follow}
          className="relative"
          style={{ height: virtualizer.getTotalSize() }}
        >
          <Lines
            items={items}
            table={table}
            view={view}
            stacked={stacked}
            top={virtualizer.options.scrollMargin}
            heads={heads}
            columns={template}
            measure={virtualizer.measureElement}
          />
        </div>
      </div>
    </section>
  );
};
