import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Progress } from "./progress.tsx";
import { readingQuery } from "./queries.ts";

/** How far the server is with reading a file; without a share where it does not tell. */
export const ReadingProgress = ({ reading, label }: { reading: string; label: string }) => {
  const t = useTranslations("import");
  const { language } = useLanguage();
  const { percent } = useFormats();
  const share = useQuery(readingQuery(reading, language)).data?.share ?? null;
  return <Progress share={share} label={share === null ? label : t("soFar", { label, percent: percent(share) })} />;
};
