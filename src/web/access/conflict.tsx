import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";

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
