import { Check, CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import type { ImportPreview, PreviewField } from "./api.ts";
import { useFieldName, useSaidValue } from "./words.ts";

/** Kinds that are there without the company having set any up. */
const usualKinds = ["call", "email", "meeting", "demo", "visit", "message", "social_contact", "referral", "statement_of_work"];

const isFilled = ({ from, constant }: PreviewField): boolean => from.length > 0 || constant !== null;

const KindForAll = ({ field, onConstant }: { field: PreviewField; onConstant: (field: string, value: string) => void }) => {
  const t = useTranslations("preview");
  const { kinds = [], kindName } = useCompany();
  const fieldName = useFieldName();
  const ids = [...new Set([...usualKinds, ...kinds.map(({ id }) => id), ...(field.constant === null ? [] : [field.constant])])];
  return (
    <select
      aria-label={t("changeConstant", { field: fieldName(field.field) })}
      value={field.constant ?? ""}
      onChange={({ target }) => target.value !== "" && onConstant(field.field, target.value)}
      className="h-8 min-w-0 rounded-control border border-edge bg-surface px-1.5 text-table font-medium pointer-coarse:h-11"
    >
      {field.constant === null && <option value="">{t("missing")}</option>}
      {ids.map((id) => (
        <option key={id} value={id}>
          {kindName(id)}
        </option>
      ))}
    </select>
  );
};

/** What every record needs, and where it comes from: whether the file was understood is seen here first. */
export const Meaning = ({ preview, onConstant }: { preview: ImportPreview; onConstant: (field: string, value: string) => void }) => {
  const t = useTranslations("preview");
  const fieldName = useFieldName();
  const said = useSaidValue();
  const shown = preview.fields.filter((field) => field.needed || field.constant !== null);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="meaning">
      <h2 id="meaning" className="pb-2 font-strong">
        {t("meaning")}
      </h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-1.5 tablet:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)] rounded-control border border-line bg-surface px-4 py-3">
        {shown.map((field) => (
          <div key={field.field} className="contents">
            <dt className="flex items-center gap-2 text-table text-muted">
              {isFilled(field) ? (
                <Check aria-hidden className="size-3.5 text-met" strokeWidth={2.5} />
              ) : (
                <CircleAlert aria-hidden className="size-3.5 text-missed" strokeWidth={2.5} />
              )}
              {fieldName(field.field)}
            </dt>
            <dd className="min-w-0 break-words">
              {field.field === "kind" && field.from.length === 0 ? (
                <KindForAll field={field} onConstant={onConstant} />
              ) : field.from.length > 0 ? (
                field.from.join(" + ")
              ) : field.constant === null ? (
                <span className="font-medium text-missed">{t("missing")}</span>
              ) : (
                said(field.field, field.constant)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
