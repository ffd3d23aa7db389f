import type { Over, Status } from "../api.ts";
import { classNames } from "./class-names.ts";
import { statusColour } from "./status.tsx";

const heights = { row: "h-2", sum: "h-2.5", large: "h-4" };

/** Told apart without colour too: full, a low line, hatched, empty. */
const fill = (status: Status): string => {
  if (status === "met" || status === "ahead") return "bg-current";
  if (status === "missed") return "border border-current bg-[linear-gradient(to_top,currentColor_30%,transparent_30%)]";
  if (status === "excused") return "hatched";
  return "border border-dashed border-current";
};

type Props = { over: Over; size?: keyof typeof heights; quieter?: boolean };

/** A mark for each of the shorter periods, in their order. It says nothing that the text beside it does not say. */
export const PeriodMarks = ({ over, size = "row", quieter = false }: Props) => (
  <span aria-hidden className={classNames("flex gap-1 forced-color-adjust-none", heights[size], quieter && "opacity-55")}>
    {over.periods.map(({ period, status }) => (
      <span key={period.startsOn} className={classNames("max-w-14 min-w-0.5 flex-1 rounded-bar", statusColour(status), fill(status))} />
    ))}
  </span>
);
