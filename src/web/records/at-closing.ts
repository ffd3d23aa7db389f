import { useTranslations } from "use-intl";
import type { Adjustment, Metric } from "../api.ts";
import { useFormats } from "../formats.tsx";

/** What a quota was when the period was closed, if it is another now; null where nothing was asked then. */
export type AtClosing = Adjustment["quotas"][number]["before"] | undefined;

/** `When the period was closed: 19 / 15, met`; undefined of what is as it was. */
export const useAtClosing = () => {
  const t = useTranslations("records");
  const words = useTranslations("status");
  const { amount } = useFormats();
  return (metric: Metric | undefined, closed: AtClosing): string | undefined => {
    if (closed === undefined) return undefined;
    if (closed === null) return t("atClosingNothing");
    const said = { credited: amount(metric, closed.credited), target: amount(metric, closed.target) };
    return closed.status === undefined ? t("atClosingFigures", said) : t("atClosing", { ...said, status: words(closed.status) });
  };
};
