import { CircleHelp } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Question } from "./api.ts";

type Choice = Question["choices"][number];

const One = ({ question, chosen, onChoose }: { question: Question; chosen: string | null; onChoose: (choice: Choice) => void }) => {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-2">{question.text}</legend>
      <div className="flex flex-wrap gap-2">
        {question.choices.map((choice) => (
          <label
            key={choice.id}
            className="flex min-w-44 cursor-pointer items-center gap-2.5 rounded-control border border-edge bg-surface px-3.5 py-2.5 hover:bg-raised has-checked:border-accent has-checked:shadow-[inset_0_0_0_1px_var(--color-accent)]"
          >
            <input type="radio" name={name} className="size-4 shrink-0" checked={chosen === choice.id} onChange={() => onChoose(choice)} />
            <span className="min-w-0 font-medium break-words">{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** What the file alone does not say: both readings are spelled out. */
export const Questions = ({
  questions,
  answers,
  onChoose,
}: {
  questions: readonly Question[];
  answers: ReadonlyMap<string, string>;
  onChoose: (question: Question, choice: Choice) => void;
}) => {
  const t = useTranslations("preview");
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions" className="flex flex-col gap-4 rounded-control border border-accent bg-surface px-4 py-4">
      <h2 id="questions" className="flex items-center gap-2 font-strong">
        <CircleHelp aria-hidden className="size-4.5 text-accent" />
        {questions.length === 1 ? t("questions") : t("questionsMany", { count: questions.length })}
      </h2>
      {questions.map((question) => (
        <One
          key={question.id}
          question={question}
          chosen={answers.get(question.id) ?? question.chosen ?? null}
          onChoose={(choice) => onChoose(question, choice)}
        />
      ))}
    </section>
  );
};
