import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { acknowledgeStatement } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { RowLine } from "../ui/rows.tsx";
import { Trouble } from "../ui/trouble.tsx";
import type { TodayAnswer } from "./queries.ts";

const ToInbox = ({ children }: { children: ReactNode }) => (
  <Link to="/inbox" search={keptCompany} className="text-accent hover:underline">
    {children}
  </Link>
);

/** What others wait for the reader to do. */
export const Waiting = ({ answer: { waiting }, readAnew }: { answer: TodayAnswer; readAnew: () => Promise<void> }) => {
  const t = useTranslations("today");
  const { language } = useLanguage();
  const { name, day } = useFormats();
  const { today } = useCompany();
  const acknowledging = useMutation({
    mutationFn: (statement: number) => acknowledgeStatement({ number: String(statement), body: {} }, { language }),
    onSuccess: readAnew,
  });
  const { disputes, questions, statements, unread, notices } = waiting;
  if (disputes + questions + statements.length + unread === 0) return null;
  return (
    <section aria-labelledby="today-waits" className="flex flex-col gap-3">
      <h2 id="today-waits" className="font-strong">
        {t("waits")}
      </h2>
      <ul className="rounded-control border border-line bg-surface">
        {disputes > 0 && (
          <RowLine
            title={
              <Link to="/disputes" search={keptCompany} className="text-accent hover:underline">
                {t("waitsDisputes", { count: disputes })}
              </Link>
            }
          />
        )}
        {questions > 0 && <RowLine title={<ToInbox>{t("waitsQuestions", { count: questions })}</ToInbox>} />}
        {statements.map(({ statement, planName, period }) => {
          const named = { plan: name(planName), period: name(period.label) };
          return (
            <RowLine key={statement} title={t("waitsStatement", named)}>
              <Button
                aria-label={t("acknowledgeNamed", named)}
                disabled={acknowledging.isPending}
                onClick={() => acknowledging.mutate(statement)}
              >
                {t("acknowledge")}
              </Button>
            </RowLine>
          );
        })}
        {unread > 0 && (
          <RowLine
            title={<ToInbox>{t("waitsNotices", { count: unread })}</ToInbox>}
            more={
              <span className="flex flex-col gap-1">
                {notices.map(({ notice, text, on }) => (
                  <span key={notice}>
                    {day(on, today)} · {text[language]}
                  </span>
                ))}
              </span>
            }
          />
        )}
      </ul>
      {acknowledging.error !== null && (
        <Trouble error={acknowledging.error} onAgain={() => acknowledging.mutate(acknowledging.variables)} />
      )}
    </section>
  );
};
