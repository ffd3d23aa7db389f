import { useId } from "react";
import { useTranslations } from "use-intl";
import type { PartScore, Progress, Requirement, Score } from "../api.ts";
import { leavesOf, pointsOf } from "../attainment/requirement.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { ScoreBar } from "../ui/score-bar.tsx";
import { StatusSign } from "../ui/status.tsx";

/** The metrics that a part asks for, as it is called in a line. */
const usePartName = () => {
  const { metricName } = useCompany();
  return (part: Requirement): string => [...new Set(leavesOf(part).map(({ quota }) => metricName(quota.metric)))].join(", ");
};

const Limits = ({ score }: { score: PartScore }) => {
  const t = useTranslations("records");
  const { cap, floor, belowFloor } = score;
  const said = [
    cap === "100%" ? null : t("scoreAtMost", { cap }),
    floor === null ? null : t(belowFloor ? "scoreBelow" : "scoreFloor", { floor }),
  ].filter((text) => text !== null);
  return said.length === 0 ? null : <span className="block text-caption text-muted">{said.join(" · ")}</span>;
};

/** What each part of a score adds, ending in their sum. */
export const ScoreParts = ({ score }: { score: Score }) => {
  const t = useTranslations("records");
  const words = useTranslations();
  const { number } = useFormats();
  const partName = usePartName();
  const heading = useId();
  const points = (value: Progress | null): string => (value === null ? "–" : number(pointsOf(value)));
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="text-table font-strong">
        {t("score")}
      </h3>
      <div className="mt-2">
        <ScoreBar score={score} size="sum" />
      </div>
      <table className="mt-2 w-full text-table">
        <tbody>
          {score.parts.map((part, index) => {
            const added = score.scores[index];
            return (
              <tr key={index} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                  <span className="inline-flex items-baseline gap-1">
                    <StatusSign status={part.status} />
                    {partName(part)}
                  </span>
                  {added !== undefined && <Limits score={added} />}
                </th>
                <td className="py-1.5 text-right whitespace-nowrap">
                  {part.status === "excused" || added === undefined
                    ? words("status.excused")
                    : t("scorePoints", { points: points(added.points), worth: points(added.worth) })}
                </td>
              </tr>
            );
          })}
          <tr className="border-t border-edge font-strong">
            <th scope="row" className="py-1.5 pr-4 text-left font-strong">
              {t("scoreSum", { needed: number(score.needed) })}
            </th>
            <td className="py-1.5 text-right whitespace-nowrap">{words("amount.points", { value: pointsOf(score.points) })}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
};
