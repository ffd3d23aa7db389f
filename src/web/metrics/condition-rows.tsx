import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FieldTypes } from "../../domain/activity-fields.ts";
import { expressionText, type Expression } from "../../domain/expression.ts";
import { parseExpression } from "../../domain/parse-expression.ts";
import { useLanguage } from "../language.tsx";
import { Button, SignButton } from "../ui/button.tsx";
import { LineInput, LineSelect } from "../ui/form.tsx";
import { WrongText } from "../drafts/wrongs.tsx";
import { askingsOf, expressionOf, expressionOfLine, linesOf, valuesOf, type Asking, type Clicked, type Line } from "./conditions.ts";
import { useFieldWords } from "./fields.ts";
import { wrongRule } from "./wrong-rule.ts";

const first: Clicked = { field: "kind", asking: "is", values: ["call"] };

type PartProps = {
  readonly clicked: Clicked;
  readonly fields: FieldTypes;
  readonly label: string;
  /** Begins with the focus: a person has just asked for it. */
  readonly isNew?: boolean | undefined;
  readonly onChange: (expression: Expression) => void;
  readonly onRemove: (() => void) | undefined;
};

/** A field, what is asked of it, and the values. What says nothing yet stays here until it does. */
const Part = ({ clicked, fields, label, isNew = false, onChange, onRemove }: PartProps) => {
  const t = useTranslations("metrics");
  const { language } = useLanguage();
  const { labelOf, choicesOf } = useFieldWords();
  const id = useId();
  const [typed, setTyped] = useState<{ readonly from: Clicked; readonly clicked: Clicked } | null>(null);
  const start = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (isNew) start.current?.focus();
  }, [isNew]);
  // What was typed here holds until the condition itself becomes another.
  const shown = typed !== null && JSON.stringify(typed.from) === JSON.stringify(clicked) ? typed.clicked : clicked;
  const field = fields.byName.get(shown.field);
  const read = expressionOf(shown, fields);
  const set = (next: Clicked): void => {
    const expression = expressionOf(next, fields);
    setTyped({ from: clicked, clicked: next });
    if (expression.ok) onChange(expression.value);
  };
  if (field === undefined) return null;
  const { closed, choices } = choicesOf(field);
  const amount = valuesOf(shown.asking);
  const [value = ""] = shown.values;
  const begin = (asking: Asking, values: readonly string[]): readonly string[] =>
    valuesOf(asking) === "none"
      ? []
      : values.length > 0
        ? valuesOf(asking) === "one"
          ? values.slice(0, 1)
          : values
        : closed && choices[0] !== undefined
          ? [choices[0].value]
          : [];
  const shownChoices = [
    ...choices,
    ...shown.values
      .filter((each) => each !== "" && !choices.some((choice) => choice.value === each))
      .map((each) => ({ value: each, label: each })),
  ];
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 tablet:grid-cols-[minmax(0,3fr)_minmax(0,3fr)_minmax(0,4fr)_auto]">
        <LineSelect
          ref={start}
          aria-label={t("field")}
          className="max-tablet:col-span-2"
          value={shown.field}
          onChange={({ target }) => {
            const next = fields.byName.get(target.value);
            if (next === undefined) return;
            const [asking = "is"] = askingsOf(next);
            const own = choicesOf(next);
            const [choice] = own.choices;
            set({
              field: next.name,
              asking,
              values: valuesOf(asking) === "one" && own.closed && choice !== undefined ? [choice.value] : [],
            });
          }}
        >
          {[...fields.byName.values()].map((each) => (
            <option key={each.name} value={each.name}>
              {labelOf(each)}
            </option>
          ))}
        </LineSelect>
        <LineSelect
          aria-label={t("asking")}
          className="max-tablet:col-span-2"
          value={shown.asking}
          onChange={({ target }) => {
            const asking = askingsOf(field).find((each) => each === target.value);
            if (asking !== undefined) set({ ...shown, asking, values: begin(asking, shown.values) });
          }}
        >
          {askingsOf(field).map((each) => (
            <option key={each} value={each}>
              {t(`askings.${each}`)}
            </option>
          ))}
        </LineSelect>
        {amount === "none" && <span className="max-tablet:hidden" />}
        {amount === "one" && closed && (
          <LineSelect aria-label={t("value")} value={value} onChange={({ target }) => set({ ...shown, values: [target.value] })}>
            {shownChoices.map((each) => (
              <option key={each.value} value={each.value}>
                {each.label}
              </option>
            ))}
          </LineSelect>
        )}
        {amount === "one" && !closed && (
          <span className="flex min-w-0 items-center gap-2">
            <LineInput
              aria-label={t("value")}
              aria-invalid={!read.ok || undefined}
              aria-describedby={read.ok ? undefined : `${id}-wrong`}
              list={choices.length === 0 ? undefined : `${id}-choices`}
              inputMode={field.type === "string" ? "text" : "decimal"}
              autoComplete="off"
              maxLength={200}
              value={value}
              onChange={({ target }) => set({ ...shown, values: [target.value] })}
            />
            {field.name === "durationSeconds" && <span className="text-table text-muted">{t("seconds")}</span>}
            {field.type === "money" && <span className="text-table text-muted">{fields.currency?.code}</span>}
            <datalist id={`${id}-choices`}>
              {choices.map((each) => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </datalist>
          </span>
        )}
        {amount === "some" && choices.length > 0 && (
          <fieldset className="flex max-h-40 flex-wrap gap-x-3 gap-y-1 overflow-y-auto rounded-control border border-edge px-2.5 py-2">
            <legend className="sr-only">{t("value")}</legend>
            {shownChoices.map((each) => (
              <label key={each.value} className="flex min-h-6 items-center gap-1.5 text-table pointer-coarse:py-1.5">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={shown.values.includes(each.value)}
                  onChange={({ target }) =>
                    set({
                      ...shown,
                      values: target.checked ? [...shown.values, each.value] : shown.values.filter((one) => one !== each.value),
                    })
                  }
                />
                {each.label}
              </label>
            ))}
          </fieldset>
        )}
        {amount === "some" && choices.length === 0 && (
          <LineInput
            aria-label={t("value")}
            placeholder={t("severalHint")}
            autoComplete="off"
            maxLength={500}
            value={shown.values.join("; ")}
            onChange={({ target }) => set({ ...shown, values: target.value.split(/;\s?/) })}
          />
        )}
        {onRemove !== undefined && (
          <SignButton
            label={t("removeCondition", { condition: label })}
            onClick={onRemove}
            className="border-none bg-transparent text-muted"
          >
            <X aria-hidden className="size-4" />
          </SignButton>
        )}
      </div>
      {!read.ok && <WrongText id={`${id}-wrong`}>{wrongRule(read.refusals[0], language)}</WrongText>}
    </div>
  );
};

type RowProps = {
  readonly line: Line;
  readonly fields: FieldTypes;
  readonly nth: number;
  readonly isNew: boolean;
  readonly onChange: (expression: Expression) => void;
  readonly onRemove: () => void;
};

/** A condition that clicking cannot build, still to be changed as it is written. */
const TextLine = ({
  line,
  fields,
  nth,
  onChange,
  onRemove,
}: Omit<RowProps, "line" | "isNew"> & { line: Extract<Line, { type: "text" }> }) => {
  const t = useTranslations("metrics");
  const { language } = useLanguage();
  const id = useId();
  const written = expressionText(line.expression);
  const [typed, setTyped] = useState<{ from: string; text: string } | null>(null);
  const text = typed !== null && typed.from === written ? typed.text : written;
  const read = parseExpression(text, fields, "");
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-start gap-2">
        <label className="min-w-0 flex-1">
          <span className="sr-only">{t("conditionText", { nth: String(nth) })}</span>
          <LineInput
            className="font-mono !text-table"
            spellCheck={false}
            autoComplete="off"
            aria-invalid={!read.ok || undefined}
            aria-describedby={read.ok ? undefined : id}
            maxLength={2000}
            value={text}
            onChange={({ target }) => {
              const next = parseExpression(target.value, fields, "");
              setTyped({ from: written, text: target.value });
              if (next.ok) {
                setTyped({ from: expressionText(next.value), text: target.value });
                onChange(next.value);
              }
            }}
          />
        </label>
        <SignButton
          label={t("removeCondition", { condition: written })}
          onClick={onRemove}
          className="border-none bg-transparent text-muted"
        >
          <X aria-hidden className="size-4" />
        </SignButton>
      </div>
      {!read.ok && <WrongText id={id}>{wrongRule(read.refusals[0], language)}</WrongText>}
    </div>
  );
};

const Row = (props: RowProps) => {
  const { line, fields, nth, isNew, onChange, onRemove } = props;
  const t = useTranslations("metrics");
  const [isAdding, setAdding] = useState(false);
  const label = t("condition", { nth: String(nth) });
  if (line.type === "text") return <TextLine {...props} line={line} />;
  const orMore = (parts: readonly Expression[]) => (
    <Button
      look="quiet"
      className="self-start"
      onClick={() => {
        const made = expressionOf(first, fields);
        if (!made.ok) return;
        setAdding(true);
        onChange({ type: "or", parts: [...parts, made.value] });
      }}
    >
      <Plus aria-hidden className="size-4" />
      {t("orAnother")}
    </Button>
  );
  if (line.type === "one")
    return (
      <div className="flex flex-col gap-1">
        <Part clicked={line.clicked} fields={fields} label={label} isNew={isNew} onChange={onChange} onRemove={onRemove} />
        {orMore([line.expression])}
      </div>
    );
  const changedAt = (index: number, expression: Expression | null): void => {
    const parts = line.parts.flatMap((part, at) => (at !== index ? [part.expression] : expression === null ? [] : [expression]));
    const [only] = parts;
    if (only !== undefined) onChange(parts.length === 1 ? only : { type: "or", parts });
  };
  return (
    <fieldset className="flex flex-col gap-2 rounded-control border border-line p-2.5">
      <legend className="px-1 text-caption text-muted">{t("anyOf")}</legend>
      {line.parts.map((part, index) => (
        <Part
          key={index}
          clicked={part.clicked}
          fields={fields}
          label={t("conditionPart", { nth: String(nth), part: String(index + 1) })}
          isNew={isAdding && index === line.parts.length - 1}
          onChange={(expression) => changedAt(index, expression)}
          onRemove={() => changedAt(index, null)}
        />
      ))}
      {orMore(line.parts.map(({ expression }) => expression))}
    </fieldset>
  );
};

type Props = {
  readonly expression: Expression;
  readonly fields: FieldTypes;
  readonly onChange: (key: string, expressions: readonly Expression[]) => void;
};

/** The conditions that must all hold, each clicked together where it can be. */
export const ConditionRows = ({ expression, fields, onChange }: Props) => {
  const t = useTranslations("metrics");
  const lines = linesOf(expression);
  const expressions = lines.map(expressionOfLine);
  const [added, setAdded] = useState<number | null>(null);
  return (
    <div className="flex flex-col gap-2">
      {lines.length === 0 && <p className="text-table text-muted">{t("everything")}</p>}
      <ol aria-label={t("conditions")} className="flex flex-col gap-2">
        {lines.map((line, index) => (
          <li key={index} className="flex flex-col gap-2">
            {index > 0 && (
              <span aria-hidden className="text-caption text-muted">
                {t("and")}
              </span>
            )}
            <Row
              line={line}
              fields={fields}
              nth={index + 1}
              isNew={added === index}
              onChange={(changed) => onChange(`condition ${index}`, expressions.with(index, changed))}
              onRemove={() => onChange("", expressions.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      <Button
        className="self-start"
        onClick={() => {
          const made = expressionOf(first, fields);
          if (!made.ok) return;
          setAdded(lines.length);
          onChange("", [...expressions, made.value]);
        }}
      >
        <Plus aria-hidden className="size-4" />
        {t("addCondition")}
      </Button>
    </div>
  );
};
