import { useInfiniteQuery } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { listErasures, type Erasure } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Instant } from "../ui/instant.tsx";
import { Section } from "../ui/section.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { EraseDrawer } from "./erase.tsx";
import { AccessPage, inAccessWords } from "./layout.tsx";
import { RetentionSection } from "./retention.tsx";

const useColumns = (): readonly Column<Erasure>[] => {
  const t = useTranslations("personal");
  return [
    { id: "id", head: t("id"), cell: ({ id }) => <span className="font-medium break-all">{id}</span> },
    { id: "what", head: t("what"), cell: ({ what }) => t(`whats.${what}`) },
    { id: "at", head: t("at"), cell: ({ at }) => <Instant at={at} /> },
    {
      id: "by",
      head: t("by"),
      cell: ({ by, reason }) => <span className="break-all">{by === "local" && reason === "retention" ? t("byRetention") : by}</span>,
    },
    {
      id: "reason",
      head: t("reason"),
      className: "tablet:max-w-80",
      cell: ({ by, reason }) => (by === "local" && reason === "retention" ? t("reasonRetention") : reason),
    },
    {
      id: "counts",
      head: t("touched"),
      cell: ({ counts }) => t("touchedCounts", { records: counts["records"] ?? 0, texts: counts["texts"] ?? 0 }),
    },
  ];
};

const Erasures = () => {
  const t = useTranslations("personal");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const columns = useColumns();
  const query = useInfiniteQuery({
    queryKey: ["erasures"],
    queryFn: ({ pageParam, signal }) => listErasures({ cursor: pageParam, limit: 50 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const erasures = query.data?.pages.flatMap((page) => page.erasures) ?? [];
  return (
    <Section title={t("erasures")} lead={t("erasuresLead")}>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton lines={2} />}
      {query.data !== undefined && erasures.length === 0 && <p className="text-table text-muted">{t("noErasures")}</p>}
      {erasures.length > 0 && <DataTable label={t("erasures")} columns={columns} rows={erasures} idOf={({ erasure }) => erasure} />}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {access("more")}
        </Button>
      )}
    </Section>
  );
};

const Personal = () => {
  const t = useTranslations("personal");
  const may = useMay();
  const [isErasing, setErasing] = useState(false);
  return (
    <AccessPage
      tab="personal"
      needs="personal-data:read"
      lead={t("lead")}
      act={
        may("personal-data:write") && (
          <Button onClick={() => setErasing(true)}>
            <UserX aria-hidden className="size-4" />
            {t("erase")}
          </Button>
        )
      }
    >
      <div className="rounded-control border border-line bg-surface">
        {may("settings:read") && <RetentionSection />}
        <Erasures />
      </div>
      {isErasing && <EraseDrawer onClose={() => setErasing(false)} />}
    </AccessPage>
  );
};

export const PersonalPage = inAccessWords(Personal);
