import { useId, type ReactNode } from "react";

/** One thing of a page of settings: what it is called, what it means, and what can be done. */
export const Section = ({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3 border-b border-line px-5 py-5 last:border-b-0 tablet:px-7">
      <div className="flex flex-col gap-0.5">
        <h2 id={heading} className="font-strong">
          {title}
        </h2>
        {lead !== undefined && <p className="max-w-prose text-table text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
};
