import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** A line that tells something about the page as a whole, without taking it over. */
export const Notice = ({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) => (
  <p role="status" className="flex items-start gap-2.5 rounded-control border border-line bg-raised px-3 py-2.5 text-table">
    <Icon aria-hidden className="mt-px size-4 shrink-0 text-muted" />
    <span className="min-w-0">{children}</span>
  </p>
);
