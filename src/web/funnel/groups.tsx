import { useTranslations } from "use-intl";
import type { Funnel } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { shareText } from "../share-text.ts";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { RateBand, RateText } from "./stages.tsx";

type Row = Funnel["rows"][number];

const useColumns = (funnel: Funnel): readonly Column<Row>[] => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  const { name, number } = useFormats();
  const most = Math.max(0, ...funnel.rows.map(({ believed }) => believed?.interval.high ?? 0));
  const nobody = funnel.by === "team" ? t("noTeam") : t("nobody");
  return [
    {
      id: "name",
      head: funnel.by === null ? "" : t(`bys.${funnel.by}`),
      cell: ({ id, name: called }) => <span className="font-medium">{called === null ? (id ?? nobody) : name(called)}</span>,
    },
    { id: "of", head: t("tried"), cell: ({ of }) => number(of) },
    { id: "reached", head: t("reached"), cell: ({ reached }) => number(reached) },
    { id: "own", head: t("own"), cell: ({ own }) => <RateText rate={own} /> },
    {
      id: "believed",
      head: t("believed"),
      className: "tablet:w-64",
      cell: ({ believed }) =>
        believed === null ? (
          <RateText rate={null} />
        ) : (
          <span className="flex flex-col gap-1.5">
            <RateText rate={believed} />
            <RateBand rate={believed} most={most} />
          </span>
        ),
    },
    {
      id: "against",
      head: t("against"),
      cell: ({ above, isToldApart }) =>
        above === null ? (
          ""
        ) : isToldApart ? (
          <span className="font-medium">
            {above > 0.5 ? t("above") : t("below")} {shareText(Math.max(above, 1 - above), language)}
          </span>
        ) : (
          <span className="text-muted">{t("notTold")}</span>
        ),
    },
  ];
};

/** Who and what, in the order of what is believed of them; a difference that chance may have made is grey. */
export const Groups = ({ funnel }: { funnel: Funnel }) => {
  const t = useTranslations("funnel");
  const { name } = useFormats();
  const [first, last] = [funnel.stages[0], funnel.stages.at(-1)];
  const columns = useColumns(funnel);
  if (funnel.by === null || first === undefined || last === undefined) return null;
  return (
    <section aria-label={t("rows")} className="flex flex-col gap-2">
      <h2 className="font-strong">{t("rows")}</h2>
      <p className="max-w-prose text-table text-muted">
        {t("rowsLead", { first: name(first.name), last: name(last.name) })} {!funnel.isSpread && funnel.rows.length > 1 && t("alike")}
      </p>
      <DataTable label={t("rows")} columns={columns} rows={funnel.rows} idOf={({ id }) => id ?? ""} />
    </section>
  );
};
