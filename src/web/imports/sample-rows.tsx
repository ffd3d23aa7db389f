import { useTranslations } from "use-intl";
import type { ImportPreview, RowRead } from "./api.ts";
import { fieldOfPointer, fieldsFor } from "./fields.ts";
import { useFieldName, useSaidValue } from "./words.ts";

/** Fields that some row has or is wrong in, in the order of the columns' choices. */
const fieldsIn = (rows: readonly RowRead[], what: string): readonly string[] => {
  const found = new Set(
    rows.flatMap(({ fields, errors }) => [
      ...Object.keys(fields).map(fieldOfPointer),
      ...errors.map(({ pointer }) => fieldOfPointer(pointer)).filter((field) => field !== ""),
    ]),
  );
  const order = fieldsFor(what).filter((field) => found.has(field));
  return [...order, ...[...found].filter((field) => !order.some((each) => each === field))];
};

/** What a row gives for the field, by whichever of its names it goes. */
const valueOf = ({ fields }: RowRead, field: string): unknown =>
  Object.entries(fields).find(([name]) => fieldOfPointer(name) === field)?.[1];

/** Ten rows as the server read them, with what is wrong in its place. */
export const SampleRows = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslations("preview");
  const fieldName = useFieldName();
  const said = useSaidValue();
  const { rowsRead } = preview;
  if (rowsRead.length === 0) return null;
  const fields = fieldsIn(rowsRead, preview.what);
  return (
    <section aria-labelledby="sample">
      <h2 id="sample" className="pb-2 font-strong">
        {t("sample")}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
      <div className="overflow-x-auto rounded-control border border-line bg-surface" role="region" aria-labelledby="sample" tabIndex={0}>
        <table className="w-full text-table">
          <thead>
            <tr className="border-b border-line text-caption text-muted">
              <th scope="col" className="px-3 py-2 text-right font-normal">
                {t("row")}
              </th>
              {fields.map((field) => (
                <th key={field} scope="col" className="px-3 py-2 text-left font-normal whitespace-nowrap">
                  {fieldName(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsRead.map((row) => (
              <tr key={row.row} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className="px-3 py-2 text-right font-normal whitespace-nowrap text-muted">
                  {row.row}
                </th>
                {fields.map((field, index) => {
                  const wrong = row.errors.filter(({ pointer }) => {
                    const about = fieldOfPointer(pointer);
                    return about === field || (about === "" && index === 0);
                  });
                  return (
                    <td key={field} className="max-w-72 min-w-20 px-3 py-2 [overflow-wrap:break-word]">
                      <span className={wrong.length > 0 ? "break-words" : "line-clamp-2 break-words"}>
                        {said(field, valueOf(row, field))}
                      </span>
                      {wrong.map(({ code, detail }) => (
                        <span key={code} className="block min-w-44 text-missed">
                          {detail}
                        </span>
                      ))}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
