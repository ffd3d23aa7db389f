import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { Attainment, Row, Status, Sum } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.ts";
import type { View } from "../search.ts";
import { classNames } from "../ui/class-names.ts";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { StatusSign, statusColour } from "../ui/status.tsx";
import { statusOrder } from "./requirement.ts";
import { Standing } from "./standing.tsx";
import { sumStatus } from "./tables.ts";

const block = "min-w-0 px-5 py-4";

const counts = (rows: readonly Row[]): readonly { status: Status; count: number }[] => {
  const found = new Map<Status, number>();
  for (const { status } of rows) found.set(status, (found.get(status) ?? 0) + 1);
  return statusOrder.toReversed().flatMap((status) => (found.has(status) ? [{ status, count: found.get(status) ?? 0 }] : []));
};

/** How many have met everything that was asked of them, and how the rest stand; each count shows only its own. */
const HowManyMet = ({ rows, view }: { rows: readonly Row[]; view: View }) => {
  const t = useTranslations("attainment");
  const words = useTranslations("status");
  const { number } = useFormats();
  const members = new Set(rows.map(({ member }) => member));
  const unmet = new Set(rows.filter(({ status }) => status !== "met" && status !== "ahead" && status !== "excused").map(({ member }) => member));
  return (
    <div className={block}>
      <h2 className="text-table text-muted">{t("membersMet")}</h2>
      <p className="mt-1 whitespace-nowrap">
        <span className="text-figure font-strong">{number(members.size - unmet.size)}</span>
        <span className="text-muted"> / {number(members.size)}</span>
      </p>
      <div aria-hidden className="mt-2 flex h-2.5 gap-px overflow-hidden rounded-bar">
        {counts(rows).map(({ status, count }) => (
          <span key={status} className={classNames("min-w-0.5 bg-current", statusColour(status))} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="mt-1.5 -ml-2 flex flex-wrap text-table">
        {counts(rows).map(({ status, count }) => {
          const only = view.status === status;
          return (
            <li key={status}>
              <Link
                to="/"
                search={({ status: _, ...rest }) => (only ? rest : { ...rest, status })}
                replace
                resetScroll={false}
                aria-label={only ? t("showAll") : t("showOnly", { status: words(status), count: number(count) })}
                aria-current={only ? "true" : undefined}
                className={classNames(
                  "flex items-center gap-1 rounded-control px-2 py-1 whitespace-nowrap hover:bg-raised aria-[current]:bg-raised aria-[current]:font-strong pointer-coarse:py-2.5",
                  statusColour(status),
                )}
              >
                <StatusSign status={status} />
                {words(status)} {number(count)}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
};

const SumBlock = ({ sum, over, named }: { sum: Sum; over: boolean; named: string }) => {
  const { metric } = useCompany();
  const { amount } = useFormats();
  const known = metric(sum.metric);
  const status = sumStatus(sum, over);
  return (
    <div className={block}>
      <h2 className="truncate text-table text-muted">{named}</h2>
      <p className="mt-1 truncate">
        <span className="text-figure font-strong">{amount(known, sum.credited)}</span>
        <span className="text-muted"> / {amount(known, sum.target)}</span>
      </p>
      <div className="mt-2">
        <QuotaBar {...sum} status={status} size="sum" />
      </div>
      <p className="mt-1.5 py-1 text-table">
        <Standing metric={known} amounts={{ ...sum, status }} />
      </p>
    </div>
  );
};

/** The company, or the chosen team, in one line of readouts. */
export const Summary = ({ attainment, view, over }: { attainment: Attainment; view: View; over: boolean }) => {
  const t = useTranslations("attainment");
  const { metricName, planName } = useCompany();
  const parts = (view.team === undefined ? undefined : attainment.teams.find(({ team }) => team === view.team)?.parts) ?? attainment.company.parts;
  const severalPlans = new Set(parts.map(({ plan }) => plan)).size > 1;
  return (
    <section aria-label={t("sums")} className="grid grid-cols-1 overflow-hidden rounded-control border border-line bg-surface tablet:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] *:border-b *:border-line *:-mb-px tablet:*:border-r tablet:*:-mr-px">
      <HowManyMet rows={attainment.rows} view={view} />
      {parts.map((sum) => (
        <SumBlock key={`${sum.plan} ${sum.metric}`} sum={sum} over={over} named={severalPlans ? `${metricName(sum.metric)} · ${planName(sum.plan)}` : metricName(sum.metric)} />
      ))}
    </section>
  );
};
