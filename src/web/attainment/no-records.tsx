import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Attainment } from "../api.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { talliesQuery } from "../queries.ts";
import { changed, keptCompany } from "../search.ts";
import { useMay } from "../session/session.ts";
import { buttonClass } from "../ui/button.tsx";
import { Commands } from "../ui/commands.tsx";

/** How far back the latest records are looked for: enough to find them, little to ask. */
const daysBack = 3653;

/** The last day before the period with any record: of the whole log where it has ended by then, else one that counts for the first that is asked. */
const useLatestDay = ({ period: { startsOn }, metrics: [first] }: Attainment): string | undefined => {
  const { language } = useLanguage();
  const { activities } = useCompany();
  const isOver = activities != null && activities.lastDay < startsOn;
  const isWithin = activities != null && !isOver && activities.firstDay < startsOn;
  const asked = { metric: first?.id ?? "", from: daysFrom(startsOn, -daysBack), before: startsOn };
  const { data } = useQuery({ ...talliesQuery(asked, language), enabled: isWithin && first !== undefined });
  return isOver ? activities.lastDay : data?.tallies.at(-1)?.day;
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
