import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

const control =
  "h-10 w-full min-w-0 rounded-control border border-edge bg-surface px-2.5 text-body pointer-coarse:h-12 pointer-coarse:text-base";

export const Labelled = ({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) => (
  <label className="flex min-w-0 flex-col gap-1.5">
    <span className="text-table font-medium">
      {label}
      {hint !== undefined && <span className="font-normal text-muted"> · {hint}</span>}
    </span>
    {children}
  </label>
);

export const LineInput = ({ className, ...rest }: ComponentProps<"input">) => (
  <input className={classNames(control, className)} {...rest} />
);

export const LineSelect = ({ className, ...rest }: ComponentProps<"select">) => (
  <select className={classNames(control, className)} {...rest} />
);

/** What ends a form: doing it, and leaving it be. */
export const FormFoot = ({ isReady, save, cancel, onCancel }: { isReady: boolean; save: string; cancel: string; onCancel: () => void }) => (
  <div className="flex flex-wrap gap-2">
    <Button type="submit" look="primary" disabled={!isReady}>
      {save}
    </Button>
    <Button look="quiet" onClick={onCancel}>
      {cancel}
    </Button>
  </div>
);
