import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FunnelAssumptions } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useLanguage } from "../language.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { ResultsWords } from "../words/results-words.tsx";
import { Answer } from "./answer.tsx";
import { QuestionForm } from "./form.tsx";
import { emptyQuestion, orderOf, questionOf, saidOf, type Question } from "./question.ts";
import { effortQuery, stagesQuery } from "./queries.ts";

/** The question stands in the address: whoever gets it sees the same. */
const useQuestion = (funnel: FunnelAssumptions | null): readonly [Question, (change: Partial<Question>) => void] => {
  const [view, setView] = useView("/planner");
  const otherwise = useMemo((): Question => (funnel === null ? { ...emptyQuestion, source: "typed" } : emptyQuestion), [funnel]);
  const question = questionOf(view.effort, otherwise);
  return [question, (change) => setView({ effort: saidOf({ ...question, ...change }, otherwise) }, "typed")];
};

const Planner = ({ funnel }: { funnel: FunnelAssumptions | null }) => {
  const t = useTranslations("planner");
  const { language } = useLanguage();
  const { company } = useCompany();
  const [question, change] = useQuestion(funnel);
  const said = JSON.stringify(question);
  // What is typed is shown at once; what it takes follows.
  const settled = useDeferredValue(said);
  const order = useMemo(() => orderOf(questionOf(settled, emptyQuestion), company.currency), [settled, company.currency]);
  const query = useQuery(effortQuery(order, language));
  const isBehind = said !== settled || query.isFetching;
  return (
    <PageFrame title={t("title")} lead={t("lead")}>
      <div className="grid items-start gap-5 desk:grid-cols-[24rem_1fr]">
        <QuestionForm question={question} funnel={funnel} onChange={change} />
        <section aria-label={t("answer")} aria-busy={isBehind} className="min-w-0">
          {order === undefined ? (
            <p className="text-muted">{t("unready")}</p>
          ) : query.error !== null ? (
            <Trouble error={query.error} title={t("answer")} onAgain={() => void query.refetch()} />
          ) : query.data == null ? (
            <p className="text-muted">{t("waiting")}</p>
          ) : (
            <Answer plan={query.data} order={order} />
          )}
        </section>
      </div>
    </PageFrame>
  );
};

const Loaded = () => {
  const { language } = useLanguage();
  const { hasFunnel = false } = useCompany();
  const query = useQuery({ ...stagesQuery(language), enabled: hasFunnel });
  if (!hasFunnel) return <Planner funnel={null} />;
  if (query.data !== undefined) return <Planner funnel={query.data} />;
  if (query.error === null) return <PageSkeleton />;
  return (
    <main id="content" tabIndex={-1} className="mx-auto max-w-3xl p-6">
      <Trouble error={query.error} onAgain={() => void query.refetch()} />
    </main>
  );
};

/** How much effort a result needs. */
export const PlannerPage = () => (
  <ResultsWords>
    <Loaded />
  </ResultsWords>
);
