import type { ReactNode } from "react";

/** A short list of things with what can be done to each. */
export const Rows = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul aria-label={label} className="rounded-control border border-line">
    {children}
  </ul>
);

export const RowLine = ({ title, more, children }: { title: ReactNode; more?: ReactNode; children?: ReactNode }) => (
  <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
    <div className="min-w-0 flex-1 basis-44">
      <p className="font-medium break-words">{title}</p>
      {more !== undefined && <p className="text-table break-words text-muted">{more}</p>}
    </div>
    {children}
  </li>
);
