import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../language.tsx";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Trouble } from "./trouble.tsx";

const formats = ["csv", "xlsx"] as const;

type Props = {
  /** As in `/exports/attainment`. */
  list: string;
  query: Readonly<Record<string, string | undefined>>;
  /** What the file is called, without its ending. */
  fileName: string;
  className?: string;
};

/** What is shown as a file for spreadsheets; small, since it is rarely wanted. */
export const DownloadList = ({ list, query, fileName, className }: Props) => {
  const t = useTranslations("download");
  const { language } = useLanguage();
  const saving = useMutation({
    mutationFn: async (format: (typeof formats)[number]) => {
      const { saveAnswer } = await import("../save-answer.ts");
      const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      return saveAnswer(
        `/exports/${list}?${new URLSearchParams([...asked, ["format", format]]).toString()}`,
        `${fileName}.${format}`,
        language,
      );
    },
  });
  return (
    <>
      <span role="group" aria-label={t("label")} className={classNames("inline-flex items-center", className)}>
        <Download aria-hidden className="mr-0.5 size-4 text-muted" />
        {formats.map((format) => (
          <Button
            key={format}
            look="quiet"
            aria-label={t(format)}
            title={t(format)}
            disabled={saving.isPending}
            onClick={() => saving.mutate(format)}
            className="px-2"
          >
            {format.toUpperCase()}
          </Button>
        ))}
        <span role="status" className="sr-only">
          {saving.isPending && t("making")}
        </span>
      </span>
      {saving.error !== null && (
        <div className="w-full">
          <Trouble title={t("failed")} error={saving.error} onAgain={() => saving.mutate(saving.variables)} />
        </div>
      )}
    </>
  );
};
