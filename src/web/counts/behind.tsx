import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { isKey, useCompany } from "../company.tsx";
import { clock, useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { behindQuery, type Behind } from "./api.ts";

/** The records behind a number, day by day. */
export const RecordsBehind = ({ behind, name, kind, onClose }: { behind: Behind; name: string; kind: string; onClose: () => void }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { today, kindName } = useCompany();
  const { day } = useFormats();
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    behindQuery(behind, language),
  );
  const records = (data?.pages.flatMap(({ activities }) => activities) ?? []).filter(
    ({ direction, memberReference }) =>
      (behind.direction === undefined || direction === behind.direction) &&
      (behind.reference === null || behind.member !== null || memberReference === undefined || memberReference === behind.reference),
  );
  return (
    <Drawer title={t("behind.title", { name, kind })} onClose={onClose}>
      <div className="flex flex-col gap-3">
        {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
        {isPending && error === null && <div className="skeleton mt-2 h-40" />}
        {data !== undefined && records.length === 0 && !hasNextPage && <p className="py-4 text-muted">{t("behind.empty")}</p>}
        <ul>
          {records.map((record) => {
            const { direction, outcome } = record;
            const facts = [
              record.total ? t("records.total", { count: record.quantity ?? 0 }) : null,
              direction != null && isKey("direction", direction, t) ? t(`direction.${direction}`) : direction,
              record.durationSeconds == null ? null : clock(record.durationSeconds),
              outcome != null && isKey("outcome", outcome, t) ? t(`outcome.${outcome}`) : outcome,
              record.prospectName ?? record.prospect,
              record.subject,
              record.source,
            ].filter((fact) => fact != null && fact !== "");
            return (
              <li
                key={`${record.source} ${record.externalId}`}
                className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-2 text-table"
              >
                <span className="text-muted">
                  {day(record.localDay, today)}
                  {record.localTime != null && <span className="block">{record.localTime.slice(0, 5)}</span>}
                </span>
                <span className="min-w-0">
                  <span className="font-medium">{kindName(record.kind)}</span>
                  <span className="block break-words text-muted">{facts.join(" · ")}</span>
                </span>
              </li>
            );
          })}
        </ul>
        {hasNextPage && (
          <Button className="self-start" onClick={() => !isFetchingNextPage && void fetchNextPage()}>
            {isFetchingNextPage ? t("records.reading") : t("behind.more")}
          </Button>
        )}
      </div>
    </Drawer>
  );
};
