import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useLanguage } from "../language.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { SummarySkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { SignalsWords } from "../words/signals-words.tsx";
import { Answers, Sources, Topics } from "./coverage.tsx";
import { Inbox } from "./inbox.tsx";
import { coverageQuery } from "./queries.ts";
import { TryText } from "./try-text.tsx";

const Page = () => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(coverageQuery(language));
  return (
    <PageFrame title={t("title")} lead={t("lead")}>
      <div className="grid items-start gap-6 desk:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <Inbox />
        <aside className="flex min-w-0 flex-col gap-4">
          {error !== null && data === undefined && <Trouble error={error} onAgain={() => void refetch()} />}
          {data === undefined && error === null && <SummarySkeleton />}
          {data !== undefined && <Answers coverage={data} />}
          {data !== undefined && <Topics coverage={data} />}
          <TryText topicName={(topic) => data?.topics.find((each) => each.topic === topic)?.name ?? topic} />
          {data !== undefined && <Sources coverage={data} />}
          <p className="text-caption text-muted">{t("advice")}</p>
        </aside>
      </div>
    </PageFrame>
  );
};

/** Who showed interest, and what came of it. */
export const SignalsPage = () => (
  <SignalsWords>
    <Page />
  </SignalsWords>
);
