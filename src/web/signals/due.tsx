import { Clock, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../language.tsx";
import { useMinute } from "./use-minute.ts";

type Props = {
  readonly dueAt: string | null;
  readonly isLate: boolean;
  /** Whose texts are there: those of signals come with their page alone. */
  readonly words?: "signals" | "today";
};

const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** Until when, on the reader's own clock; late with a sign and a word, not by colour alone. */
export const Due = ({ dueAt, isLate, words = "signals" }: Props) => {
  const t = useTranslations(words);
  const { language } = useLanguage();
  const formats = useMemo(
    () => ({
      time: new Intl.DateTimeFormat(language, { timeStyle: "short" }),
      when: new Intl.DateTimeFormat(language, { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }),
    }),
    [language],
  );
  const now = useMinute();
  if (dueAt === null) return <span className="text-muted">{t("noDue")}</span>;
  const due = new Date(dueAt);
  if (isLate)
    return (
      <span className="inline-flex items-center gap-1 font-medium text-behind">
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        <time dateTime={dueAt}>{t("late", { when: formats.when.format(due) })}</time>
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1">
      <Clock aria-hidden className="size-3.5 shrink-0 text-muted" />
      <time dateTime={dueAt}>
        {isSameDay(due, now) ? t("dueToday", { time: formats.time.format(due) }) : t("due", { when: formats.when.format(due) })}
      </time>
    </span>
  );
};
