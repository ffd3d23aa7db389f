import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { cornerOf, corners, sideOf, type Corner, type Side, type SideQuota } from "../../domain/corners.ts";
import type { Name } from "../../domain/language.ts";
import type { Attainment, Quota } from "../api.ts";
import { useFormats } from "../formats.tsx";
import { changed } from "../search.ts";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Panel } from "../ui/panel.tsx";
import { ResultsWords } from "../words/results-words.tsx";
import { leavesOf } from "./requirement.ts";

type Standing = { readonly member: string; readonly name: Name; readonly effort: Side; readonly result: Side; readonly corner: Corner };

/** So many names are read at a glance. */
const NAMES = 6;
const good: ReadonlySet<string> = new Set(["met", "ahead", "on_pace"]);

const sideQuota = ({ progress, status, credited }: Quota): SideQuota => ({
  progress: progress == null ? 0 : Number(progress.done) / Number(progress.of),
  // Money is no number of records: of it nothing is said of how many there are.
  records: typeof credited === "number" ? credited : 0,
  isReached: good.has(status),
});

/** Those who are asked both for effort and for results. */
const standingsOf = ({ rows, metrics }: Attainment): readonly Standing[] => {
  const results = new Set(metrics.flatMap(({ id, isOfResults }) => (isOfResults === true ? [id] : [])));
  const quotas = new Map<string, { readonly name: Name; readonly effort: SideQuota[]; readonly result: SideQuota[] }>();
  for (const { member, memberName, requirement } of rows) {
    const known = quotas.get(member) ?? { name: memberName, effort: [], result: [] };
    quotas.set(member, known);
    for (const { quota } of leavesOf(requirement))
      if (quota.status !== "excused") known[results.has(quota.metric) ? "result" : "effort"].push(sideQuota(quota));
  }
  return [...quotas].flatMap(([member, { name, ...asked }]) => {
    const [effort, result] = [sideOf(asked.effort), sideOf(asked.result)];
    return effort === null || result === null ? [] : [{ member, name, effort, result, corner: cornerOf(effort, result) }];
  });
};

const CornerCell = ({ corner, standings }: { corner: Corner; standings: readonly Standing[] }) => {
  const t = useTranslations("corners");
  const { name } = useFormats();
  const here = standings.filter((each) => each.corner === corner);
  return (
    <li className="flex min-w-0 flex-col gap-1 rounded-control border border-line p-3">
      <h3 className="text-table font-medium">{t(corner)}</h3>
      <p className="text-heading font-strong">{t("members", { count: here.length })}</p>
      <p className="min-w-0 text-table break-words text-muted">
        {here.length === 0
          ? t("nobody")
          : here
              .slice(0, NAMES)
              .map((each) => name(each.name))
              .join(", ")}
        {here.length > NAMES && " …"}
      </p>
    </li>
  );
};

const useColumns = (): readonly Column<Standing>[] => {
  const t = useTranslations("corners");
  const { name, percent, number } = useFormats();
  return [
    {
      id: "member",
      head: t("member"),
      cell: ({ member, name: called }) => (
        <Link
          to="/team"
          search={(view) => changed(view, { member })}
          resetScroll={false}
          className="font-medium text-accent hover:underline"
        >
          {name(called)}
        </Link>
      ),
    },
    { id: "effort", head: t("effort"), cell: ({ effort }) => percent(effort.attained) },
    { id: "result", head: t("result"), cell: ({ result }) => percent(result.attained) },
    {
      id: "records",
      head: t("deals"),
      cell: ({ effort, result }) => t("dealsSaid", { effort: number(effort.records), result: number(result.records) }),
    },
    { id: "corner", head: t("corner"), cell: ({ corner }) => t(corner) },
  ];
};

const Shown = ({ standings }: { standings: readonly Standing[] }) => {
  const t = useTranslations("corners");
  const columns = useColumns();
  return (
    <Panel title={t("title")}>
      <p className="max-w-prose text-table text-muted">
        {t("lead")} {t("few")}
      </p>
      <ul className="grid gap-3 tablet:grid-cols-2">
        {corners.map((corner) => (
          <CornerCell key={corner} corner={corner} standings={standings} />
        ))}
      </ul>
      <details className="text-table">
        <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("table")}</summary>
        <DataTable label={t("title")} columns={columns} rows={standings} idOf={({ member }) => member} />
      </details>
    </Panel>
  );
};

/** Effort against result in four corners, with who stands there; nothing where nobody is asked for both. */
export const Corners = ({ attainment }: { attainment: Attainment }) => {
  const standings = useMemo(() => standingsOf(attainment), [attainment]);
  if (standings.length === 0) return null;
  return (
    <ResultsWords>
      <Shown standings={standings} />
    </ResultsWords>
  );
};
