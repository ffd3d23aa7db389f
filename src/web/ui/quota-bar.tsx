import type { Amount, Coverage, Status } from "../api.ts";
import { barScale, targetAt } from "../attainment/bar-scale.ts";
import { magnitude } from "../attainment/requirement.ts";
import { classNames } from "./class-names.ts";
import { statusColour } from "./status.tsx";

type Props = {
  credited: Amount | null;
  target: Amount;
  coverage?: Coverage | null | undefined;
  status: Status;
  /** Where one should be by now. */
  expected?: Amount | null | undefined;
  size?: "row" | "sum" | "large" | "screen";
  quieter?: boolean;
  stretch?: { target: Amount } | undefined;
  carriedOver?: { amount: Amount } | undefined;
};

const heights = { row: "h-2", sum: "h-2.5", large: "h-4", screen: "h-[clamp(1rem,2.4vh,2.5rem)]" };

/**
 * The sign of the product: credited from the left, what members reported themselves hatched, the target as a hairline at four
 * fifths so that a surplus has room, a thin mark where the pace says that one should be. It says nothing that the text beside it does not say, and is left out for a screen reader.
 */
export const QuotaBar = ({
  credited,
  target,
  coverage,
  status,
  expected = null,
  size = "row",
  quieter = false,
  stretch,
  carriedOver,
}: Props) => {
  const scale = barScale({ credited, target, coverage: coverage ?? null, expected });
  const carried =
    carriedOver === undefined ? 0 : barScale({ credited: carriedOver.amount, target, coverage: null, expected: null }).credited;
  const carriedFrom = carried === 0 ? targetAt : Math.max(targetAt - carried, scale.credited);
  // One that the width cannot show is told in words alone: at the edge it would stand where it is not.
  const stretchAt = stretch === undefined ? 0 : (magnitude(stretch.target) / Math.max(magnitude(target), 1)) * targetAt;
  const solid = scale.credited - scale.selfReported;
  return (
    <span
      aria-hidden
      className={classNames("relative block forced-color-adjust-none", heights[size], statusColour(status), quieter && "opacity-55")}
    >
      <span className="absolute inset-y-0 left-0 rounded-bar bg-track" style={{ width: `${targetAt}%` }} />
      <span className="absolute bottom-0 h-px bg-track" style={{ left: `${targetAt}%`, right: 0 }} />
      <span className="absolute inset-y-0 left-0 overflow-hidden rounded-bar" style={{ width: `${scale.credited}%` }}>
        <span
          className={classNames("absolute inset-y-0 left-0", status === "excused" ? "hatched" : "bg-current")}
          style={{ right: scale.credited === 0 ? 0 : `${(scale.selfReported / scale.credited) * 100}%` }}
        />
        {scale.selfReported > 0 && (
          <span
            className="hatched absolute inset-y-0 right-0 border-l border-surface"
            style={{ width: `${(scale.selfReported / scale.credited) * 100}%` }}
          />
        )}
      </span>
      {scale.credited > 0 && solid < 0.5 && scale.selfReported === 0 && (
        <span className="absolute inset-y-0 left-0 w-0.5 rounded-bar bg-current" />
      )}
      {scale.expected !== null && (
        <span className="absolute -inset-y-[2px] -ml-[1.5px] w-[3px] rounded-bar bg-surface" style={{ left: `${scale.expected}%` }}>
          <span className="absolute inset-y-0 left-px w-px bg-muted" />
        </span>
      )}
      {scale.overflows && (
        // Torn at the edge: there is more than the width can show.
        <span className="absolute inset-y-0 right-1.5 w-1 -skew-x-12 border-x border-surface bg-background" />
      )}
      {carriedFrom < targetAt && (
        // What was carried over comes off the end that is still to be reached.
        <span className="absolute inset-y-0 bg-muted opacity-45" style={{ left: `${carriedFrom}%`, width: `${targetAt - carriedFrom}%` }} />
      )}
      {stretchAt > targetAt && stretchAt <= 100 && (
        <span className="absolute -inset-y-[3px] -ml-[2px] w-[3px] bg-surface" style={{ left: `${stretchAt}%` }}>
          <span className="dotted-mark absolute inset-y-0 left-px w-px" />
        </span>
      )}
      {magnitude(target) > 0 && (
        <span className="absolute -inset-y-[3px] -ml-px w-[3px] bg-surface" style={{ left: `${targetAt}%` }}>
          <span className="absolute inset-y-0 left-px w-px bg-ink" />
        </span>
      )}
    </span>
  );
};
