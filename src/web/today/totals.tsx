import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Entry } from "../client.ts";
import { useCompany } from "../company.tsx";
import { OWN_SOURCE } from "../../domain/own-sources.ts";
import { SignButton } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import type { TodayAnswer } from "./queries.ts";
import { useOwnWaiting } from "./records-today.tsx";
import type { Logging } from "./use-logging.ts";

const momentNow = (): string => new Date().toISOString();

/** The number of the day, by kind: of several entries of a kind there is one total. */
export const Totals = ({ answer: { entries, records, today }, logging }: { answer: TodayAnswer; logging: Logging["logging"] }) => {
  const t = useTranslations("log");
  const { kindName } = useCompany();
  const waiting = useOwnWaiting();
  const [set, setSet] = useState<Readonly<Record<string, number>>>({});
  const kinds = entries.filter((entry, index) => entries.findIndex(({ kind }) => kind === entry.kind) === index);
  const known = (kind: string): number =>
    set[kind] ??
    waiting.findLast(({ activity }) => activity.total === true && activity.kind === kind && activity.occurredOn === today)?.activity
      .quantity ??
    records.latest.find((record) => record.total && record.kind === kind && record.source === OWN_SOURCE && !record.isVoid)?.quantity ??
    0;
  const change = ({ kind, direction }: Entry, by: 1 | -1) => {
    const quantity = Math.max(0, known(kind) + by);
    setSet((last) => ({ ...last, [kind]: quantity }));
    logging.mutate({
      what: kindName(kind),
      entered: {
        kind,
        ...(direction === null ? {} : { direction: direction as "outbound" | "inbound" }),
        occurredOn: today,
        total: true,
        quantity,
        revisedAt: momentNow(),
      },
    });
  };
  return (
    <details className="rounded-control border border-line bg-surface px-4 py-3">
      <summary className="w-fit font-medium">{t("totals")}</summary>
      <p className="pt-1 text-table text-muted">{t("totalsHint")}</p>
      <ul className="pt-2">
        {kinds.map((entry) => {
          const kind = kindName(entry.kind);
          const count = known(entry.kind);
          return (
            <li key={entry.kind} className="flex items-center gap-2 py-1">
              <span className="min-w-0 flex-1 break-words">{kind}</span>
              <SignButton label={t("less", { kind })} disabled={count === 0} onClick={() => change(entry, -1)}>
                <Minus aria-hidden className="size-4" />
              </SignButton>
              <output aria-label={t("totalIs", { kind, count })} className="w-10 text-center font-strong">
                {count}
              </output>
              <SignButton label={t("more", { kind })} onClick={() => change(entry, 1)}>
                <Plus aria-hidden className="size-4" />
              </SignButton>
            </li>
          );
        })}
      </ul>
      {logging.error !== null && logging.variables.entered.total === true && (
        <Trouble title={t("failed")} error={logging.error} onAgain={() => logging.mutate(logging.variables)} />
      )}
    </details>
  );
};
