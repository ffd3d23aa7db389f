import { useTranslations } from "use-intl";

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
  <div aria-hidden className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-control border border-line bg-surface px-4 py-4">
    <span className="skeleton h-6 w-40" />
    <span className="skeleton h-2.5 min-w-40 flex-1" />
    <span className="skeleton h-4 w-28" />
  </div>
);

export const HeadSkeleton = () => (
  <div aria-hidden className="flex items-center gap-3">
    <span className="skeleton size-9" />
    <span className="skeleton size-9" />
    <span className="flex flex-col gap-2">
      <span className="skeleton h-5 w-36" />
      <span className="skeleton h-3 w-44" />
    </span>
  </div>
);

export const PageSkeleton = () => (
  <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-[1760px] flex-col gap-5 px-4 pt-5 tablet:px-6">
    <HeadSkeleton />
    <SummarySkeleton />
    <TableSkeleton />
  </main>
);

export const LinesSkeleton = () => {
  const t = useTranslations("trouble");
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("loading")}</span>
      <span className="skeleton h-4 w-40" />
      <span className="skeleton h-9 w-full" />
    </div>
  );
};
