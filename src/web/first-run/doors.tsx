import { FileUp, MessageCircleQuestionMark, Telescope } from "lucide-react";
import { useTranslations } from "use-intl";

export const doors = ["file", "questions", "sample"] as const;
export type Door = (typeof doors)[number];

const signs = { file: FileUp, questions: MessageCircleQuestionMark, sample: Telescope };

/** The ways to begin, each told by what it takes and what comes of it. */
export const Doors = ({ onChosen }: { onChosen: (door: Door) => void }) => {
  const t = useTranslations("start.doors");
  return (
    <ul className="flex flex-col gap-3">
      {doors.map((door) => {
        const Sign = signs[door];
        return (
          <li key={door}>
            <button
              type="button"
              onClick={() => onChosen(door)}
              className="flex w-full items-start gap-4 rounded-control border border-line bg-surface p-4 text-left hover:bg-raised active:bg-track"
            >
              <Sign aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
              <span className="flex min-w-0 flex-col gap-0.5">
                <span className="font-strong">{t(`${door}.title`)}</span>
                <span className="text-table text-muted">{t(`${door}.lead`)}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};
