import { keepPreviousData, useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, CircleDashed, TriangleAlert } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cadencesOf, defaultCadence, useCadenceName } from "../attainment/cadences.ts";
import { closePeriod, reopenPeriod, type Closing, type ClosingBlock, type Closure, type Period } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany, type View } from "../search.ts";
import { sourcesQuery } from "../sources/queries.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { Panel } from "../ui/panel.tsx";
import { LinesSkeleton, TableSkeleton } from "../ui/skeleton.tsx";
import { Stepper } from "../ui/stepper.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { useWhen } from "../use-when.ts";
import { inOperationsWords } from "../words/operations-words.tsx";
import { dayToClose } from "./default-day.ts";
import { closuresQuery, previewQuery, waitingQuery } from "./queries.ts";
import { Adjustments, Statements } from "./statements.tsx";

const linkClass = "font-medium whitespace-nowrap text-accent hover:underline";

/** The way to what mends a block; what only time mends has none. */
const Mend = ({ block }: { block: ClosingBlock }) => {
  const t = useTranslations("closing.mend");
  if (block.block === "dispute")
    return (
      <Link to="/disputes" search={keptCompany} className={linkClass}>
        {t("dispute")}
      </Link>
    );
  if (block.block === "unattributed")
    return (
      <Link to="/people" search={(view): View => ({ ...keptCompany(view), show: "strangers" })} className={linkClass}>
        {t("unattributed")}
      </Link>
    );
  if (block.block === "leave")
    return (
      <Link to="/inbox" search={(view): View => ({ ...keptCompany(view), show: "leave" })} className={linkClass}>
        {t("leave")}
      </Link>
    );
  if (block.block === "withheld")
    return (
      <Link
        to="/calendars"
        search={(view): View => ({ ...keptCompany(view), calendar: block.calendar, year: String(block.year) })}
        className={linkClass}
      >
        {t("withheld")}
      </Link>
    );
  if (block.block === "earlier-open")
    return (
      <Link to="/closing" search={(view): View => ({ ...view, on: block.period })} className={linkClass}>
        {t("earlier-open")}
      </Link>
    );
  return null;
};

const Line = ({ sign, said, more, children }: { sign: ReactNode; said: ReactNode; more: string | null; children?: ReactNode }) => (
  <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line px-3 py-2.5 last:border-b-0">
    {sign}
    <span className="min-w-0 flex-1 basis-56">
      <span className="break-words">{said}</span>
      {more !== null && <span className="block text-table text-muted">{more}</span>}
    </span>
    {children}
  </li>
);

const Blocks = ({ closing, label }: { closing: Closing; label: string }) => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const sources = useQuery(sourcesQuery(language));
  const late = sources.data?.sources.filter((source) => source.late) ?? [];
  const { blocks } = closing;
  return (
    <Panel title={t("ways")}>
      {blocks.length === 0 && (
        <p className="flex items-center gap-2 text-met">
          <Check aria-hidden className="size-4" />
          {t("clear", { period: label })}
        </p>
      )}
      {(blocks.length > 0 || late.length > 0) && (
        <ul aria-label={t("ways")} className="rounded-control border border-line">
          {blocks.map((block) => (
            <Line
              key={JSON.stringify([block.block, block.detail.en])}
              sign={
                <TriangleAlert aria-hidden className={block.overrulable ? "mt-0.5 size-4 text-at-risk" : "mt-0.5 size-4 text-missed"} />
              }
              said={<span className="block first-letter:uppercase">{block.detail[language]}</span>}
              more={block.block === "not-over" ? null : t(block.overrulable ? "overrulable" : "final")}
            >
              <Mend block={block} />
            </Line>
          ))}
          {late.map(({ source, waitedDays }) => (
            <Line
              key={source}
              sign={<CircleDashed aria-hidden className="mt-0.5 size-4 text-muted" />}
              said={t("late", { source, days: waitedDays ?? 0 })}
              more={null}
            >
              <Link to="/sources" search={keptCompany} className={linkClass}>
                {t("mend.late")}
              </Link>
            </Line>
          ))}
        </ul>
      )}
      {sources.error !== null && <Trouble error={sources.error} onAgain={() => void sources.refetch()} />}
    </Panel>
  );
};

const closingKey = ["close-period"];

/** While a period is being closed nothing asks what stands in its way: once it is closed there is no such question. */
const useIsClosing = (): boolean => useIsMutating({ mutationKey: closingKey }) > 0;

const useDone = () => {
  const queries = useQueryClient();
  return async () => {
    // What is shown of a period goes by whether it is closed.
    await queries.invalidateQueries({ queryKey: ["closures"] });
    await Promise.all(["closing", "adjustments", "attainment"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
};

const CloseForm = ({ closing, label }: { closing: Closing; label: string }) => {
  const t = useTranslations("closing");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const done = useDone();
  const [isAsked, setAsked] = useState(false);
  const [despite, setDespite] = useState("");
  const { period, blocks } = closing;
  const needsReason = blocks.length > 0;
  const queries = useQueryClient();
  const saving = useMutation({
    mutationKey: closingKey,
    mutationFn: () =>
      closePeriod(
        { body: { cadence: period.cadence, on: period.startsOn, ...(needsReason ? { despite: despite.trim() } : {}) } },
        { language },
      ),
    onMutate: () => queries.cancelQueries({ queryKey: ["closing", "preview"] }),
    onSuccess: done,
  });
  if (blocks.some(({ overrulable }) => !overrulable)) return null;
  if (!isAsked)
    return (
      <Button look="primary" className="self-start" onClick={() => setAsked(true)}>
        {t("close", { period: label })}
      </Button>
    );
  return (
    <Panel title={t("close", { period: label })}>
      <p className="max-w-prose text-table text-muted">{t("what")}</p>
      <form
        aria-label={t("close", { period: label })}
        className="flex max-w-xl flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {needsReason && (
          <Labelled label={t("despite")}>
            <LineInput required maxLength={1000} value={despite} onChange={({ target }) => setDespite(target.value)} />
          </Labelled>
        )}
        <FormError error={saving.error} />
        <FormFoot
          isReady={!saving.isPending && (!needsReason || despite.trim() !== "")}
          save={saving.isPending ? t("closing") : t("sure")}
          cancel={ops("cancel")}
          onCancel={() => setAsked(false)}
        />
      </form>
    </Panel>
  );
};

const Reopen = ({ closure, label }: { closure: Closure; label: string }) => {
  const t = useTranslations("closing");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const done = useDone();
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const saving = useMutation({
    mutationFn: () =>
      reopenPeriod({ body: { cadence: closure.period.cadence, on: closure.period.startsOn, reason: reason.trim() } }, { language }),
    onSuccess: done,
  });
  if (!isAsked)
    return (
      <Button className="self-start" onClick={() => setAsked(true)}>
        {t("reopen")}
      </Button>
    );
  return (
    <form
      aria-label={t("reopen")}
      className="flex max-w-xl flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <p className="text-table text-muted">{t("reopenWhat")}</p>
      <Labelled label={ops("reason")}>
        <LineInput required maxLength={1000} value={reason} onChange={({ target }) => setReason(target.value)} />
      </Labelled>
      <FormError error={saving.error} />
      <FormFoot
        isReady={reason.trim() !== "" && !saving.isPending}
        save={t("reopenSure", { period: label })}
        cancel={ops("cancel")}
        onCancel={() => setAsked(false)}
      />
    </form>
  );
};

const Closed = ({ closure, label }: { closure: Closure; label: string }) => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const mayWrite = useMay()("closing:write");
  const when = useWhen();
  return (
    <Panel title={t("closedBy", { by: closure.closedBy, at: when(closure.closedAt) })}>
      {closure.version > 1 && <p className="text-table text-muted">{t("version", { version: String(closure.version) })}</p>}
      {closure.reason !== null && (
        <p className="text-table">
          {t("overruled", { what: closure.overruled.map(({ detail }) => detail[language]).join("; "), reason: closure.reason })}
        </p>
      )}
      {closure.statedAt === null && <p role="status">{t("writing")}</p>}
      {mayWrite && <Reopen closure={closure} label={label} />}
    </Panel>
  );
};

const Open = ({ cadence, on, closures }: { cadence: string; on: string; closures: readonly Closure[] }) => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const { name } = useFormats();
  const may = useMay();
  const isClosing = useIsClosing();
  const { data, error, refetch } = useQuery({
    ...previewQuery({ cadence, on }, closures, language),
    placeholderData: keepPreviousData,
    enabled: !isClosing,
  });
  if (error !== null) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <LinesSkeleton />;
  const label = name(data.period.label);
  return (
    <>
      <h2 className="text-heading font-strong">{label}</h2>
      <Blocks closing={data} label={label} />
      {may("closing:write") && <CloseForm closing={data} label={label} />}
      <Empty title={t("notClosed", { period: label })} next={t("notClosedNext")} />
    </>
  );
};

const History = ({ closures, onChoose }: { closures: readonly Closure[]; onChoose: (period: Period) => void }) => {
  const t = useTranslations("closing");
  const { name } = useFormats();
  const when = useWhen();
  return (
    <Panel title={t("history")}>
      {closures.length === 0 && <p className="text-muted">{t("historyNone")}</p>}
      {closures.length > 0 && (
        <ul className="flex flex-col gap-1.5 text-table">
          {closures.map(({ closure, period, closedBy, closedAt, reopened }) => (
            <li key={closure} className="flex flex-wrap gap-x-2">
              <button type="button" className="font-medium text-accent hover:underline" onClick={() => onChoose(period)}>
                {name(period.label)}
              </button>
              <span className="text-muted">
                {t("closedBy", { by: closedBy, at: when(closedAt) })}
                {reopened !== null && ` · ${t("reopened", reopened)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};

const Waiting = () => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...waitingQuery(language), enabled: isOpen });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit rounded-control py-1 font-medium">{t("waiting")}</summary>
      <div className="pt-2">
        {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
        {isOpen && data === undefined && error === null && <LinesSkeleton />}
        {data?.adjustments.length === 0 && <p className="text-muted">{t("noWaiting")}</p>}
        {data !== undefined && data.adjustments.length > 0 && <Adjustments adjustments={data.adjustments} />}
      </div>
    </details>
  );
};

const Page = () => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const { name } = useFormats();
  const { plans, today } = useCompany();
  const cadenceName = useCadenceName();
  const may = useMay();
  const [view, setView] = useView("/closing");
  const { data, error, refetch } = useQuery(closuresQuery(language));
  const cadences = cadencesOf([...plans, ...(data?.closures ?? []).map(({ period }) => period)]);
  const closures = data?.closures ?? [];
  // Where nothing was ever asked there is nothing to close either.
  const isAsked = plans.length > 0 || closures.length > 0;
  const mayPreview = may("closing:read") && isAsked;
  const firstCadence = mayPreview ? undefined : closures.find(({ reopened }) => reopened === null)?.period.cadence;
  const cadence = view.cadence ?? firstCadence ?? defaultCadence(cadences) ?? "month";
  const closed = closures
    .filter(({ period, reopened }) => reopened === null && period.cadence === cadence)
    .toSorted((a, b) => (a.period.startsOn < b.period.startsOn ? -1 : 1));
  // Who closes begins with what is next, everybody else with what was closed last.
  const on = view.on ?? (mayPreview ? dayToClose(closures, cadence, today) : (closed.at(-1)?.period.startsOn ?? today));
  const closure = closed.find(({ period }) => period.startsOn <= on && on < period.endsBefore);
  const isClosing = useIsClosing();
  const preview = useQuery({
    ...previewQuery({ cadence, on }, closures, language),
    enabled: data !== undefined && closure === undefined && mayPreview && !isClosing,
  });
  const period = closure?.period ?? preview.data?.period;
  const step = (steps: -1 | 1): void => {
    if (!mayPreview) {
      const next =
        steps < 0
          ? closed.findLast((each) => each.period.startsOn < on && each !== closure)
          : closed.find((each) => each.period.startsOn > on);
      if (next !== undefined) setView({ cadence, on: next.period.startsOn });
    } else if (period !== undefined) setView({ cadence, on: steps < 0 ? daysFrom(period.startsOn, -1) : period.endsBefore });
  };
  return (
    <PageFrame title={t("title")} lead={t("lead")}>
      {isAsked && (
        <div className="flex flex-wrap items-end gap-3">
          <Labelled label={t("cadence")}>
            <LineSelect value={cadence} onChange={({ target }) => setView({ cadence: target.value, on: undefined })}>
              {cadences.map((each) => (
                <option key={each} value={each}>
                  {cadenceName(each)}
                </option>
              ))}
            </LineSelect>
          </Labelled>
          {(mayPreview || closed.length > 0) && (
            <Stepper label={period === undefined ? "…" : name(period.label)} before={t("before")} after={t("after")} onStep={step} />
          )}
        </div>
      )}
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <TableSkeleton lines={4} />}
      {data !== undefined && closure !== undefined && (
        <>
          <h2 className="text-heading font-strong">{name(closure.period.label)}</h2>
          <Closed closure={closure} label={name(closure.period.label)} />
          <Statements cadence={cadence} on={closure.period.startsOn} />
        </>
      )}
      {data !== undefined && closure === undefined && !mayPreview && (
        <Empty title={isAsked ? t("notYetClosed") : t("notAskedYet")} next={isAsked ? t("notClosedNext") : t("notAskedNext")} />
      )}
      {data !== undefined && closure === undefined && mayPreview && (
        <Open key={`${cadence} ${on}`} cadence={cadence} on={on} closures={closures} />
      )}
      {data !== undefined && isAsked && (
        <History closures={closures} onChoose={(chosen) => setView({ cadence: chosen.cadence, on: chosen.startsOn })} />
      )}
      {data !== undefined && isAsked && <Waiting />}
    </PageFrame>
  );
};

/** Periods are closed here, and their statements seen. */
export const ClosingPage = inOperationsWords(Page);
