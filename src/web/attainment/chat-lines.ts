import { useTranslations } from "use-intl";
import type { Attainment } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { nameMatches } from "../../domain/name-search.ts";
import type { View } from "../search.ts";
import { MOST_LINES, type Shared } from "../share/text.ts";
import { byShortfall, leavesOf, type LaidOut } from "./requirement.ts";

/** The rows of the page for a chat room, a line for each quota; who needs somebody comes first. */
export const useChatLines = (attainment: Attainment, view: View): (() => Shared) => {
  const t = useTranslations("share");
  const { name, amount } = useFormats();
  const { metric, metricName, teamName } = useCompany();
  return () => {
    const rows = attainment.rows
      .filter((row) => (view.status === undefined || row.status === view.status) && nameMatches(row.memberName, view.find ?? ""))
      .map((row): LaidOut => ({ row, leaves: leavesOf(row.requirement) }))
      .toSorted(byShortfall);
    const isOne = new Set(rows.flatMap(({ leaves }) => leaves.map(({ quota }) => quota.metric))).size === 1;
    return {
      title: [name(attainment.period.label), ...(view.team === undefined ? [] : [teamName(view.team)])].join(" · "),
      lines: rows.slice(0, MOST_LINES).flatMap(({ row, leaves }) =>
        leaves
          .filter(({ quieter, whole }) => !quieter && whole === null)
          .map(({ quota }) => ({
            name: isOne ? name(row.memberName) : `${name(row.memberName)} · ${metricName(quota.metric)}`,
            credited: quota.credited,
            target: quota.target,
            figures: t("figure", {
              credited: amount(metric(quota.metric), quota.credited),
              target: amount(metric(quota.metric), quota.target),
            }),
          })),
      ),
      more: rows.length > MOST_LINES ? t("more", { count: rows.length - MOST_LINES }) : "",
    };
  };
};
