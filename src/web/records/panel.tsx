import { Link, useNavigate } from "@tanstack/react-router";
import { CalendarOff, Hourglass, X } from "lucide-react";
import { Fragment, lazy, Suspense, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Attainment, Period, Quota } from "../api.ts";
import { Standing } from "../attainment/standing.tsx";
import { useAway } from "../attainment/away.ts";
import { useAdjustments } from "../attainment/closing.ts";
import { expectedOf, magnitude, openableOf, shortfallOf, surplusOf } from "../attainment/requirement.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { changed, type View } from "../search.ts";
import { useMay, useOwnMember, useSignedIn } from "../session/session.ts";
import { SignButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Notice } from "../ui/notice.tsx";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { Segments } from "../ui/segments.tsx";
import { StatusWord } from "../ui/status.tsx";
import { DayChart } from "./day-chart.tsx";
import { Derivation } from "./derivation.tsx";
import { useAtClosing, type AtClosing } from "./at-closing.ts";
import { OverPeriods } from "./over-periods.tsx";
import { ScoreParts } from "./score-parts.tsx";
import { RecordList } from "./record-list.tsx";
import { CoverageLine } from "./coverage.tsx";
import { PaceWords } from "./pace-words.tsx";
import { ownDaysEndOf } from "./own-days.ts";
import { TeamSplit } from "./team-split.tsx";

/** Of whoever leads the member, and fetched when they open it. */
const OneToOne = lazy(async () => ({ default: (await import("../one-to-one/one-to-one.tsx")).OneToOne }));

const TALK = "one-to-one";

/** The numbers of a member, or what there is to talk about with them. */
const Shown = ({ isTalk }: { isTalk: boolean }) => {
  const t = useTranslations("panel");
  const navigate = useNavigate();
  return (
    <Segments
      label={t("shown")}
      value={isTalk ? TALK : "numbers"}
      onChange={(next) =>
        void navigate({
          to: "/team",
          search: (last) => changed(last, { show: next === TALK ? TALK : undefined }),
          replace: true,
          resetScroll: false,
        })
      }
      choices={[
        { value: "numbers", label: t("numbers") },
        { value: TALK, label: t("talk") },
      ]}
    />
  );
};

type Props = { attainment: Attainment; member: string; view: View; desk: boolean; onClose: () => void };

type Read = { quota: Quota; needless: boolean; planId: string; period: Period; today: string; closed: AtClosing };

const Readout = ({ quota, needless, planId, period, today, closed }: Read) => {
  const t = useTranslations();
  const { metric } = useCompany();
  const { amount, amountSaid, dayWithin } = useFormats();
  const known = metric(quota.metric);
  const { credited, target } = quota;
  const short = credited === null ? target : shortfallOf({ credited, target, carriedOver: quota.carriedOver });
  const isShort = magnitude(short) > 0 && !needless;
  const endsBefore = ownDaysEndOf(quota) ?? period.endsBefore;
  const missing = t("records.until", {
    amount: t("amount.more", { value: amountSaid(known, short) }),
    day: dayWithin(daysFrom(endsBefore, -1), period, today),
  });
  // Met to the dot, or excused, has been said by the status above.
  const saysMore =
    quota.status !== "excused" && (isShort || needless || (credited !== null && magnitude(surplusOf({ credited, target })) > 0));
  const running = today < endsBefore;
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-figure-large font-strong">{amount(known, quota.credited)}</span>
        <span className="text-heading text-muted">/ {amount(known, quota.target)}</span>
        {!needless && <StatusWord status={quota.status} className="ml-auto text-body font-medium" />}
      </p>
      <div className="mt-3">
        <QuotaBar {...quota} expected={needless ? null : expectedOf(quota)} size="large" />
      </div>
      {quota.credited !== null && (
        <p className="mt-2.5 empty:hidden">
          {running && isShort ? missing : saysMore && <Standing metric={known} amounts={{ ...quota, needless }} />}
        </p>
      )}
      {running && isShort && quota.pace != null && quota.status !== "excused" && (
        <PaceWords pace={quota.pace} metric={known} period={period} today={today} plan={planId} until={daysFrom(endsBefore, -1)} />
      )}
      <Beside quota={quota} closed={closed} />
    </div>
  );
};

/** What other periods give to this one, and the mark above the target. */
const Beside = ({ quota: { metric: id, carriedOver, madeUp, stretch }, closed }: { quota: Quota; closed: AtClosing }) => {
  const t = useTranslations("records");
  const { metric } = useCompany();
  const { amountSaid, name } = useFormats();
  const atClosing = useAtClosing();
  const known = metric(id);
  const said = [
    atClosing(known, closed),
    carriedOver && t("carriedOver", { amount: amountSaid(known, carriedOver.amount), period: name(carriedOver.from.label) }),
    madeUp && t("madeUp", { period: name(madeUp.in.label) }),
    stretch &&
      (magnitude(stretch.shortfall) > 0
        ? t("toStretch", { amount: amountSaid(known, stretch.shortfall), target: amountSaid(known, stretch.target) })
        : t("stretched", { target: amountSaid(known, stretch.target) })),
  ].filter((text) => text !== undefined);
  return said.map((text) => (
    <p key={text} className="mt-1 text-table text-muted">
      {text}
    </p>
  ));
};

/** One member and one metric in the period: how the number came about, day by day and record by record. */
export const RecordsPanel = ({ attainment, member, view, desk, onClose }: Props) => {
  const t = useTranslations();
  const company = useCompany();
  const { name } = useFormats();
  const seesAll = useSignedIn()?.permissions["attainment:read"]?.includes("company") === true;
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { period } = attainment;
  const rows = attainment.rows.filter((row) => row.member === member);
  const quotas = rows.flatMap((row) =>
    openableOf(row.requirement).map(({ quota, needless, whole }) => ({
      quota: needless ? { ...quota, status: "open" as const } : quota,
      needless,
      whole,
      plan: name(row.planName),
      planId: row.plan,
    })),
  );
  const shown = quotas.find((each) => each.quota.metric === view.metric) ?? quotas[0];
  const quota = shown?.quota;
  // Two plans may ask the same, each on days of its own.
  const sameMetric = quotas.filter((each) => each.quota.metric === quota?.metric);
  const tabs = quotas.filter((each, index) => quotas.findIndex((other) => other.quota.metric === each.quota.metric) === index);
  const [first] = rows;
  const away = useAway(attainment, company.today)(member);
  const adjustmentOf = useAdjustments(period);
  const closedOf = (plan: string, metric: string, startsOn?: string): AtClosing =>
    adjustmentOf({ member, plan })?.quotas.find((each) => each.metric === metric && each.within?.startsOn === startsOn)?.before;
  const own = useOwnMember();
  const mayTalk = useMay()("notes:read") && own !== member;
  const isTalk = mayTalk && view.show === TALK;
  const memberName = first === undefined ? member : name(first.memberName);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const escape = (event: KeyboardEvent) => event.key === "Escape" && !event.defaultPrevented && onClose();
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, [onClose]);
  useEffect(() => {
    if (desk) return;
    document.documentElement.style.overflow = "hidden";
    return () => void (document.documentElement.style.overflow = "");
  }, [desk]);

  return (
    <aside
      ref={panel}
      aria-labelledby="records-heading"
      className="border-line bg-surface max-desk:fixed max-desk:inset-0 max-desk:z-20 max-desk:overflow-y-auto desk:sticky desk:top-0 desk:h-dvh desk:overflow-y-auto desk:border-l"
    >
      <div className="sticky top-0 z-10 flex items-start gap-3 border-b border-line bg-surface px-5 py-3.5">
        <div className="min-w-0">
          <h2 id="records-heading" ref={heading} tabIndex={-1} className="text-heading font-strong break-words">
            <span className="sr-only">
              {quota === undefined || isTalk
                ? memberName
                : t("records.title", { member: memberName, metric: company.metricName(quota.metric) })}
            </span>
            <span aria-hidden>{memberName}</span>
          </h2>
          <p className="text-table text-muted">
            {name(period.label)}
            {first?.team != null && ` · ${company.teamName(first.team)}`}
          </p>
          {away !== undefined && (
            <p className="text-table text-muted">
              <CalendarOff aria-hidden className="mr-1.5 inline size-3.5 align-[-0.125em]" />
              {away}
            </p>
          )}
        </div>
        <SignButton label={t("records.close")} onClick={onClose} className="ml-auto shrink-0 border-none">
          <X aria-hidden className="size-5" />
        </SignButton>
      </div>
      {mayTalk && first !== undefined && (
        <div className="px-5 pt-4">
          <Shown isTalk={isTalk} />
        </div>
      )}
      {isTalk && first !== undefined ? (
        <div className="px-5 pt-5 pb-12">
          <Suspense fallback={<div className="skeleton h-64" />}>
            <OneToOne who={{ id: member, name: memberName }} />
          </Suspense>
        </div>
      ) : shown === undefined || quota === undefined ? (
        <p className="p-5 text-muted">{t(seesAll ? "records.unknownMember" : "records.memberNotFound")}</p>
      ) : (
        <div className="flex flex-col gap-7 px-5 pt-4 pb-12">
          {tabs.length > 1 && (
            <nav aria-label={t("records.metrics")} className="-mx-2 flex flex-wrap gap-1">
              {tabs.map(({ quota: each }) => (
                <Link
                  key={each.metric}
                  to="."
                  search={(last) => changed(last, { metric: each.metric })}
                  replace
                  resetScroll={false}
                  aria-current={each.metric === quota.metric ? "true" : undefined}
                  className={classNames(
                    "rounded-control px-2 py-1.5 text-table text-muted hover:bg-raised hover:text-ink aria-[current]:bg-raised aria-[current]:font-strong aria-[current]:text-ink pointer-coarse:py-3",
                  )}
                >
                  {company.metricName(each.metric)}
                </Link>
              ))}
            </nav>
          )}
          {sameMetric.map(({ quota: each, needless, plan, planId, whole }, index) => (
            <div key={index} className="flex flex-col gap-7">
              {whole?.type === "over" ? (
                <>
                  {sameMetric.length > 1 && <h3 className="-mb-6 text-table font-strong">{plan}</h3>}
                  <OverPeriods over={whole} closedOf={(metric, startsOn) => closedOf(planId, metric, startsOn)} />
                </>
              ) : (
                <div>
                  {sameMetric.length > 1 && <h3 className="pb-1 text-table font-strong">{plan}</h3>}
                  <Readout
                    quota={each}
                    needless={needless}
                    planId={planId}
                    period={period}
                    today={company.today}
                    closed={closedOf(planId, each.metric)}
                  />
                </div>
              )}
              {each.credited !== null && <CoverageLine quota={each} />}
              {whole?.type === "score" && <ScoreParts score={whole} />}
            </div>
          ))}
          {quota.credited === null ? (
            <Notice icon={Hourglass}>{t("records.counting")}</Notice>
          ) : (
            <DayChart member={member} metric={quota.metric} period={period} today={company.today} />
          )}
          {sameMetric
            .filter(({ whole }) => whole?.type !== "over")
            .map(({ quota: each, plan }, index) => (
              <Fragment key={index}>
                <Derivation quota={each} plan={plan} today={company.today} />
                <TeamSplit quota={each} />
              </Fragment>
            ))}
          {quota.credited !== null && (
            <RecordList
              key={quota.metric}
              asked={{ member, metric: quota.metric, on: period.startsOn, cadence: period.cadence }}
              period={period}
              today={company.today}
              filter={view.records}
            />
          )}
        </div>
      )}
    </aside>
  );
};
