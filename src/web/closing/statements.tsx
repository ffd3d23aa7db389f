import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Amount, Status } from "../api.ts";
import { acknowledgeStatement, type Adjustment, type Name, type Statement, type StatementContent } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useOwnMember } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { LinesSkeleton, TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useWhen } from "../use-when.ts";
import { statementQuery, statementsQuery } from "./queries.ts";

type Stated = { readonly metric: string; readonly credited: Amount | null; readonly target: Amount };

const isStated = (value: unknown): value is Stated & { readonly status?: string } =>
  typeof value === "object" && value !== null && "metric" in value && "target" in value && "credited" in value;

/** The quotas of a frozen requirement, whatever they stand in. */
const quotasIn = (value: unknown): readonly Stated[] => {
  if (isStated(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(quotasIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(quotasIn);
};

const statedIn = (content: StatementContent): readonly Stated[] => ("parts" in content ? content.parts : quotasIn(content.requirement));

const useSubject = () => {
  const t = useTranslations("closing");
  const { name: named } = useFormats();
  return ({ subject }: Pick<StatementContent, "subject">, name: Name | null): string => {
    if (subject.type === "company") return t("companyOf");
    const called = (name === null ? "" : named(name)) || subject.id;
    return subject.type === "team" ? t("teamOf", { name: called }) : called;
  };
};

const useStatus = () => {
  const t = useTranslations("status");
  // Frozen as attainment showed it.
  return (status: string | null): string => (status === null ? "–" : t.has(status as Status) ? t(status as Status) : status);
};

const Figures = ({ stated }: { stated: readonly Stated[] }) => {
  const { amount } = useFormats();
  const { metric, metricName } = useCompany();
  return (
    <ul className="flex flex-col gap-0.5">
      {stated.map((each, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a metric may be asked twice, and frozen lines never move
        <li key={`${each.metric} ${place}`} className="tabular-nums">
          <span className="text-muted">{metricName(each.metric)}</span>{" "}
          <span className="whitespace-nowrap">
            {amount(metric(each.metric), each.credited)} / {amount(metric(each.metric), each.target)}
          </span>
        </li>
      ))}
    </ul>
  );
};

/** What closed periods came to since, each with what it was. */
export const Adjustments = ({ adjustments }: { adjustments: readonly Adjustment[] }) => {
  const t = useTranslations("closing");
  const { amount, span } = useFormats();
  const { metric, metricName, planName, today } = useCompany();
  const subject = useSubject();
  const said = (number: Adjustment["quotas"][number]["before"], id: string): string =>
    number === null ? t("notAsked") : `${amount(metric(id), number.credited)} / ${amount(metric(id), number.target)}`;
  return (
    <ul className="flex flex-col gap-2 text-table">
      {adjustments.map((each) => (
        <li key={`${each.closure} ${each.subject.type} ${each.subject.id} ${each.plan}`} className="flex flex-col gap-0.5">
          <p>
            <span className="font-medium">{subject(each, each.name)}</span> · {planName(each.plan)} · {span(each.period, today)}
          </p>
          {each.quotas.map((quota) => (
            <p key={`${quota.metric} ${quota.within?.startsOn ?? ""}`} className="tabular-nums">
              <span className="text-muted">{metricName(quota.metric)}</span>{" "}
              {t("change", { before: said(quota.before, quota.metric), now: said(quota.now, quota.metric) })}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
};

const Acknowledge = ({ number }: { number: number }) => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [remark, setRemark] = useState("");
  const saving = useMutation({
    mutationFn: () => acknowledgeStatement({ number: String(number), body: { remark: remark.trim() || null } }, { language }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["closing"] }),
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Labelled label={t("remark")}>
        <LineInput maxLength={1000} value={remark} onChange={({ target }) => setRemark(target.value)} />
      </Labelled>
      <FormError error={saving.error} />
      <Button type="submit" look="primary" className="self-start" disabled={saving.isPending}>
        {t("acknowledge")}
      </Button>
    </form>
  );
};

const OneStatement = ({ number, onClose }: { number: number; onClose: () => void }) => {
  const t = useTranslations("closing");
  const { language } = useLanguage();
  const { name } = useFormats();
  const { planName, metricName } = useCompany();
  const own = useOwnMember();
  const when = useWhen();
  const subject = useSubject();
  const status = useStatus();
  const { data, error, refetch } = useQuery(statementQuery(number, language));
  return (
    <Drawer title={t("number", { number: String(number) })} onClose={onClose}>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <LinesSkeleton />}
      {data !== undefined && (
        <div className="flex flex-col gap-5">
          <div className="flex flex-col gap-0.5">
            <p className="font-strong">
              {subject(data.content, data.name)} · {planName(data.content.plan)}
            </p>
            <p className="text-muted">
              {name(data.closure.period.label)}
              {"status" in data.content && ` · ${status(data.content.status)}`}
              {data.superseded && ` · ${t("gone")}`}
            </p>
          </div>
          <Figures stated={statedIn(data.content)} />
          {"records" in data.content && (
            <ul className="text-table text-muted">
              {Object.entries(data.content.records).map(([metric, { records }]) => (
                <li key={metric}>
                  {metricName(metric)}: {t("records", { count: records })}
                </li>
              ))}
            </ul>
          )}
          {data.acknowledged !== null && (
            <p className="text-table">
              {t("seen")}: {data.acknowledged.by} · {when(data.acknowledged.at)}
              {data.acknowledged.remark !== null && ` · ${data.acknowledged.remark}`}
            </p>
          )}
          {data.acknowledged === null && !data.superseded && data.content.subject.type === "member" && data.content.subject.id === own && (
            <Acknowledge number={number} />
          )}
          {data.adjustments.length > 0 && (
            <div className="flex flex-col gap-2">
              <h3 className="font-strong">{t("adjustments")}</h3>
              <Adjustments adjustments={data.adjustments} />
            </div>
          )}
          <p className="text-caption break-all text-muted">
            {t("fingerprint")} <code className="font-mono">{data.fingerprint}</code>
          </p>
        </div>
      )}
    </Drawer>
  );
};

const useColumns = (open: (number: number) => void): readonly Column<Statement>[] => {
  const t = useTranslations("closing");
  const { planName } = useCompany();
  const subject = useSubject();
  const status = useStatus();
  const when = useWhen();
  return [
    {
      id: "subject",
      head: t("subject"),
      cell: ({ statement, content, name }) => (
        <button type="button" className="text-left font-medium text-accent hover:underline" onClick={() => open(statement)}>
          {subject(content, name)}
        </button>
      ),
    },
    { id: "plan", head: t("plan"), cell: ({ content }) => planName(content.plan) },
    { id: "status", head: t("status"), cell: ({ content }) => ("status" in content ? status(content.status) : "–") },
    { id: "stated", head: t("stated"), cell: ({ content }) => <Figures stated={statedIn(content)} /> },
    {
      id: "seen",
      head: t("seen"),
      cell: ({ acknowledged, content, superseded }) => {
        if (superseded) return <span className="text-muted">{t("gone")}</span>;
        if (acknowledged !== null) return when(acknowledged.at);
        return content.subject.type === "member" ? <span className="text-muted">{t("notYet")}</span> : "–";
      },
    },
  ];
};

/** The statements of a period, as they were frozen. */
export const Statements = ({ cadence, on }: { cadence: string; on: string }) => {
  const t = useTranslations("closing");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const [opened, setOpened] = useState<number | null>(null);
  const columns = useColumns(setOpened);
  const query = useInfiniteQuery(statementsQuery({ cadence, on }, language));
  const statements = query.data?.pages.flatMap((page) => page.statements) ?? [];
  if (query.error !== null) return <Trouble error={query.error} onAgain={() => void query.refetch()} />;
  if (query.data === undefined) return <TableSkeleton lines={4} />;
  return (
    <>
      {statements.length === 0 ? (
        <p className="text-muted">{t("noStatements")}</p>
      ) : (
        <DataTable label={t("statements")} columns={columns} rows={statements} idOf={({ statement }) => statement} />
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {ops("more")}
        </Button>
      )}
      {opened !== null && <OneStatement number={opened} onClose={() => setOpened(null)} />}
    </>
  );
};
