import { useTranslations } from "use-intl";

/** The stages that every company has by their words, a company's own as it calls them. */
export const useStageName = (): ((stage: string) => string) => {
  const t = useTranslations("prospects.stages");
  return (stage) => (stage === "prospect" || stage === "opportunity" || stage === "customer" ? t(stage) : stage);
};
