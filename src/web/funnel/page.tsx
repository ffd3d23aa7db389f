import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { attributionModels } from "../../domain/opportunity-attribution.ts";
import { inTree } from "../attainment/team-order.ts";
import type { Funnel } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany, type View } from "../search.ts";
import { useSignedIn } from "../session/session.ts";
import { shareText } from "../share-text.ts";
import { buttonClass } from "../ui/button.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { Panel } from "../ui/panel.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { ResultsWords } from "../words/results-words.tsx";
import { Attribution } from "./attribution.tsx";
import { Groups } from "./groups.tsx";
import { Cohorts, Lag } from "./over-time.tsx";
import { funnelQuery } from "./queries.ts";
import { Stages } from "./stages.tsx";

const splits = ["member", "team", "source", "kind"] as const;
type Change = (change: { readonly [K in keyof View]: View[K] | undefined }) => void;

/** Persons are told apart by who sees any. */
const useSplits = () => {
  const extents = useSignedIn()?.permissions["funnel:read"] ?? [];
  const seesPersons = extents.some((extent) => extent === "team" || extent === "company");
  return splits.filter((split) => seesPersons || split !== "member");
};

const Choices = ({ view, funnel, onChange }: { view: View; funnel: Funnel | undefined; onChange: Change }) => {
  const t = useTranslations("funnel");
  const { teams, teamName, today } = useCompany();
  const through = funnel === undefined ? "" : daysFrom(funnel.before, -1);
  return (
    <div className="grid grid-cols-2 gap-3 tablet:grid-cols-4">
      <Labelled label={t("from")}>
        <LineInput
          type="date"
          max={today}
          value={view.from ?? funnel?.from ?? ""}
          onChange={({ target }) => onChange({ from: target.value || undefined })}
        />
      </Labelled>
      <Labelled label={t("through")}>
        <LineInput
          type="date"
          max={today}
          value={view.through ?? through}
          onChange={({ target }) => onChange({ through: target.value || undefined })}
        />
      </Labelled>
      <Labelled label={t("team")}>
        <LineSelect value={view.team ?? ""} onChange={({ target }) => onChange({ team: target.value || undefined })}>
          <option value="">{t("whole")}</option>
          {inTree(teams).map(({ team: { id }, depth }) => (
            <option key={id} value={id}>
              {`${"  ".repeat(depth)}${teamName(id)}`}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      <Labelled label={t("by")}>
        <LineSelect value={view.split ?? ""} onChange={({ target }) => onChange({ split: target.value || undefined })}>
          <option value="">{t("bys.none")}</option>
          {useSplits().map((split) => (
            <option key={split} value={split}>
              {t(`bys.${split}`)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
    </div>
  );
};

const Whole = ({ funnel }: { funnel: Funnel }) => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  const { name } = useFormats();
  const [first, last] = [funnel.stages[0], funnel.stages.at(-1)];
  const rate = funnel.whole?.rate ?? null;
  if (rate === null || first === undefined || last === undefined) return null;
  const { low, high } = rate.interval;
  const said = `${shareText(rate.mean, language)} (${t("interval", { low: shareText(low, language), high: shareText(high, language) })})`;
  return <p className="text-heading font-strong">{t("ofAll", { rate: said, first: name(first.name), last: name(last.name) })}</p>;
};

const Shown = ({ funnel, onChange }: { funnel: Funnel; onChange: Change }) => {
  const t = useTranslations("funnel");
  const { day } = useFormats();
  const { today } = useCompany();
  if ((funnel.stages[0]?.count ?? 0) === 0) return <Empty title={t("nothing")} next={t("nothingNext")} />;
  return (
    <>
      <Panel title={t("stages")}>
        <Whole funnel={funnel} />
        <Stages funnel={funnel} />
        <p className="text-table text-muted">{t("known", { day: day(funnel.through, today) })}</p>
      </Panel>
      <Groups funnel={funnel} />
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <Cohorts funnel={funnel} />
        <Lag funnel={funnel} />
      </div>
      {funnel.attribution !== null && <Attribution attribution={funnel.attribution} onModel={(model) => onChange({ model })} />}
    </>
  );
};

const FunnelShown = () => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  const [view, onChange] = useView("/funnel");
  const may = useSplits();
  const { from, through, team, split, model } = view;
  const asked = {
    from,
    before: through === undefined ? undefined : daysFrom(through, 1),
    team,
    by: may.find((each) => each === split),
    attribution: attributionModels.find((each) => each === model),
  };
  const { hasFunnel = false } = useCompany();
  const query = useQuery({ ...funnelQuery(asked, language), enabled: hasFunnel });
  const plan = may.includes("member") && (
    <Link to="/planner" search={keptCompany} className={buttonClass("primary")}>
      {t("plan")}
    </Link>
  );
  return (
    <PageFrame title={t("title")} lead={t("lead")} act={hasFunnel && plan}>
      {!hasFunnel ? (
        <Empty title={t("missing")} next={t("missingNext")}>
          {plan}
        </Empty>
      ) : (
        <>
          <Choices view={view} funnel={query.data} onChange={onChange} />
          {query.error !== null ? (
            <Trouble error={query.error} onAgain={() => void query.refetch()} />
          ) : query.data === undefined ? (
            <TableSkeleton />
          ) : (
            <Shown funnel={query.data} onChange={onChange} />
          )}
        </>
      )}
    </PageFrame>
  );
};

/** What was tried and what came of it. */
export const FunnelPage = () => (
  <ResultsWords>
    <FunnelShown />
  </ResultsWords>
);
