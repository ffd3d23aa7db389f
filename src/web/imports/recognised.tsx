import { useTranslations } from "use-intl";

/** What can be dropped: names that people know their files by. */
export const Recognised = () => {
  const t = useTranslations("import");
  return (
    <section aria-labelledby="recognised" className="flex max-w-prose flex-col gap-1 text-table">
      <h2 id="recognised" className="font-strong">
        {t("recognised")}
      </h2>
      <p className="text-muted">{t("recognisedList")}</p>
      <p className="text-muted">{t("otherFiles")}</p>
    </section>
  );
};
