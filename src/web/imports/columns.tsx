import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import type { PreviewColumn } from "./api.ts";
import { fieldsFor } from "./fields.ts";
import { TIME_OF_DAY } from "./map-edit.ts";
import { useFieldName } from "./words.ts";

const LEFT_OUT = "";

/** From here on a proposal is sure, from here on likely; below it is a guess. */
const surely = 0.85;
const likely = 0.6;

const Confidence = ({ confidence }: { confidence: number }) => {
  const t = useTranslations("preview");
  const marks = confidence >= surely ? 3 : confidence >= likely ? 2 : 1;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className="inline-flex gap-0.5">
        {[1, 2, 3].map((mark) => (
          <span key={mark} className={classNames("h-2.5 w-1 rounded-bar", mark <= marks ? "bg-ink" : "bg-track")} />
        ))}
      </span>
      {t(marks === 3 ? "sure" : marks === 2 ? "likely" : "guess")}
    </span>
  );
};

type LineProps = { column: PreviewColumn; field: string | null; what: string; onChange: (field: string | null) => void };

const Line = ({ column, field: chosen, what, onChange }: LineProps) => {
  const t = useTranslations("preview");
  const fieldName = useFieldName();
  const offered = fieldsFor(what);
  const isAsProposed = (chosen === TIME_OF_DAY ? "occurred_at" : chosen) === column.field;
  const own = chosen !== null && !offered.some((field) => field === chosen) ? [chosen] : [];
  return (
    <li className="grid grid-cols-1 items-start gap-x-5 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0 tablet:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,4fr)]">
      <div className="min-w-0 tablet:pt-2">
        <p className="font-medium break-words">{column.name}</p>
        <p className="truncate text-table text-muted" title={column.examples.join(" · ")}>
          {column.examples.length === 0 ? t("noExamples") : column.examples.join(" · ")}
        </p>
      </div>
      <select
        aria-label={t("fieldOf", { column: column.name })}
        value={chosen ?? LEFT_OUT}
        onChange={({ target }) => onChange(target.value === LEFT_OUT ? null : target.value)}
        className={classNames(
          "h-9 w-full min-w-0 rounded-control border bg-surface px-2 text-table pointer-coarse:h-11",
          chosen === null ? "border-line text-muted" : "border-edge font-medium",
        )}
      >
        <option value={LEFT_OUT}>{t("leftOut")}</option>
        {[...offered, ...own].map((field) => (
          <option key={field} value={field}>
            {fieldName(field)}
          </option>
        ))}
      </select>
      <div className="min-w-0 text-table tablet:pt-2">
        {isAsProposed ? chosen !== null && <Confidence confidence={column.confidence} /> : t("byYou")}
        {isAsProposed && column.why !== "" && (
          <details className={classNames("text-muted", chosen !== null && "mt-0.5")}>
            <summary className="w-fit rounded-control hover:text-ink pointer-coarse:py-2">{t("why")}</summary>
            <p className="pt-0.5 break-words">{column.why}</p>
          </details>
        )}
      </div>
    </li>
  );
};

/** Each column with what it becomes, which can be changed here. */
export const Columns = ({
  columns,
  what,
  fieldNow,
  onChange,
}: {
  columns: readonly PreviewColumn[];
  what: string;
  fieldNow: (column: PreviewColumn) => string | null;
  onChange: (column: string, field: string | null) => void;
}) => {
  const t = useTranslations("preview");
  if (columns.length === 0) return null;
  return (
    <section aria-labelledby="columns">
      <h2 id="columns" className="pb-2 font-strong">
        {t("columns")}
      </h2>
      <ul className="rounded-control border border-line bg-surface">
        {columns.map((column) => (
          <Line key={column.name} column={column} field={fieldNow(column)} what={what} onChange={(field) => onChange(column.name, field)} />
        ))}
      </ul>
    </section>
  );
};
