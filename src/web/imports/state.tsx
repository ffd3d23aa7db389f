import { Check, CircleDashed, LoaderCircle, X, type LucideIcon, Minus } from "lucide-react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import type { Import, ImportState } from "./api.ts";

const signs: Readonly<Record<ImportState, { readonly Sign: LucideIcon; readonly colour: string }>> = {
  waiting: { Sign: CircleDashed, colour: "text-accent" },
  running: { Sign: LoaderCircle, colour: "text-ink" },
  done: { Sign: Check, colour: "text-met" },
  failed: { Sign: X, colour: "text-missed" },
  discarded: { Sign: Minus, colour: "text-muted" },
};

/** How far an import is: colour, sign and word. */
export const ImportStateWord = ({ entry }: { entry: Import }) => {
  const t = useTranslations("import");
  const { percent } = useFormats();
  const { Sign, colour } = signs[entry.state];
  const { rows, ofRows } = entry.progress;
  return (
    <span className={`inline-flex items-center gap-1 text-table whitespace-nowrap ${colour}`}>
      <Sign aria-hidden className="size-3.5" strokeWidth={2.5} />
      {t(`state.${entry.state}`)}
      {entry.state === "running" && ofRows > 0 && ` ${percent(rows / ofRows)}`}
    </span>
  );
};
