import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { Button } from "../ui/button.tsx";

/** What was to be changed is another thing by now. */
export const isConflict = (error: Error | null): boolean => error instanceof Problem && error.status === 412;

/** Somebody else was quicker. */
export const Conflict = ({ onShow }: { onShow: () => void }) => {
  const t = useTranslations("access");
  return (
    <div role="alert" className="flex flex-col items-start gap-2 rounded-control border border-line bg-raised px-3 py-2.5 text-table">
      <p>{t("changedMeanwhile")}</p>
      <Button onClick={onShow}>{t("showNow")}</Button>
    </div>
  );
};
