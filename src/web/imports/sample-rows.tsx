import { Fragment } from "react";
import { useTranslations } from "use-intl";
import type { ImportPreview, RowRead, Said } from "./api.ts";
import { columnNameOf, fieldOfPointer, fieldsFor, placeIn } from "./fields.ts";
import { useFieldName, useSaidValue } from "./words.ts";

/** The field that something is wrong with; nothing where it is about the row as a whole. */
const aboutOf = ({ fields, columns }: ImportPreview, { pointer }: Said): string | undefined =>
  fields.find(({ from }) => from.length > 0 && from.join(", ") === placeIn(pointer))?.field ??
  columns.find(({ name }) => name === placeIn(pointer))?.field ??
  fieldOfPointer(pointer);

/** Fields that some row has, in the order of the columns' choices. */
const fieldsIn = (preview: ImportPreview): readonly string[] => {
  const found = new Set(preview.rowsRead.flatMap(({ fields }) => Object.keys(fields).map(columnNameOf)));
  const order = fieldsFor(preview.what).filter((field) => found.has(field));
  return [...order, ...[...found].filter((field) => !order.some((each) => each === field))];
};

/** What a row gives for the field, by whichever of its names it goes. */
const valueOf = ({ fields }: RowRead, field: string): unknown => Object.entries(fields).find(([name]) => columnNameOf(name) === field)?.[1];

/** Ten rows as the server read them, with what is wrong in its place. */
export const SampleRows = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslations("preview");
  const fieldName = useFieldName();
  const said = useSaidValue();
  const { rowsRead } = preview;
  if (rowsRead.length === 0) return null;
  const fields = fieldsIn(preview);
  return (
    <section aria-labelledby="sample">
      <h2 id="sample" className="pb-2 font-strong">
        {t("sample")}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
      <div
        className="relative overflow-x-auto rounded-control border border-line bg-surface"
        role="region"
        aria-labelledby="sample"
        tabIndex={0}
      >
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
              <Fragment key={row.row}>
                <tr className="border-t border-line first:border-t-0">
                  <th scope="row" className="px-3 py-2 text-right font-normal whitespace-nowrap text-muted">
                    {row.row}
                  </th>
                  {fields.map((field) => {
                    const value = said(field, valueOf(row, field));
                    return (
                      <td key={field} className="max-w-60 px-3 py-2">
                        <span title={value} className="block truncate whitespace-nowrap">
                          {value}
                        </span>
                      </td>
                    );
                  })}
                </tr>
                {row.errors.map((error) => {
                  const about = aboutOf(preview, error);
                  return (
                    // Below its row, where it is read without scrolling aside.
                    <tr key={`${error.code} ${error.pointer}`} className="text-missed">
                      <td aria-hidden />
                      <td colSpan={Math.max(fields.length, 1)} className="px-3 pb-2">
                        <span className="sticky left-3 inline-block max-w-[min(40rem,70vw)] break-words">
                          {about !== undefined && <span className="font-medium">{fieldName(about)}: </span>}
                          {error.detail}
                        </span>
                      </td>
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
