import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { RequirementEntry } from "../../domain/company-file.ts";
import { useCadenceName } from "../attainment/cadences.ts";
import { isKey, useCompany } from "../company.tsx";
import { rulesQuery } from "../drafts/queries.ts";
import { PlacedInput, PlacedSelect } from "../drafts/wrongs.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Segments } from "../ui/segments.tsx";
import { asTarget } from "./requirement-text.ts";
import { combinedAs, typeOf, type Row, type Worth } from "./tree.ts";

type Props = {
  readonly row: Row;
  readonly onChange: (key: string, node: RequirementEntry) => void;
  readonly onWorth: (key: string, worth: Worth) => void;
};

const numberProps = { type: "text", inputMode: "decimal", maxLength: 20 } as const;

/** Without the fields that say nothing. */
const cleaned = <T extends object>(fields: T): T =>
  // Leaving out what is undefined is all that happens here.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== "")) as T;

type Of<K extends string> = Extract<RequirementEntry, Readonly<Record<K, unknown>>>;

const MetricChoice = ({ value, pointer, onChange }: { value: string; pointer: string; onChange: (metric: string) => void }) => {
  const t = useTranslations("plans");
  const { metrics } = useCompany();
  const { name } = useFormats();
  return (
    <PlacedSelect label={t("metric")} pointer={pointer} value={value} onChange={({ target }) => onChange(target.value)}>
      {!metrics.some(({ id }) => id === value) && <option value={value}>{value}</option>}
      {metrics.map((each) => (
        <option key={each.id} value={each.id}>
          {name(each.name)}
        </option>
      ))}
    </PlacedSelect>
  );
};

const QuotaForm = ({ node, pointer, onChange }: { node: Of<"metric">; pointer: string; onChange: Props["onChange"] }) => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const { name } = useFormats();
  const tables = (useQuery(rulesQuery(language)).data?.targetTables ?? []).filter(({ metric }) => metric === node.metric);
  const isTable = typeof node.target === "object";
  return (
    <>
      <MetricChoice value={node.metric} pointer={`${pointer}/metric`} onChange={(metric) => onChange("metric", { ...node, metric })} />
      {(tables.length > 0 || isTable) && (
        <Segments
          label={t("targetFrom")}
          value={isTable ? "table" : "number"}
          onChange={(from) => onChange("from", { ...node, target: from === "number" ? 0 : { table: tables[0]?.id ?? "" } })}
          choices={[
            { value: "number", label: t("oneNumber") },
            { value: "table", label: t("aTable") },
          ]}
        />
      )}
      {typeof node.target === "object" ? (
        <PlacedSelect
          label={t("table")}
          pointer={`${pointer}/target/table`}
          value={node.target.table}
          onChange={({ target }) => onChange("table", { ...node, target: { table: target.value } })}
        >
          {tables.map((each) => (
            <option key={each.id} value={each.id}>
              {name(each.name) || each.id}
            </option>
          ))}
        </PlacedSelect>
      ) : (
        <PlacedInput
          {...numberProps}
          label={t("target")}
          pointer={`${pointer}/target`}
          value={String(node.target)}
          data-first
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => onChange("target", { ...node, target: asTarget(target.value) })}
        />
      )}
      <PlacedInput
        {...numberProps}
        label={t("stretch")}
        hint={t("optional")}
        pointer={`${pointer}/stretch`}
        value={String(node.stretch ?? "")}
        onChange={({ target }) =>
          onChange("stretch", cleaned({ ...node, stretch: target.value === "" ? undefined : asTarget(target.value) }))
        }
      />
      <label className="flex items-center gap-2 text-table">
        <input
          type="checkbox"
          className="size-4"
          checked={node.proration === "none"}
          onChange={({ target }) => onChange("proration", cleaned({ ...node, proration: target.checked ? ("none" as const) : undefined }))}
        />
        {t("unscaledHint")}
      </label>
    </>
  );
};

const HeadsForm = ({ node, pointer, onChange }: { node: Of<"members">; pointer: string; onChange: Props["onChange"] }) => {
  const t = useTranslations("plans");
  const { metric, atLeast } = node.members;
  return (
    <>
      <MetricChoice
        value={metric}
        pointer={`${pointer}/members/metric`}
        onChange={(chosen) => onChange("metric", { ...node, members: { metric: chosen, atLeast } })}
      />
      <PlacedInput
        {...numberProps}
        label={t("atLeast")}
        pointer={`${pointer}/members/atLeast`}
        value={String(atLeast)}
        onChange={({ target }) => onChange("atLeast", { ...node, members: { metric, atLeast: asTarget(target.value) } })}
      />
      <PlacedInput
        {...numberProps}
        data-first
        label={t("headsTarget")}
        pointer={`${pointer}/target`}
        value={String(node.target)}
        onChange={({ target }) => onChange("target", { ...node, target: asTarget(target.value) })}
      />
    </>
  );
};

const KindForm = ({ node, pointer, onChange }: { node: Of<"kind">; pointer: string; onChange: Props["onChange"] }) => {
  const t = useTranslations("plans");
  const all = useTranslations();
  const directions = ["outbound", "inbound"] as const;
  return (
    <>
      <PlacedInput
        label={t("kind")}
        pointer={`${pointer}/kind`}
        value={node.kind}
        onChange={({ target }) => onChange("kind", { ...node, kind: target.value })}
      />
      <PlacedSelect
        label={t("direction")}
        pointer={`${pointer}/direction`}
        value={node.direction ?? ""}
        onChange={({ target }) => onChange("direction", cleaned({ ...node, direction: directions.find((each) => each === target.value) }))}
      >
        <option value="">{t("any")}</option>
        {directions.map((each) => (
          <option key={each} value={each}>
            {isKey("direction", each, all) ? all(`direction.${each}`) : each}
          </option>
        ))}
      </PlacedSelect>
      <PlacedInput
        {...numberProps}
        label={t("target")}
        pointer={`${pointer}/target`}
        value={String(node.target)}
        onChange={({ target }) => onChange("target", { ...node, target: asTarget(target.value) })}
      />
    </>
  );
};

const innerCadences = ["day", "week", "month", "quarter", "half"] as const;

const OverForm = ({ node, pointer, onChange }: { node: Of<"over">; pointer: string; onChange: Props["onChange"] }) => {
  const t = useTranslations("plans");
  const cadenceName = useCadenceName();
  const { cadence, of, atLeast, inARow } = node.over;
  const rule = inARow == null ? "atLeast" : "inARow";
  const times = inARow ?? atLeast ?? 1;
  const changed = (next: { cadence?: string; rule?: "atLeast" | "inARow"; times?: number | string }): RequirementEntry => {
    const count = next.times ?? times;
    // What is no number is kept as it was typed, and refused by the server.
    return { over: { cadence: next.cadence ?? cadence, of, [next.rule ?? rule]: count as number } };
  };
  return (
    <>
      <PlacedSelect
        label={t("overCadence")}
        pointer={`${pointer}/over/cadence`}
        value={cadence}
        onChange={({ target }) => onChange("cadence", changed({ cadence: target.value }))}
      >
        {[...new Set<string>([...innerCadences, cadence])].map((each) => (
          <option key={each} value={each}>
            {cadenceName(each)}
          </option>
        ))}
      </PlacedSelect>
      <Segments
        label={t("overRule")}
        value={rule}
        onChange={(next) => onChange("rule", changed({ rule: next }))}
        choices={[
          { value: "atLeast", label: t("rules.atLeast") },
          { value: "inARow", label: t("rules.inARow") },
        ]}
      />
      <PlacedInput
        {...numberProps}
        label={t("times")}
        pointer={`${pointer}/over/${rule}`}
        value={String(times)}
        onChange={({ target }) => onChange("times", changed({ times: asTarget(target.value) }))}
      />
    </>
  );
};

const CombinationForm = ({ row, onChange }: Pick<Props, "row" | "onChange">) => {
  const t = useTranslations("plans");
  const { node, pointer } = row;
  const type = typeOf(node);
  return (
    <>
      <Segments
        label={t("combination")}
        value={type === "score" ? "score" : type === "anyOf" ? "anyOf" : "allOf"}
        onChange={(next) => onChange("combination", combinedAs(node, next))}
        choices={[
          { value: "allOf", label: t("short.allOf") },
          { value: "anyOf", label: t("short.anyOf") },
          { value: "score", label: t("short.score") },
        ]}
      />
      {"score" in node && (
        <PlacedInput
          {...numberProps}
          label={t("needed")}
          pointer={`${pointer}/score/needed`}
          value={String(node.score.needed)}
          onChange={({ target }) => onChange("needed", { ...node, score: { ...node.score, needed: asTarget(target.value) } })}
        />
      )}
    </>
  );
};

const WorthForm = ({ row, worth, onWorth }: Pick<Props, "row" | "onWorth"> & { worth: Worth }) => {
  const t = useTranslations("plans");
  const place = row.pointer.replace(/\/require$/, "");
  return (
    <fieldset className="flex flex-col gap-3 border-t border-line pt-3 tablet:grid tablet:grid-cols-3">
      <legend className="sr-only">{t("worth")}</legend>
      <PlacedInput
        {...numberProps}
        label={t("weight")}
        pointer={`${place}/weight`}
        value={String(worth.weight)}
        onChange={({ target }) => onWorth("weight", { ...worth, weight: asTarget(target.value) })}
      />
      <PlacedInput
        label={t("cap")}
        hint="100%"
        pointer={`${place}/cap`}
        value={String(worth.cap ?? "")}
        onChange={({ target }) => onWorth("cap", cleaned({ ...worth, cap: target.value === "" ? undefined : target.value }))}
      />
      <PlacedInput
        label={t("floor")}
        hint={t("optional")}
        pointer={`${place}/floor`}
        value={String(worth.floor ?? "")}
        onChange={({ target }) => onWorth("floor", cleaned({ ...worth, floor: target.value === "" ? undefined : target.value }))}
      />
    </fieldset>
  );
};

/** The fields of a node, each with what the server refuses of it. */
export const RequirementForm = ({ row, onChange, onWorth }: Props) => {
  const { node, pointer, worth } = row;
  const keyed: Props["onChange"] = (key, next) => onChange(`${pointer} ${key}`, next);
  return (
    <div className="flex flex-col gap-3">
      {"members" in node && <HeadsForm node={node} pointer={`/require${pointer}`} onChange={keyed} />}
      {"kind" in node && <KindForm node={node} pointer={`/require${pointer}`} onChange={keyed} />}
      {"metric" in node && <QuotaForm node={node} pointer={`/require${pointer}`} onChange={keyed} />}
      {"over" in node && <OverForm node={node} pointer={`/require${pointer}`} onChange={keyed} />}
      {["allOf", "anyOf", "score"].includes(typeOf(node)) && (
        <CombinationForm row={{ ...row, pointer: `/require${pointer}` }} onChange={keyed} />
      )}
      {worth !== undefined && (
        <WorthForm
          row={{ ...row, pointer: `/require${pointer}` }}
          worth={worth}
          onWorth={(key, next) => onWorth(`${pointer} ${key}`, next)}
        />
      )}
    </div>
  );
};
