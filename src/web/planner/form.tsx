import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useCadenceName } from "../attainment/cadences.ts";
import type { FunnelAssumptions } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button, SignButton } from "../ui/button.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Segments } from "../ui/segments.tsx";
import { goals, rateSources, type Question } from "./question.ts";
import { repsQuery } from "./queries.ts";

const asCode = (text: ReactNode) => <code>{text}</code>;

const cadences = ["week", "month", "quarter", "half", "year"] as const;

type Props = {
  readonly question: Question;
  readonly funnel: FunnelAssumptions | null;
  readonly onChange: (change: Partial<Question>) => void;
};

const number = { inputMode: "decimal", autoComplete: "off", maxLength: 20 } as const;

const Goal = ({ question, onChange }: Omit<Props, "funnel">) => {
  const t = useTranslations("planner");
  const { company } = useCompany();
  const field = (key: "results" | "income" | "each" | "worth") => (
    <Labelled label={t(key)} {...(key === "results" ? {} : { hint: company.currency })}>
      <LineInput {...number} value={question[key]} onChange={({ target }) => onChange({ [key]: target.value })} />
    </Labelled>
  );
  return (
    <>
      <Segments
        label={t("goal")}
        value={question.goal}
        onChange={(goal) => onChange({ goal })}
        choices={goals.map((value) => ({ value, label: t(`goals.${value}`) }))}
        className="w-full"
      />
      {question.goal === "results" && field("results")}
      {question.goal === "income" && (
        <div className="grid grid-cols-2 gap-3">
          {field("income")}
          {field("each")}
        </div>
      )}
      {question.goal === "worth" && field("worth")}
    </>
  );
};

const Chance = ({ question: { chance }, onChange }: Omit<Props, "funnel">) => {
  const t = useTranslations("planner");
  const { percent } = useFormats();
  return (
    <label className="flex flex-col gap-1.5">
      <span className="flex justify-between text-table font-medium">
        {t("chance")}
        <output className="font-strong">{percent(chance / 100)}</output>
      </span>
      <input
        type="range"
        min={50}
        max={95}
        step={5}
        value={chance}
        aria-valuetext={percent(chance / 100)}
        onChange={({ target }) => onChange({ chance: Number(target.value) })}
        className="h-6 w-full pointer-coarse:h-11"
      />
    </label>
  );
};

const TypedStages = ({ question: { stages }, onChange }: Omit<Props, "funnel">) => {
  const t = useTranslations("planner");
  const change = (at: number, part: Partial<Question["stages"][number]>) =>
    onChange({ stages: stages.map((stage, place) => (place === at ? { ...stage, ...part } : stage)) });
  return (
    <div className="flex flex-col gap-3">
      {stages.map((stage, at) => (
        // Stages have no name of their own: their place is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className="flex flex-col gap-2">
          <legend className="mb-1.5 text-table font-medium">{t("stage", { place: at + 1 })}</legend>
          <div className="flex items-end gap-2">
            <div className="min-w-0 grow">
              <Labelled label={t("rate")}>
                <LineInput
                  autoComplete="off"
                  maxLength={40}
                  value={stage.rate}
                  onChange={({ target }) => change(at, { rate: target.value })}
                />
              </Labelled>
            </div>
            <div className="w-28 shrink-0">
              <Labelled label={t("minutes")}>
                <LineInput {...number} value={stage.minutes} onChange={({ target }) => change(at, { minutes: target.value })} />
              </Labelled>
            </div>
            {stages.length > 1 && (
              <SignButton
                label={t("removeStage", { place: at + 1 })}
                onClick={() => onChange({ stages: stages.filter((_, place) => place !== at) })}
              >
                <X aria-hidden className="size-4" />
              </SignButton>
            )}
          </div>
        </fieldset>
      ))}
      <p className="text-caption text-muted">{t.rich("rateHint", { code: asCode })}</p>
      {stages.length < 12 && (
        <Button className="self-start" onClick={() => onChange({ stages: [...stages, { rate: "", minutes: "" }] })}>
          <Plus aria-hidden className="size-4" />
          {t("addStage")}
        </Button>
      )}
    </div>
  );
};

const FunnelStages = ({ question, funnel: { stages }, onChange }: Props & { readonly funnel: FunnelAssumptions }) => {
  const t = useTranslations("planner");
  const { name } = useFormats();
  const placeOf = (id: string, otherwise: number): number => {
    const place = stages.findIndex((stage) => stage.id === id);
    return place === -1 ? otherwise : place;
  };
  const [from, to] = [placeOf(question.first, 0), placeOf(question.last, stages.length - 1)];
  const select = (key: "first" | "last", place: number, from: number, through: number) => (
    <Labelled label={t(key)}>
      <LineSelect value={stages[place]?.id ?? ""} onChange={({ target }) => onChange({ [key]: target.value })}>
        {stages.slice(from, through + 1).map((stage) => (
          <option key={stage.id} value={stage.id}>
            {name(stage.name)}
          </option>
        ))}
      </LineSelect>
    </Labelled>
  );
  return (
    <>
      {select("first", from, 0, to - 1)}
      {select("last", to, from + 1, stages.length - 1)}
      {stages.slice(from, to).map((stage) => (
        <Labelled key={stage.id} label={t("minutesOf", { stage: name(stage.name) })}>
          <LineInput
            {...number}
            value={question.minutes[stage.id] ?? ""}
            onChange={({ target }) => onChange({ minutes: { ...question.minutes, [stage.id]: target.value } })}
          />
        </Labelled>
      ))}
    </>
  );
};

/** What the planner is asked. */
export const QuestionForm = ({ question, funnel, onChange }: Props) => {
  const t = useTranslations("planner");
  const { language } = useLanguage();
  const { name } = useFormats();
  const cadenceName = useCadenceName();
  const reps = useQuery(repsQuery(language)).data ?? [];
  return (
    <form
      aria-label={t("question")}
      className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4 tablet:p-5"
      onSubmit={(event) => event.preventDefault()}
    >
      <Goal question={question} onChange={onChange} />
      <Chance question={question} onChange={onChange} />
      <div className="grid grid-cols-2 gap-3">
        <Labelled label={t("who")}>
          <LineSelect value={question.member} onChange={({ target }) => onChange({ member: target.value })}>
            <option value="">{t("ordinary")}</option>
            {reps.map(({ member, name: called }) => (
              <option key={member} value={member}>
                {name(called) || member}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("cadence")}>
          <LineSelect value={question.cadence} onChange={({ target }) => onChange({ cadence: target.value })}>
            {cadences.map((each) => (
              <option key={each} value={each}>
                {cadenceName(each)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="text-table font-medium">{t("rates")}</p>
        <Segments
          label={t("rates")}
          value={question.source}
          onChange={(source) => onChange({ source })}
          choices={rateSources
            .filter((value) => value === "typed" || funnel !== null)
            .map((value) => ({ value, label: t(`sources.${value}`) }))}
          className="w-full"
        />
        {funnel === null && <p className="text-caption text-muted">{t("noFunnel")}</p>}
      </div>
      {question.source === "typed" || funnel === null ? (
        <TypedStages question={question} onChange={onChange} />
      ) : (
        <FunnelStages question={question} funnel={funnel} onChange={onChange} />
      )}
      <div className="grid grid-cols-2 items-end gap-3">
        <Labelled label={t("hours")}>
          <LineInput {...number} value={question.hours} onChange={({ target }) => onChange({ hours: target.value })} />
        </Labelled>
        <Labelled label={t("contacts")}>
          <LineInput
            {...number}
            placeholder={t("contactsHint")}
            value={question.contacts}
            onChange={({ target }) => onChange({ contacts: target.value })}
          />
        </Labelled>
      </div>
    </form>
  );
};
