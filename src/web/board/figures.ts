import { useTranslations } from "use-intl";
import { above, magnitude } from "../attainment/requirement.ts";
import { useFormats } from "../formats.tsx";
import type { BoardPlace, Leaderboard } from "./api.ts";

/** What of a place is said in words: the rank with who shares it, and what has come since the period before. */
export const usePlaceWords = ({ metric }: Pick<Leaderboard, "metric">) => {
  const t = useTranslations("board");
  const { amountSaid, number } = useFormats();
  return {
    rank: ({ rank, tied }: BoardPlace): string => (tied > 1 ? t("tied", { rank: number(rank), count: number(tied) }) : number(rank)),
    change: ({ credited, before }: BoardPlace): string => {
      const more = above(credited, before);
      if (magnitude(more) > 0) return t("more", { amount: amountSaid(metric, more) });
      const less = above(before, credited);
      return magnitude(less) > 0 ? t("less", { amount: amountSaid(metric, less) }) : t("same");
    },
  };
};
