import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { dayAt } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { keptCompany } from "../search.ts";
import type { SentAgain as Sent } from "./api.ts";
import { timeAt } from "./words.ts";

const useWhatCame = (): ((sent: Sent) => string) => {
  const t = useTranslations();
  return ({ state, taken, rejected }) => {
    if (state !== "done" || taken === null || rejected === null) return t(`import.state.${state}`);
    return rejected === 0 ? t("result.againAll", { taken }) : t("result.againSome", { taken, rejected });
  };
};

/** Rows that were not taken, as they came again: when, and what came of them. */
export const SentAgain = ({ all }: { all: readonly Sent[] }) => {
  const t = useTranslations();
  const { company, today } = useCompany();
  const { day } = useFormats();
  const whatCame = useWhatCame();
  if (all.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-table font-medium">{t("result.sentAgain")}</h3>
      <ul className="rounded-control border border-line bg-surface text-table">
        {all.map((sent) => (
          <li key={sent.id} className="border-b border-line last:border-b-0">
            <Link
              to="/imports/$importId"
              params={{ importId: sent.id }}
              search={keptCompany}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3 py-2 hover:bg-raised"
            >
              <span className="min-w-0">
                <span className="block font-medium break-words">{sent.fileName}</span>
                <span className="block text-muted">
                  {t("import.at", {
                    day: day(dayAt(sent.createdAt, company.timeZone), today),
                    time: timeAt(sent.createdAt, company.timeZone),
                  })}
                </span>
              </span>
              <span>{whatCame(sent)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
};
