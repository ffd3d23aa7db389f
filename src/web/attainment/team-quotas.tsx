import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { useId, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Attainment, Metric, Quota, TeamRow } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { changed, type View } from "../search.ts";
import { classNames } from "../ui/class-names.ts";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { StatusWord } from "../ui/status.tsx";
import { Contributions } from "./contributions.tsx";
import { leavesOf, magnitude, type Leaf } from "./requirement.ts";
import { Standing } from "./standing.tsx";

/** Which team's number is opened, as the address says it. */
const openedKey = ({ team, plan }: TeamRow, index: number): string => `${team}/${plan}/${index}`;

/** Heads are counted, whatever the metric measures. */
const unitOf = (quota: Quota, known: Metric | undefined): Metric | undefined =>
  quota.heads === undefined || known === undefined ? known : { id: known.id, name: known.name, unit: "number" };

/** What a quota of a team counts, and what stands beside it: of how many heads, or what the members are asked themselves. */
const useQuotaTexts = () => {
  const t = useTranslations("teamQuotas");
  const { metric, metricName } = useCompany();
  const { amount, amountSaid, number } = useFormats();
  return ({ metric: id, heads, personal }: Quota): { readonly label: string; readonly beside: string } => {
    const known = metric(id);
    if (heads !== undefined)
      return {
        label: t("heads", { metric: metricName(id), atLeast: amountSaid(known, heads.atLeast) }),
        beside: t("ofHeads", { of: number(heads.of) }),
      };
    // Where the members are asked nothing themselves there is nothing to compare.
    if (personal === undefined || magnitude(personal.target) === 0) return { label: metricName(id), beside: "" };
    const size = magnitude(personal.difference);
    const positive = typeof personal.difference === "number" ? Math.abs(size) : { ...personal.difference, amountMinor: Math.abs(size) };
    const difference = `${size > 0 ? "+" : size < 0 ? "−" : "±"}${amount(known, positive)}`;
    return { label: metricName(id), beside: t("personal", { target: amount(known, personal.target), difference }) };
  };
};

type Shown = { readonly view: View; readonly members: ReadonlySet<string> };
type Placed = Shown & { readonly row: TeamRow; readonly leaf: Leaf; readonly index: number };

const TeamQuota = ({ row, leaf: { quota, joiner, quieter, needless }, index, view, members }: Placed) => {
  const t = useTranslations();
  const { metric } = useCompany();
  const { amount } = useFormats();
  const textsOf = useQuotaTexts();
  const navigate = useNavigate();
  const { label, beside } = textsOf(quota);
  const known = unitOf(quota, metric(quota.metric));
  const opened = view.given === openedKey(row, index);
  const toggle = () =>
    void navigate({
      to: "/team",
      search: (last) => changed(last, { given: opened ? undefined : openedKey(row, index) }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="min-w-0">
      {joiner === "or" && <p className="pb-1 text-caption text-muted">{t("attainment.or")}</p>}
      <button
        type="button"
        aria-expanded={opened}
        onClick={toggle}
        className="-mx-2 block w-[calc(100%+1rem)] rounded-control px-2 py-2 text-left hover:bg-raised"
      >
        <span className="flex flex-wrap items-baseline gap-x-3 text-table">
          <span className="min-w-0 break-words">{label}</span>
          <span className="ml-auto flex flex-wrap items-baseline justify-end gap-x-2">
            <span className="whitespace-nowrap">
              <span className={classNames("font-strong", quieter && "text-muted")}>{amount(known, quota.credited)}</span>
              <span className="text-muted"> / {amount(known, quota.target)}</span>
            </span>
            <Standing metric={known} amounts={{ ...quota, needless }} />
          </span>
        </span>
        <span className="mt-1.5 block">
          <QuotaBar {...quota} size="sum" quieter={quieter} />
        </span>
        <span className="mt-1.5 flex items-center justify-between gap-3 text-caption text-muted">
          <span>{beside}</span>
          <span className="flex items-center gap-1 whitespace-nowrap">
            {t("teamQuotas.members")}
            <ChevronDown aria-hidden className={classNames("size-3.5", opened && "rotate-180")} />
          </span>
        </span>
      </button>
      {opened && <Contributions row={row} quota={quota} view={view} members={members} />}
    </div>
  );
};

const TeamLine = ({ row, view, members }: Shown & { row: TeamRow }) => {
  const { name } = useFormats();
  return (
    <li className="grid gap-x-8 gap-y-2 px-4 py-3 desk:grid-cols-[minmax(12rem,16rem)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 desk:block desk:pt-2">
        <h3 className="font-medium break-words">{name(row.teamName)}</h3>
        <p className="text-caption text-muted">{name(row.planName)}</p>
        <StatusWord status={row.status} className="ml-auto text-table desk:mt-1" />
      </div>
      <div className="grid items-start gap-x-8 gap-y-1 [grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr))]">
        {leavesOf(row.requirement).map((leaf, index) => (
          <TeamQuota key={index} row={row} leaf={leaf} index={index} view={view} members={members} />
        ))}
      </div>
    </li>
  );
};

/** What teams are asked themselves, beside what their members are; each number opens down to who gave it. */
export const TeamQuotas = ({ attainment, view }: { attainment: Attainment; view: View }) => {
  const t = useTranslations("teamQuotas");
  const heading = useId();
  const { teamRows, rows } = attainment;
  const members = useMemo(() => new Set(rows.map(({ member }) => member)), [rows]);
  if (teamRows.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="pb-2 text-body font-strong">
        {t("title")}
      </h2>
      <ul className="divide-y divide-line rounded-control border border-line bg-surface">
        {teamRows.map((row) => (
          <TeamLine key={`${row.team} ${row.plan}`} row={row} view={view} members={members} />
        ))}
      </ul>
    </section>
  );
};
