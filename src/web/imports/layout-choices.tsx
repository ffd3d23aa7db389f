import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ImportPreview, MapContent } from "./api.ts";

/** Rows above it are titles; beyond this nobody writes them. */
const lastHeaderRow = 1000;

const HeaderRow = ({ row, onChange }: { row: number; onChange: (row: number) => void }) => {
  const t = useTranslations("preview");
  const [typed, setTyped] = useState(String(row));
  const [known, setKnown] = useState(row);
  if (known !== row) {
    setKnown(row);
    setTyped(String(row));
  }
  const settle = () => {
    const next = Number(typed);
    if (Number.isInteger(next) && next >= 1 && next <= lastHeaderRow) {
      if (next !== row) onChange(next);
    } else setTyped(String(row));
  };
  return (
    <label className="flex items-center gap-2 text-table text-muted">
      {t("headerRow")}
      <input
        type="number"
        min={1}
        max={lastHeaderRow}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={settle}
        onKeyDown={({ key }) => key === "Enter" && settle()}
        className="h-9 w-18 rounded-control border border-line bg-surface px-2 text-ink pointer-coarse:h-11"
      />
    </label>
  );
};

/** Which sheet is read and where its header stands. Another one is looked at anew, without what was mapped before. */
export const LayoutChoices = ({ preview, onChange }: { preview: ImportPreview; onChange: (map: MapContent) => void }) => {
  const t = useTranslations("preview");
  const { sheets, sheet, headerRow, format, recognisedAs } = preview;
  const isTable = format === "csv" || format === "xlsx" || format === "html";
  if (!isTable || headerRow === null || recognisedAs?.id === "attain") return null;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      {sheets.length > 1 && (
        <label className="flex min-w-0 items-center gap-2 text-table text-muted">
          {t("sheet")}
          <select
            value={sheet ?? ""}
            onChange={({ target }) => onChange({ sheet: target.value })}
            className="h-9 min-w-0 rounded-control border border-line bg-surface px-2 font-medium text-ink pointer-coarse:h-11"
          >
            {sheets.map(({ name, isHidden }) => (
              <option key={name} value={name}>
                {isHidden ? t("hiddenSheet", { name }) : name}
              </option>
            ))}
          </select>
        </label>
      )}
      <HeaderRow row={headerRow} onChange={(row) => onChange({ ...(sheet === null ? {} : { sheet }), headerRow: row })} />
    </div>
  );
};
