import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { RewardEntry } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Panel } from "../ui/panel.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useRewardFormats } from "./next.tsx";
import { rewardLedgerQuery } from "./queries.ts";

const asCode = (chunks: ReactNode): ReactNode => <code className="font-mono">{chunks}</code>;

const useCause = (): ((entry: RewardEntry) => ReactNode) => {
  const t = useTranslations("rewards.cause");
  return ({ cause, statement }) => {
    switch (cause.type) {
      case "line":
        return t("line", { statement: String(statement ?? "") });
      case "records": {
        const [first, ...more] = cause.changed;
        if (first === undefined) return t("settings");
        const record = [first.source, first.externalId].filter((part) => part !== null).join(" ");
        return (
          <>
            {t.rich(first.became, { record, code: asCode })}
            {more.length > 0 && `, ${t("more", { count: more.length })}`}
          </>
        );
      }
      case "settings":
        return t("settings");
      case "dispute":
        return t("dispute", { dispute: String(cause.dispute) });
      case "person":
        return t("person", { reason: cause.reason, by: cause.by });
    }
  };
};

/** Entries with their causes, the latest first. */
export const Entries = ({ entries, label }: { entries: readonly RewardEntry[]; label: string }) => {
  const t = useTranslations("rewards");
  const { day, name } = useFormats();
  const { money } = useRewardFormats();
  const causeOf = useCause();
  const [newest] = entries;
  return (
    <ul aria-label={label} className="flex flex-col text-table">
      {entries.map((entry) => (
        <li
          key={entry.entry}
          className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 border-b border-line py-2 last:border-b-0 tablet:grid-cols-[6rem_1fr_auto]"
        >
          <span className="text-muted max-tablet:col-span-2">{day(entry.on, newest?.on ?? entry.on)}</span>
          <span className="min-w-0">
            <span className="font-medium">{t(`entry.${entry.type}`)}</span> · {name(entry.name)} · {name(entry.period.label)}
            <span className="block break-words text-muted">{causeOf(entry)}</span>
          </span>
          <span className="font-medium tabular-nums">{money(entry.amount)}</span>
        </li>
      ))}
    </ul>
  );
};

/** What stands in a member's ledger, and what that leaves to be paid. */
export const Ledger = ({ member }: { member: string }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const { money } = useRewardFormats();
  const { data, error, refetch } = useQuery(rewardLedgerQuery(member, language));
  return (
    <Panel title={t("ledger")}>
      <p className="-mt-2 max-w-prose text-table text-muted">{t("ledgerLead")}</p>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <LinesSkeleton />}
      {data?.entries.length === 0 && <p className="text-muted">{t("ledgerNone")}</p>}
      {data?.standings.map(({ due, carried }) => (
        <p key={due.currency}>
          <span className="font-strong">{t("due", { due: money(due) })}</span>
          {carried.amountMinor !== 0 && <span className="block text-table text-muted">{t("carried", { carried: money(carried) })}</span>}
        </p>
      ))}
      {data !== undefined && data.entries.length > 0 && <Entries entries={data.entries} label={t("ledger")} />}
    </Panel>
  );
};
