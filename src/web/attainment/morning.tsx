import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarOff, ListChecks, MessageSquareWarning, RadioTower, Sunrise, Target, type LucideIcon } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Attainment } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany, type View } from "../search.ts";
import { useMay, useOwnMember } from "../session/session.ts";
import { StatusSign } from "../ui/status.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { morningQuery, type Commitment, type Morning as MorningAnswer } from "./morning-api.ts";
import { neededToday } from "./needed.ts";
import { OwnCommitment } from "./own-commitment.tsx";

/** So many names are read at a glance. */
const NAMES = 5;
/** So many lines of what people set out to do. */
const LINES = 30;

const Fact = ({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) => (
  <li className="flex min-w-0 items-start gap-2">
    <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
    <span className="min-w-0 break-words">{children}</span>
  </li>
);

const useCommitmentWords = () => {
  const t = useTranslations("morning");
  const { metricName } = useCompany();
  const { number } = useFormats();
  return ({ metric, amount, credited }: Commitment): string =>
    t("commitment", { metric: metricName(metric), credited: number(credited), amount: number(amount) });
};

const Commitments = ({ members }: { members: MorningAnswer["members"] }) => {
  const t = useTranslations("morning");
  const { name } = useFormats();
  const words = useCommitmentWords();
  const said = members.filter(({ commitments }) => commitments.length > 0);
  if (said.length === 0) return <p className="text-table text-muted">{t("noCommitments")}</p>;
  return (
    <ul className="flex flex-col gap-1 text-table" aria-label={t("commitments")}>
      {said.slice(0, LINES).map(({ member, memberName, commitments }) => (
        <li key={member} className="flex flex-wrap gap-x-2">
          <span className="font-medium">{name(memberName)}</span>
          {commitments.map((each) => (
            <span key={each.metric} className="inline-flex items-baseline gap-1 text-muted">
              {words(each)}
              {each.credited >= each.amount && (
                <>
                  <StatusSign status="met" />
                  <span className="sr-only">{t("kept")}</span>
                </>
              )}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
};

const Waiting = ({ waiting: { disputes, leaves } }: { waiting: MorningAnswer["waiting"] }) => {
  const t = useTranslations("morning");
  if (disputes + leaves === 0) return t("nothingWaits");
  return (
    <>
      {t("waiting")}{" "}
      {disputes > 0 && (
        <Link to="/disputes" search={keptCompany} className="font-medium text-accent hover:underline">
          {t("disputes", { count: disputes })}
        </Link>
      )}
      {disputes > 0 && leaves > 0 && ", "}
      {leaves > 0 && (
        <Link
          to="/inbox"
          search={(view): View => ({ ...keptCompany(view), show: "leave" })}
          className="font-medium text-accent hover:underline"
        >
          {t("leaves", { count: leaves })}
        </Link>
      )}
    </>
  );
};

const Facts = ({ morning, attainment }: { morning: MorningAnswer; attainment: Attainment }) => {
  const t = useTranslations("morning");
  const may = useMay();
  const { name, day, number, amountSaid } = useFormats();
  const { metric, metricName } = useCompany();
  const { members, kinds, yesterday, on, waiting, lateSources } = morning;
  const needed = useMemo(() => [...neededToday(attainment.rows)], [attainment]);
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const away = members.filter((member) => member.away !== null);
  const awayNames = away
    .slice(0, NAMES)
    .map((member) => (member.away === "half" ? t("halfAway", { name: name(member.memberName) }) : name(member.memberName)))
    .join(", ");
  return (
    <ul className="grid gap-x-8 gap-y-1.5 text-table tablet:grid-cols-2">
      <Fact icon={Sunrise}>
        {t("yesterday", { day: day(yesterday, on), count: total })}
        {kinds.length > 0 && (
          <span className="text-muted">
            {" · "}
            {kinds.map(({ kindName, count }) => t("kind", { kind: name(kindName), count: number(count) })).join(", ")}
          </span>
        )}
      </Fact>
      <Fact icon={Target}>
        {needed.length === 0
          ? t("neededNothing")
          : t("needed", {
              quotas: needed
                .map(([id, amount]) => t("quota", { metric: metricName(id), amount: amountSaid(metric(id), amount) }))
                .join(", "),
            })}
      </Fact>
      <Fact icon={CalendarOff}>
        {away.length === 0
          ? t("nobodyAway")
          : t("away", { names: away.length > NAMES ? t("andMore", { names: awayNames, count: away.length - NAMES }) : awayNames })}
      </Fact>
      {may("disputes:decide") && (
        <Fact icon={MessageSquareWarning}>
          <Waiting waiting={waiting} />
        </Fact>
      )}
      {lateSources.map(({ source }) => (
        <Fact key={source} icon={RadioTower}>
          {t("late", { day: day(yesterday, on), sources: source })}
        </Fact>
      ))}
    </ul>
  );
};

/** The page at ten to nine: yesterday, what today needs, who is away, what waits, what is late, and what people set out to do. */
export const Morning = ({ attainment, view }: { attainment: Attainment; view: View }) => {
  const t = useTranslations("morning");
  const { language } = useLanguage();
  const own = useOwnMember();
  const may = useMay();
  const { data: morning, error, refetch } = useQuery(morningQuery(view.team, language));
  if (error !== null && morning === undefined) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (morning === undefined) return <div className="skeleton h-28" />;
  const ownLine = morning.members.find(({ member }) => member === own);
  const metrics = attainment.metrics.filter(({ unit }) => unit === "count");
  return (
    <section aria-labelledby="morning" className="flex flex-col gap-3 rounded-control border border-line bg-surface px-4 py-3">
      <h2 id="morning" className="font-strong">
        {t("title")}
      </h2>
      <Facts morning={morning} attainment={attainment} />
      <div className="flex flex-col gap-3 border-t border-line pt-3">
        <h3 className="flex items-center gap-2 text-table font-strong">
          <ListChecks aria-hidden className="size-4 text-muted" />
          {t("commitments")}
        </h3>
        <Commitments members={morning.members} />
        {ownLine !== undefined && metrics.length > 0 && may("commitments:write") && (
          <OwnCommitment day={morning.on} metrics={metrics} commitments={ownLine.commitments} />
        )}
      </div>
    </section>
  );
};
