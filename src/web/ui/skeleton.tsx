import { useTranslations } from "use-intl/react";

/** The shape of what is coming, so that nothing jumps when it is here. */
export const TableSkeleton = ({ lines = 8 }: { lines?: number }) => {
  const t = useTranslations("trouble");
  return (
    <div role="status" className="rounded-control border border-line bg-surface">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="flex items-center gap-8 border-b border-line px-4 py-3.5 last:border-b-0">
          <span className="skeleton h-4 w-28 shrink-0" />
          <span className="skeleton h-3 flex-1" />
          <span className="skeleton hidden h-3 flex-1 tablet:block" />
          <span className="skeleton hidden h-3 flex-1 desk:block" />
        </div>
      ))}
    </div>
  );
};

export const SummarySkeleton = () => (
  <div aria-hidden className="flex flex-wrap gap-x-10 gap-y-5 rounded-control border border-line bg-surface p-5">
    {Array.from({ length: 3 }, (_, block) => (
      <div key={block} className="flex min-w-40 flex-1 flex-col gap-3">
        <span className="skeleton h-3 w-24" />
        <span className="skeleton h-7 w-32" />
        <span className="skeleton h-2.5" />
      </div>
    ))}
  </div>
);

export const PageSkeleton = () => (
  <main id="content" tabIndex={-1} className="mx-auto flex max-w-[1680px] flex-col gap-5 p-4 tablet:p-6">
    <span className="skeleton h-8 w-48" />
    <SummarySkeleton />
    <TableSkeleton />
  </main>
);
