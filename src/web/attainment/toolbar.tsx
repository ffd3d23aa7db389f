import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, Link2, Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Period } from "../api.ts";
import { useCompany } from "../company.tsx";
import { dayAt, daysBetween, daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { changed, type View } from "../search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Segments } from "../ui/segments.tsx";
import { useCopy } from "../ui/use-copy.ts";
import { useCadenceName } from "./cadences.ts";
import { useClosure } from "./closing.ts";
import { inTree } from "./team-order.ts";

const stepClass = buttonClass("plain", "w-9 px-0 pointer-coarse:w-11 aria-disabled:opacity-40");

/** Which period, and the way to the one before and after. */
export const PeriodHead = ({ period, today }: { period: Period; today: string }) => {
  const t = useTranslations();
  const { name, span, day } = useFormats();
  const running = period.startsOn <= today && today < period.endsBefore;
  const left = daysBetween(today, period.endsBefore) - 1;
  const { outside } = period;
  const { company } = useCompany();
  const closure = useClosure(period);
  const when = running
    ? t("attainment.daysLeft", { days: left })
    : today < period.startsOn
      ? t("attainment.notBegun")
      : closure === undefined
        ? t("attainment.over")
        : t("attainment.closed", { by: closure.closedBy, day: day(dayAt(closure.closedAt, company.timeZone), today) });
  return (
    <div className="flex min-w-0 items-center gap-x-3 tablet:gap-x-4">
      <nav aria-label={t("attainment.period")} className="flex items-center gap-1.5">
        <Link
          to="/team"
          disabled={outside === "before"}
          search={(view) => changed(view, { on: daysFrom(period.startsOn, -1) })}
          resetScroll={false}
          aria-label={t("attainment.earlier")}
          title={t("attainment.earlier")}
          className={stepClass}
        >
          <ChevronLeft aria-hidden className="size-5" />
        </Link>
        <Link
          to="/team"
          disabled={outside === "after"}
          search={(view) => changed(view, { on: period.endsBefore })}
          resetScroll={false}
          aria-label={t("attainment.later")}
          title={t("attainment.later")}
          className={stepClass}
        >
          <ChevronRight aria-hidden className="size-5" />
        </Link>
      </nav>
      <div className="min-w-0">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">
          <span className="sr-only">{t("attainment.title")} </span>
          {name(period.label)}
        </h1>
        <p className="flex flex-wrap items-baseline gap-x-2 text-table text-muted">
          {outside === undefined && (
            <span>
              {span(period, today)}
              <span aria-hidden> · </span>
              {when}
            </span>
          )}
          {!running && (
            <Link
              to="/team"
              search={(view) => changed(view, { on: undefined })}
              resetScroll={false}
              className="rounded-control py-1 font-medium whitespace-nowrap text-accent hover:underline"
            >
              {t("attainment.now")}
            </Link>
          )}
        </p>
      </div>
    </div>
  );
};

export const CadenceSwitch = ({ cadences, cadence }: { cadences: readonly string[]; cadence: string }) => {
  const t = useTranslations();
  const navigate = useNavigate();
  const cadenceName = useCadenceName();
  if (cadences.length < 2) return null;
  const choose = (next: string) => void navigate({ to: "/team", search: (view) => changed(view, { cadence: next }), resetScroll: false });
  return (
    <Segments
      label={t("attainment.cadence")}
      value={cadence}
      onChange={choose}
      choices={cadences.map((each) => ({ value: each, label: cadenceName(each) }))}
    />
  );
};

const everyone = "";

export const TeamChoice = ({ team }: { team: string | undefined }) => {
  const t = useTranslations("attainment");
  const { teams } = useCompany();
  const { name } = useFormats();
  const navigate = useNavigate();
  if (teams.length === 0) return null;
  return (
    <Choice
      label={t("team")}
      value={team ?? everyone}
      onChange={(next) =>
        void navigate({ to: "/team", search: (view) => changed(view, { team: next === everyone ? undefined : next }), resetScroll: false })
      }
      options={[
        { value: everyone, label: t("everyone") },
        ...inTree(teams).map((each) => ({ value: each.team.id, label: name(each.team.name), depth: each.depth })),
      ]}
      className="w-44 max-tablet:flex-1"
    />
  );
};

/** Typing must never wait, and a browser allows only so many changes of the address in a while. */
const settleMs = 200;

export const FindMember = ({ find = "" }: { find: string | undefined }) => {
  const t = useTranslations("attainment");
  const navigate = useNavigate();
  const [typed, setTyped] = useState(find);
  const [sent, setSent] = useState(find);
  const [known, setKnown] = useState(find);
  if (find !== known) {
    setKnown(find);
    // Something else changed the address, Back or a cleared filter; what is being typed here runs ahead of its own address.
    if (find !== sent) setTyped(find);
  }

  useEffect(() => {
    if (typed === find) return;
    const timer = setTimeout(() => {
      setSent(typed);
      void navigate({
        to: "/team",
        search: (view) => changed(view, { find: typed === "" ? undefined : typed }),
        replace: true,
        resetScroll: false,
      });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [typed, find, navigate]);

  return (
    <div role="search" className="relative min-w-36 flex-1 tablet:max-w-60">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={t("find")}
        aria-keyshortcuts="/"
        placeholder={t("findHint")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setTyped("")}
        className="h-9 w-full rounded-control border border-edge bg-surface pr-8 pl-8 text-table placeholder:text-muted pointer-coarse:h-11 pointer-coarse:text-base"
      />
      {typed !== "" && (
        <button
          type="button"
          aria-label={t("clearFind")}
          onClick={() => setTyped("")}
          className="absolute top-1/2 right-1 grid size-7 -translate-y-1/2 place-items-center rounded-control text-muted hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
};

export const RowsSwitch = ({ by }: { by: View["by"] }) => {
  const t = useTranslations("attainment");
  const navigate = useNavigate();
  return (
    <Segments
      label={t("view")}
      value={by ?? "member"}
      onChange={(next) =>
        void navigate({ to: "/team", search: (view) => changed(view, { by: next === "team" ? next : undefined }), resetScroll: false })
      }
      choices={[
        { value: "member", label: t("byMember") },
        { value: "team", label: t("byTeam") },
      ]}
    />
  );
};

export const CopyLink = () => {
  const t = useTranslations("attainment");
  const { copied, copy } = useCopy();
  return (
    <Button onClick={() => copy(location.href)} className="max-tablet:hidden">
      <Link2 aria-hidden className="size-4" />
      {copied ? t("copied") : t("copyLink")}
      <span role="status" className="sr-only">
        {copied && t("copied")}
      </span>
    </Button>
  );
};
