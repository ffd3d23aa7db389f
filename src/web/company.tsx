import { useQuery } from "@tanstack/react-query";
import { createContext, use, useMemo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ATTESTED_SOURCE, OWN_SOURCE } from "../domain/own-sources.ts";
import type { Audience, CompanyAnswer, Metric, Plan, Team } from "./api.ts";
import { useFormats } from "./formats.tsx";
import type { en } from "./words/en.ts";
import { useLanguage } from "./language.tsx";
import { companyQuery } from "./queries.ts";
import { PageSkeleton } from "./ui/skeleton.tsx";
import { Trouble } from "./ui/trouble.tsx";
import { OwnWords } from "./words/own-words.tsx";

const Known = createContext<Company | null>(null);

/** Reads what the company has set up before any page is shown; every page names things by it. */
export const CompanyGate = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const query = useQuery(companyQuery(language));
  if (query.data !== undefined) return <Naming company={query.data}>{children}</Naming>;
  if (query.error === null) return <PageSkeleton />;
  return (
    <main id="content" tabIndex={-1} className="mx-auto max-w-3xl p-6">
      <Trouble error={query.error} onAgain={() => void query.refetch()} />
    </main>
  );
};

const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> => new Map(all.map((each) => [each.id, each]));

const useNamed = (company: CompanyAnswer) => {
  const formats = useFormats();
  const t = useTranslations();
  return useMemo(() => {
    const metrics = byId<Metric>(company.metrics);
    const teams = byId<Team>(company.teams);
    const plans = byId<Plan>(company.plans);
    const kinds = byId(company.kinds ?? []);
    const teamName = (id: string): string => formats.name(teams.get(id)?.name) || id;
    return {
      ...company,
      metric: (id: string): Metric | undefined => metrics.get(id),
      metricName: (id: string): string => formats.name(metrics.get(id)?.name) || id,
      teamName,
      planName: (id: string): string => formats.name(plans.get(id)?.name) || id,
      kindName: (id: string): string => formats.name(kinds.get(id)?.name) || (isKey("kind", id, t) ? t(`kind.${id}`) : id),
      /** Other systems go by the id that the company gave them; what is entered here, and what a dispute was granted for, comes from no other. */
      sourceName: (id: string): string => (id === OWN_SOURCE ? t("app.name") : id === ATTESTED_SOURCE ? t("provenance.attested") : id),
      stageName: (id: string): string => (isKey("stage", id, t) ? t(`stage.${id}`) : id),
      audienceName: (audience: Audience | null | undefined): string => {
        if (audience?.members != null) return t("audience.members", { count: audience.members.length });
        if (audience?.phase != null) return t("audience.phase", { phase: audience.phase });
        if (audience?.role != null) return t("audience.role", { role: audience.role });
        if (audience?.team != null) return t("audience.team", { team: teamName(audience.team) });
        return t("audience.everyone");
      },
    };
  }, [company, formats, t]);
};

type Company = ReturnType<typeof useNamed>;

/** Names what is shown as it was called in the period, also what has ended since. */
export const NamedAsThen = ({
  metrics,
  teams,
  plans,
  children,
}: Pick<CompanyAnswer, "metrics" | "teams" | "plans"> & { children: ReactNode }) => {
  const company = useCompany();
  const then = useMemo(
    () => ({
      ...company,
      metrics: [...company.metrics, ...metrics],
      plans: [...company.plans, ...plans],
      teams: [...company.teams, ...teams],
    }),
    [company, metrics, plans, teams],
  );
  return <Known value={useNamed(then)}>{children}</Known>;
};

const Named = ({ company, children }: { company: CompanyAnswer; children: ReactNode }) => (
  <Known value={useNamed(company)}>{children}</Known>
);

const Naming = ({ company, children }: { company: CompanyAnswer; children: ReactNode }) => (
  <OwnWords words={company.words}>
    <Named company={company}>{children}</Named>
  </OwnWords>
);

/** The company of this page, and how the reader's language names what it set up. */
export const useCompany = (): Company => {
  const company = use(Known);
  if (company === null) throw new Error("useCompany outside of CompanyGate");
  return company;
};

type Translator = ReturnType<typeof useTranslations<never>>;
type Group = "kind" | "outcome" | "direction" | "provenance" | "stage";
type KeyOf = { [G in Group]: keyof (typeof en)[G] & string };

/** Kinds and outcomes are open: a company's own have no word here, and are shown as they are written. */
export const isKey = <G extends Group>(group: G, id: string, t: Translator): id is KeyOf[G] =>
  // Asked whether the key is there, with any text: that it may not be is the point.
  t.has(`${group}.${id}` as Parameters<Translator["has"]>[0]);
