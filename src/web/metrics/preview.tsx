import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { attributeOf } from "../../domain/activity-fields.ts";
import type { MetricEntry } from "../../domain/company-file.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../ask.ts";
import { previewMetric, showActivity, type MetricPreview } from "../client.ts";
import { isKey, useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { clock, useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { asContent, useSettled } from "../plans/samples.tsx";
import { bucketsOf } from "../records/day-buckets.ts";
import { Bars } from "../records/day-chart.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useFieldWords } from "./fields.ts";

const previewQuery = (entry: MetricEntry, through: string, language: Language) => {
  const order = { content: asContent("metrics", entry), metric: entry.id, through };
  return queryOptions({
    queryKey: ["metric-previews", order],
    queryFn: ({ signal }) => previewMetric({ body: order }, { language, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
};

type Example = MetricPreview["others"][number]["examples"][number];
type Drop = Pick<MetricPreview["others"][number], "records" | "alone" | "examples">;

/** The record as it stands in the log. */
const RecordDrawer = ({ of, onClose }: { of: Example; onClose: () => void }) => {
  const t = useTranslations("metrics");
  const all = useTranslations();
  const { language } = useLanguage();
  const { kindName, sourceName, stageName, today } = useCompany();
  const { day, name } = useFormats();
  const { labelOf, valueName } = useFieldWords();
  const { source, externalId } = of;
  const record = useQuery({
    queryKey: ["activity", source, externalId],
    queryFn: ({ signal }) => showActivity({ source, externalId }, { language, signal }),
  });
  const shown = record.data;
  const title = `${kindName(of.kind)} · ${day(of.localDay, today)}`;
  const facts =
    shown === undefined
      ? []
      : [
          [t("who"), name(shown.memberName ?? undefined) || shown.memberReference],
          [t("when"), [day(shown.localDay, today), shown.localTime ?? ""].join(" ").trim()],
          [labelOf({ name: "kind" }), kindName(shown.kind)],
          [
            labelOf({ name: "direction" }),
            shown.direction === null
              ? ""
              : isKey("direction", shown.direction, all)
                ? all(`direction.${shown.direction}`)
                : shown.direction,
          ],
          [labelOf({ name: "durationSeconds" }), shown.durationSeconds === null ? "" : clock(shown.durationSeconds)],
          [labelOf({ name: "outcome" }), shown.outcome === null ? "" : valueName("outcome", shown.outcome)],
          [t("prospect"), [shown.prospectName ?? "", ...shown.prospects].filter((each) => each !== "").join(", ")],
          [labelOf({ name: "prospect.stage" }), shown.prospectStage === null ? "" : stageName(shown.prospectStage)],
          [labelOf({ name: "subject" }), shown.subject ?? ""],
          [labelOf({ name: "provenance" }), valueName("provenance", shown.provenance)],
          [labelOf({ name: "source" }), `${sourceName(shown.source)} · ${shown.externalId}`],
        ].filter(([, value]) => value !== "");
  return (
    <Drawer title={title} onClose={onClose}>
      {record.error !== null && <Trouble error={record.error} onAgain={() => void record.refetch()} />}
      {shown === undefined && record.error === null && <TableSkeleton lines={6} />}
      <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-4 gap-y-2 text-table">
        {facts.map(([label = "", value = ""]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Drawer>
  );
};

const foundText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** What a record is told by in one line: when, who, and what it has where the condition looks. */
const useExampleText = () => {
  const t = useTranslations("metrics");
  const { kindName, today } = useCompany();
  const { day, name } = useFormats();
  const { labelOf, valueName } = useFieldWords();
  return ({ localDay, localTime, memberName, kind, durationSeconds, found }: Example, fields: readonly string[]): string => {
    const asked = fields.flatMap((field) => {
      if (field === "kind" || field === "durationSeconds") return [];
      const value = foundText(found[field]);
      return [
        t("has", {
          field: labelOf({ name: field }) || (attributeOf(field) ?? field),
          value: value === "" ? t("nothing") : valueName(field, value),
        }),
      ];
    });
    return [
      `${day(localDay, today)} ${localTime ?? ""}`.trim(),
      name(memberName ?? undefined) || t("nobody"),
      kindName(kind),
      ...(durationSeconds === null ? [] : [clock(durationSeconds)]),
      ...asked,
    ].join(" · ");
  };
};

const DropLine = ({
  title,
  drop,
  of,
  fields,
  onOpen,
}: {
  title: string;
  drop: Drop;
  of: number;
  fields: readonly string[];
  onOpen: (example: Example) => void;
}) => {
  const t = useTranslations("metrics");
  const { number, percent } = useFormats();
  const text = useExampleText();
  const { records, alone, examples } = drop;
  return (
    <li className="border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="flex items-baseline gap-3 text-table">
        <span className="min-w-0 flex-1 break-words">{title}</span>
        <span className={records === 0 ? "text-muted" : "font-strong"}>
          {records === 0 ? t("keepsAll") : t("dropOut", { count: number(records) })}
        </span>
      </div>
      {records > 0 && (
        <>
          <span aria-hidden className="mt-1 block h-1.5 rounded-bar bg-track">
            <span className="block h-full rounded-bar bg-muted" style={{ width: `${Math.min(100, (records / Math.max(1, of)) * 100)}%` }} />
          </span>
          <p className="pt-1 text-caption text-muted">{t("alone", { count: number(alone), share: percent(records / Math.max(1, of)) })}</p>
        </>
      )}
      {examples.length > 0 && (
        <ul aria-label={t("examples", { condition: title })} className="pt-1">
          {examples.map((example) => (
            <li key={`${example.source} ${example.externalId}`}>
              <button
                type="button"
                onClick={() => onOpen(example)}
                className="min-h-6 w-full rounded-control py-0.5 text-left text-caption break-words text-accent hover:underline pointer-coarse:min-h-11"
              >
                {text(example, fields)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** The fields that a condition names, as it is written. */
const fieldsNamed = (condition: string, found: Readonly<Record<string, unknown>> | undefined): readonly string[] =>
  Object.keys(found ?? {}).filter((field) => condition.includes(field) || condition.includes(`attributes["${attributeOf(field) ?? " "}"]`));

const Told = ({ preview, today }: { preview: MetricPreview; today: string }) => {
  const t = useTranslations("metrics");
  const { day, number, percent, amount } = useFormats();
  const { language } = useLanguage();
  const [opened, setOpened] = useState<Example | null>(null);
  const { records, counted, credited, members, unit, from, before, conditions, others } = preview;
  const known = { id: "", name: {}, unit, ...(typeof credited === "object" ? { currency: credited.currency } : {}) };
  const { buckets } = bucketsOf(
    preview.days.map(({ day: on, credited: amountOfDay }) => ({ day: on, credited: amountOfDay })),
    from,
    before,
  );
  return (
    <>
      <div className="px-4 py-3">
        <p role="status" className="text-heading font-strong">
          {records === 0
            ? t("noRecords")
            : t("counted", { counted: number(counted), records: number(records), share: percent(counted / Math.max(1, records)) })}
        </p>
        {records > 0 && (
          <p className="text-table text-muted">
            {unit === "count"
              ? t("sumCount", { sum: amount(known, credited), members: number(members) })
              : t("sum", { sum: amount(known, credited), members: number(members) })}
          </p>
        )}
        {counted > 0 && (
          <Bars
            buckets={buckets}
            by="day"
            today={today}
            title={({ startsOn, credited: value }) => `${day(startsOn, today)}: ${number(value)}`}
          />
        )}
        {counted > 0 && (
          <details className="text-table">
            <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("asTable")}</summary>
            <DataTable
              label={t("asTable")}
              columns={[
                { id: "day", head: t("day"), cell: (each: MetricPreview["days"][number]) => day(each.day, today) },
                { id: "records", head: t("records"), cell: (each: MetricPreview["days"][number]) => number(each.records) },
                { id: "credited", head: t("adds"), cell: (each: MetricPreview["days"][number]) => amount(known, each.credited) },
              ]}
              rows={preview.days}
              idOf={({ day: on }) => on}
            />
          </details>
        )}
      </div>
      {records > 0 && (
        <ul aria-label={t("drops")} className="border-t border-line">
          {conditions.map((drop) => (
            <DropLine
              key={drop.condition}
              title={drop.words[language]}
              drop={drop}
              of={records}
              fields={fieldsNamed(drop.condition, drop.examples[0]?.found)}
              onOpen={setOpened}
            />
          ))}
          {others.map((drop) => (
            <DropLine key={drop.code} title={t(`others.${drop.code}`)} drop={drop} of={records} fields={[]} onOpen={setOpened} />
          ))}
        </ul>
      )}
      {opened !== null && <RecordDrawer of={opened} onClose={() => setOpened(null)} />}
    </>
  );
};

const DAYS = 30;

/** What the metric as it is being built counts of thirty days, and what drops out and why. */
export const LivePreview = ({ entry, isReady }: { entry: MetricEntry; isReady: boolean }) => {
  const t = useTranslations("metrics");
  const { language } = useLanguage();
  const { today, activities } = useCompany();
  const { day } = useFormats();
  const heading = useId();
  // Where nothing was recorded of late, the last days of which something was.
  const last = activities == null || activities.lastDay >= daysFrom(today, 1 - DAYS) ? today : activities.lastDay;
  const [chosen, setChosen] = useState("");
  const through = chosen === "" ? last : chosen;
  const preview = useQuery({ ...previewQuery(useSettled(entry, 500), through, language), enabled: isReady });
  const isRefused = preview.error instanceof Problem && preview.error.status === 422;
  return (
    <section
      aria-labelledby={heading}
      className="rounded-control border border-line bg-surface desk:sticky desk:top-4 desk:max-h-[calc(100dvh-2rem)] desk:overflow-y-auto"
    >
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={heading} className="font-strong">
            {t("preview")}
          </h2>
          <p className="text-caption text-muted">
            {t("previewOf", { from: day(daysFrom(through, 1 - DAYS), today), through: day(through, today) })}
          </p>
        </div>
        <label className="flex items-center gap-2 text-caption text-muted">
          {t("through")}
          <input
            type="date"
            max={today}
            value={through}
            onChange={({ target }) => setChosen(target.value)}
            className="h-8 rounded-control border border-edge bg-surface px-1.5 text-table text-ink"
          />
        </label>
      </div>
      {(isRefused || !isReady) && <p className="px-4 pt-3 text-table text-muted">{t("previewWait")}</p>}
      {preview.error !== null && !isRefused && (
        <div className="p-4">
          <Trouble error={preview.error} onAgain={() => void preview.refetch()} />
        </div>
      )}
      {preview.data === undefined && preview.error === null && isReady && <div className="skeleton m-4 h-40" />}
      {preview.data !== undefined && (
        <div aria-busy={preview.isFetching} className={isRefused || !isReady ? "opacity-55" : ""}>
          <Told preview={preview.data} today={today} />
        </div>
      )}
    </section>
  );
};
