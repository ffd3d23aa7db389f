import { useId, type ReactNode } from "react";

/** One thing of a page of several, on a card of its own. */
export const Panel = ({ title, children }: { title: ReactNode; children: ReactNode }) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3 rounded-control border border-line bg-surface p-4 tablet:p-5">
      <h2 id={heading} className="font-strong">
        {title}
      </h2>
      {children}
    </section>
  );
};
