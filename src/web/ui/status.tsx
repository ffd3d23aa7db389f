import { ArrowDown, ArrowRight, ArrowUp, Check, CircleDashed, Hourglass, Minus, TriangleAlert, X, type LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Status } from "../api.ts";
import { classNames } from "./class-names.ts";

/** Every status is colour, sign and word. */
const signs: Record<Status, { Sign: LucideIcon; colour: string }> = {
  met: { Sign: Check, colour: "text-met" },
  ahead: { Sign: ArrowUp, colour: "text-ahead" },
  on_pace: { Sign: ArrowRight, colour: "text-on-pace" },
  at_risk: { Sign: TriangleAlert, colour: "text-at-risk" },
  behind: { Sign: ArrowDown, colour: "text-behind" },
  missed: { Sign: X, colour: "text-missed" },
  excused: { Sign: Minus, colour: "text-excused" },
  open: { Sign: CircleDashed, colour: "text-open" },
  counting: { Sign: Hourglass, colour: "text-open" },
};

export const statusColour = (status: Status): string => signs[status].colour;

export const StatusSign = ({ status, className }: { status: Status; className?: string }) => {
  const { Sign, colour } = signs[status];
  return <Sign aria-hidden className={classNames("size-3.5 shrink-0 self-center", colour, className)} strokeWidth={2.5} />;
};

export const StatusWord = ({ status, className }: { status: Status; className?: string }) => {
  const t = useTranslations("status");
  return (
    <span className={classNames("inline-flex items-baseline gap-1 whitespace-nowrap", statusColour(status), className)}>
      <StatusSign status={status} />
      {t(status)}
    </span>
  );
};
