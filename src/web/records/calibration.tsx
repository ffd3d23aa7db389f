import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Calibration } from "../api.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { calibrationQuery } from "../queries.ts";
import { Trouble } from "../ui/trouble.tsx";

type Told = Calibration["all"];

const side = 120;
const largest = 6;

/** Said to the right, came true upward; on the line both are equal. A dot's area is how often it was said. */
const Dots = ({ deciles }: Pick<Told, "deciles">) => {
  const most = Math.max(...deciles.map(({ forecasts }) => forecasts), 1);
  return (
    <svg aria-hidden className="mt-2 overflow-visible" width={side} height={side}>
      <rect width={side} height={side} className="fill-none stroke-line" />
      <line x1={0} y1={side} x2={side} y2={0} className="stroke-edge" strokeDasharray="2 3" />
      {deciles.map(({ from, forecasts, said, reached }) =>
        said === null || reached === null ? null : (
          <circle
            key={from}
            cx={said * side}
            cy={(1 - reached) * side}
            r={Math.max(1.5, largest * Math.sqrt(forecasts / most))}
            className="fill-accent"
          />
        ),
      )}
    </svg>
  );
};

const Reliability = ({ deciles, forecasts, brier, straightLineBrier }: Told) => {
  const t = useTranslations("records");
  const { number, percent } = useFormats();
  const score = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
  const cell = "py-1 text-right";
  return (
    <>
      <Dots deciles={deciles} />
      <table className="mt-2 w-full text-ink">
        <thead>
          <tr className="text-caption text-muted">
            {[t("saidHead"), t("forecastsHead"), t("trueHead")].map((head, index) => (
              <th key={head} scope="col" className={index === 0 ? "py-1 text-left font-normal" : `${cell} font-normal`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deciles
            .filter((decile) => decile.forecasts > 0)
            .map(({ from, before, forecasts: count, reached }) => (
              <tr key={from} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {percent(from)} – {percent(before)}
                </th>
                <td className={cell}>{number(count)}</td>
                <td className={cell}>{reached === null ? "–" : percent(reached)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="mt-1.5 text-caption">
        {t("brier", { forecasts: number(forecasts), score: score(brier), straight: score(straightLineBrier) })}
      </p>
    </>
  );
};

/** How far the probabilities of a plan can be believed; asked for when somebody opens it, since it looks back over a year. */
export const CalibrationDetails = ({ plan }: { plan: string }) => {
  const t = useTranslations("records");
  const loading = useTranslations("trouble");
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...calibrationQuery({ plan }, language), enabled: open });
  return (
    <details className="mt-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-control hover:text-ink">{t("cameTrue")}</summary>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <p className="mt-1">{loading("loading")}</p>}
      {data !== undefined && (data.all.forecasts === 0 ? <p className="mt-1">{t("cameTrueNone")}</p> : <Reliability {...data.all} />)}
    </details>
  );
};
