import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Attainment } from "../api.ts";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { talliesQuery } from "../queries.ts";
import { changed, keptCompany } from "../search.ts";
import { useMay } from "../session/session.ts";
import { buttonClass } from "../ui/button.tsx";
import { Commands } from "../ui/commands.tsx";

/** How far back the latest records are looked for, and by how many metrics: enough to find them, little to ask. */
const daysBack = 3653;
const mostMetrics = 4;

/** The last day before the period with anything counted for what the plans ask. */
const useLatestDay = ({ period, metrics }: Attainment): string | undefined => {
  const { language } = useLanguage();
  const answers = useQueries({
    queries: metrics
      .slice(0, mostMetrics)
      .map(({ id }) => talliesQuery({ metric: id, from: daysFrom(period.startsOn, -daysBack), before: period.startsOn }, language)),
  });
  return answers
    .flatMap(({ data }) => data?.tallies.map(({ day }) => day) ?? [])
    .reduce<string | undefined>((latest, day) => (latest === undefined || day > latest ? day : latest), undefined);
};

export const NoRecords = ({ attainment, today }: { attainment: Attainment; today: string }) => {
  const t = useTranslations("empty");
  const tPages = useTranslations("pages");
  const { day } = useFormats();
  const latest = useLatestDay(attainment);
  const mayImport = useMay()("imports:write");
  return (
    <Empty title={t("records")} next={t(mayImport ? "recordsNext" : "recordsWait")}>
      {latest !== undefined && (
        <Link to="/team" search={(view) => changed(view, { on: latest })} className={buttonClass("primary")}>
          {t("latest", { day: day(latest, today) })}
        </Link>
      )}
      {mayImport && (
        <>
          <Link to="/imports" search={keptCompany} className={buttonClass("plain")}>
            {tPages("imports")}
          </Link>
          <Commands texts={["npx attain import activities FILE.csv"]} />
        </>
      )}
    </Empty>
  );
};
