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
  return (
    <span title={said} className="shrink-0 self-center max-desk:hidden">
      <svg aria-hidden width={values.length * step} height={height} className="block">
        {values.map((value, index) => {
          const bar = value <= 0 ? 0.75 : Math.max(1.5, (value / most) * height);
          return (
            <rect
              key={index}
              x={index * step}
              y={height - bar}
              width={step - 1}
              height={bar}
              className={index === values.length - 1 ? "fill-accent" : "fill-edge"}
            />
          );
        })}
      </svg>
      <span className="sr-only">{said}</span>
    </span>
  );
};
