import { useTranslations } from "use-intl";
import type { Amount, Metric, Status } from "../api.ts";
import { useFormats } from "../formats.tsx";
import { StatusSign, statusColour } from "../ui/status.tsx";
import { classNames } from "../ui/class-names.ts";
import { magnitude, shortfallOf, surplusOf } from "./requirement.ts";

type Amounts = { credited: Amount | null; target: Amount; status: Status; over?: boolean; needless?: boolean };

/** What is missing, over or done, in words: `38 more`, `12 over`, `met`. */
export const useStanding = () => {
  const t = useTranslations();
  const { amountSaid } = useFormats();
  return (metric: Metric | undefined, { credited, target, status, over: ended = status === "missed", needless }: Amounts): string => {
    if (needless === true) return t("attainment.needless");
    if (status === "excused" || status === "counting" || credited === null) return t(`status.${status}`);
    const [missing, over] = [shortfallOf({ credited, target }), surplusOf({ credited, target })];
    if (magnitude(missing) > 0) return t(ended ? "amount.short" : "amount.more", { value: amountSaid(metric, missing) });
    return magnitude(over) > 0 ? t("amount.over", { value: amountSaid(metric, over) }) : t(`status.${status}`);
  };
};

export const Standing = ({ metric, amounts, className }: { metric: Metric | undefined; amounts: Amounts; className?: string }) => {
  const standing = useStanding();
  return (
    <span className={classNames("inline-flex items-baseline gap-1 whitespace-nowrap", statusColour(amounts.status), className)}>
      {amounts.status !== "open" && <StatusSign status={amounts.status} />}
      {standing(metric, amounts)}
    </span>
  );
};
