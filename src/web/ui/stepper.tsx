import { ChevronLeft, ChevronRight } from "lucide-react";
import { SignButton } from "./button.tsx";

type Props = { readonly label: string; readonly before: string; readonly after: string; readonly onStep: (steps: -1 | 1) => void };

/** One of a row that goes on at both ends, such as a year. */
export const Stepper = ({ label, before, after, onStep }: Props) => (
  <span className="inline-flex items-center gap-1">
    <SignButton label={before} onClick={() => onStep(-1)}>
      <ChevronLeft aria-hidden className="size-4" />
    </SignButton>
    <span aria-live="polite" className="min-w-24 text-center font-medium tabular-nums">
      {label}
    </span>
    <SignButton label={after} onClick={() => onStep(1)}>
      <ChevronRight aria-hidden className="size-4" />
    </SignButton>
  </span>
);
