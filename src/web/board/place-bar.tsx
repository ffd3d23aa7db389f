import { magnitude } from "../attainment/requirement.ts";
import { QuotaBar } from "../ui/quota-bar.tsx";
import type { BoardPlace } from "./api.ts";

/** The quota bar of a place; of whom nothing is asked, a bar against who has most. */
export const PlaceBar = ({ place, most, size }: { place: BoardPlace; most: BoardPlace["credited"]; size: "row" | "screen" }) => {
  const { credited, target } = place;
  if (target === null)
    return (
      <span aria-hidden className={size === "row" ? "block h-2" : "block h-[clamp(1rem,2.4vh,2.5rem)]"}>
        <span
          className="block h-full rounded-bar bg-muted"
          style={{ width: `${(Math.max(0, magnitude(credited)) / Math.max(magnitude(most), 1)) * 100}%` }}
        />
      </span>
    );
  return <QuotaBar credited={credited} target={target} status={magnitude(credited) >= magnitude(target) ? "met" : "open"} size={size} />;
};
