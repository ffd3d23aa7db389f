import { useTranslations } from "use-intl";
import { attributionModels, type AttributionModel } from "../../domain/opportunity-attribution.ts";
import type { Funnel } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Labelled, LineSelect } from "../ui/form.tsx";
import { Panel } from "../ui/panel.tsx";

type Props = { readonly attribution: NonNullable<Funnel["attribution"]>; readonly onModel: (model: AttributionModel) => void };

const useColumns = (): readonly Column<Props["attribution"]["rows"][number]>[] => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  const { name } = useFormats();
  const { sourceName } = useCompany();
  return [
    { id: "kind", head: t("kindHead"), cell: ({ kindName }) => <span className="font-medium">{name(kindName)}</span> },
    { id: "source", head: t("sourceHead"), cell: ({ source }) => sourceName(source) },
    {
      id: "share",
      head: t("shareHead"),
      cell: ({ hundredths }) => (hundredths / 100).toLocaleString(language, { minimumFractionDigits: 2 }),
    },
  ];
};

/** How opportunities are shared out among what was done before they opened; the page says that it is no cause. */
export const Attribution = ({ attribution, onModel }: Props) => {
  const t = useTranslations("funnel");
  const { number } = useFormats();
  const columns = useColumns();
  const { model, lookBackDays, withoutActivity, rows } = attribution;
  return (
    <Panel title={t("attribution")}>
      <p className="max-w-prose text-table text-muted">
        {t("lookBack", { days: number(lookBackDays) })} {t("accounting")}
      </p>
      <div className="max-w-72">
        <Labelled label={t("model")}>
          <LineSelect
            value={model}
            onChange={({ target }) => onModel(attributionModels.find((each) => each === target.value) ?? "time_decay")}
          >
            {attributionModels.map((each) => (
              <option key={each} value={each}>
                {t(`models.${each}`)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      </div>
      {rows.length > 0 && (
        <DataTable label={t("attribution")} columns={columns} rows={rows} idOf={({ kind, source }) => `${kind} ${source}`} />
      )}
      {withoutActivity > 0 && (
        <p className="text-table text-muted">{t("without", { count: withoutActivity, days: number(lookBackDays) })}</p>
      )}
    </Panel>
  );
};
