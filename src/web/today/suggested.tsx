import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { signalKindWords } from "../../domain/signals/signal.ts";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Due } from "../signals/due.tsx";
import type { TodayAnswer } from "./queries.ts";

/** Who showed interest and waits for an answer: what they did last, and until when. */
export const Suggested = ({ answer: { suggestions } }: { answer: TodayAnswer }) => {
  const t = useTranslations("today");
  const { language } = useLanguage();
  const { all, next } = suggestions;
  if (all === 0) return null;
  return (
    <section aria-labelledby="today-suggested" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="today-suggested" className="font-strong">
          {t("suggested")}
        </h2>
        <Link to="/signals" search={keptCompany} className="ml-auto text-table text-accent hover:underline pointer-coarse:py-2">
          {t("suggestedAll", { count: all })}
        </Link>
      </div>
      <ul className="rounded-control border border-line bg-surface">
        {next.map(({ suggestion, prospect, signals, dueAt, isLate }) => {
          const who = prospect?.name ?? prospect?.prospect ?? `#${suggestion}`;
          const [latest] = signals;
          return (
            <li key={suggestion} className="border-b border-line last:border-b-0">
              <Link
                to="/signals"
                search={(before) => ({ ...keptCompany(before), given: String(suggestion) })}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-raised"
              >
                <span className="min-w-0 flex-1 basis-40">
                  <span className="block font-medium break-words">{who}</span>
                  {latest !== undefined && (
                    <span className="block text-table break-words text-muted">
                      {signalKindWords[latest.kind][language]}
                      {latest.topicName !== null && ` · ${latest.topicName}`}
                    </span>
                  )}
                </span>
                <span className="text-table">
                  <Due dueAt={dueAt} isLate={isLate} words="today" />
                </span>
                <ArrowRight aria-hidden className="size-4 shrink-0 text-muted" />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
