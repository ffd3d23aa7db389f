import type { Score } from "../api.ts";
import { targetAt } from "../attainment/bar-scale.ts";
import { classNames } from "./class-names.ts";
import { statusColour } from "./status.tsx";

const heights = { row: "h-2", sum: "h-2.5", large: "h-4" };

type Props = { score: Score; size?: keyof typeof heights; quieter?: boolean };

/**
 * The points of the parts beside one another, what is needed as a hairline at four fifths; a part below its floor is faint. It says
 * nothing that the text beside it does not say.
 */
export const ScoreBar = ({ score, size = "row", quieter = false }: Props) => {
  const widths = score.scores.map(({ points }) =>
    points === null ? 0 : (Number(points.done) / Number(points.of) / score.needed) * targetAt,
  );
  return (
    <span
      aria-hidden
      className={classNames("relative block forced-color-adjust-none", heights[size], statusColour(score.status), quieter && "opacity-55")}
    >
      <span className="absolute inset-y-0 left-0 rounded-bar bg-track" style={{ width: `${targetAt}%` }} />
      <span className="absolute bottom-0 h-px bg-track" style={{ left: `${targetAt}%`, right: 0 }} />
      <span className="absolute inset-0 flex overflow-hidden rounded-bar">
        {widths.map((width, index) =>
          width === 0 ? null : (
            <span
              key={index}
              className={classNames(
                "h-full shrink-0 border-r border-surface",
                "bg-current",
                score.scores[index]?.belowFloor === true && "opacity-45",
              )}
              style={{ width: `${width}%` }}
            />
          ),
        )}
      </span>
      <span className="absolute -inset-y-[3px] -ml-px w-[3px] bg-surface" style={{ left: `${targetAt}%` }}>
        <span className="absolute inset-y-0 left-px w-px bg-ink" />
      </span>
    </span>
  );
};
