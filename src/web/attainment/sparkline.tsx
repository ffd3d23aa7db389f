import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { magnitude } from "./requirement.ts";
import type { Trend } from "./tables.ts";

const height = 12;
const step = 5;

/** The last periods of one number as small bars from zero; heard, it is the numbers. */
export const Sparkline = ({ trend: { metric, credited } }: { trend: Trend }) => {
  const t = useTranslations("morning");
  const { amount, name } = useFormats();
  const values = credited.map(magnitude);
  const said = t("trend", {
    metric: name(metric.name),
    count: values.length,
    values: credited.map((each) => amount(metric, each)).join(", "),
  });
  const most = Math.max(...values, 1);
  // One path for all but the last: a table draws hundreds of them while one scrolls.
  const bars = values.map((value, index) => {
    const bar = value <= 0 ? 0.75 : Math.max(1.5, (value / most) * height);
    return `M${index * step} ${height}v${-bar}h${step - 1}v${bar}z`;
  });
  return (
    <span title={said} className="shrink-0 self-center max-desk:hidden">
      <svg aria-hidden width={values.length * step} height={height} className="block">
        <path d={bars.slice(0, -1).join("")} className="fill-edge" />
        <path d={bars.at(-1)} className="fill-accent" />
      </svg>
      <span className="sr-only">{said}</span>
    </span>
  );
};
