import type { ReactNode } from "react";

export type Column<T> = {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** Room that it takes at most. */
  readonly className?: string;
};

type Props<T> = {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string | number;
};

/** A plain dense table; on a phone every row is a card of named lines. */
export const DataTable = <T,>({ label, columns, rows, idOf }: Props<T>) => (
  <div className="overflow-x-auto rounded-control border border-line bg-surface">
    <table aria-label={label} className="w-full border-collapse text-table max-tablet:block">
      <thead className="max-tablet:sr-only">
        <tr className="border-b border-line text-left text-muted">
          {columns.map(({ id, head }) => (
            <th key={id} scope="col" className="px-3 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-tablet:block">
        {rows.map((row) => (
          <tr
            key={idOf(row)}
            className="border-b border-line align-top last:border-b-0 max-tablet:flex max-tablet:flex-col max-tablet:gap-1 max-tablet:px-4 max-tablet:py-3"
          >
            {columns.map(({ id, head, cell, className }, index) => (
              <td
                key={id}
                className={`py-2 tablet:px-3 tablet:first:pl-4 tablet:last:pr-4 max-tablet:flex max-tablet:gap-2 max-tablet:p-0 max-tablet:has-[>span:last-child:empty]:hidden ${className ?? ""}`}
              >
                {index > 0 && head !== "" && (
                  <span aria-hidden className="w-28 shrink-0 text-muted tablet:hidden">
                    {head}
                  </span>
                )}
                <span className="min-w-0 break-words">{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
