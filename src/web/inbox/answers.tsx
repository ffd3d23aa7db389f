import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { answerQuestion, decideLeave, followUpMiss, readNotices } from "../client.ts";
import type { FollowUp, Leave, Notice, Question } from "../client.ts";
import { useCompany } from "../company.tsx";
import { Said } from "../disputes/fields.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import type { operationsEn } from "../words/operations-en.ts";

type Choice = keyof (typeof operationsEn)["inbox"]["choices"];

type Answer = { readonly choice: Choice; readonly text: string; readonly reviewOn: string };

type Props = {
  readonly choices: readonly Choice[];
  readonly send: (answer: Answer) => Promise<unknown>;
  readonly onDone: () => void;
};

const isWordless = (choice: Choice): boolean => choice === "acknowledgement";

/** What the reader says to one thing: a choice and why. */
const AnswerForm = ({ choices, send, onDone }: Props) => {
  const t = useTranslations("inbox");
  const queries = useQueryClient();
  const [first] = choices;
  const [choice, setChoice] = useState<Choice | undefined>(first);
  const [text, setText] = useState("");
  const [reviewOn, setReviewOn] = useState("");
  const saving = useMutation({
    mutationFn: async () => (choice === undefined ? undefined : send({ choice, text: text.trim(), reviewOn })),
    onSuccess: async () => {
      await Promise.all(["inbox", "disputes", "attainment", "closing"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onDone();
    },
  });
  if (choice === undefined) return null;
  const isReady = (isWordless(choice) || text.trim() !== "") && (choice !== "coaching" || reviewOn !== "");
  return (
    <form
      aria-label={t("answer")}
      className="flex max-w-xl flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) saving.mutate();
      }}
    >
      <Labelled label={t("answer")}>
        <LineSelect value={choice} onChange={({ target }) => setChoice(choices.find((each) => each === target.value))}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {t(`choices.${each}`)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      {choice === "coaching" && (
        <Labelled label={t("reviewOn")}>
          <LineInput type="date" required value={reviewOn} onChange={({ target }) => setReviewOn(target.value)} />
        </Labelled>
      )}
      <Labelled label={t("say")}>
        <Said value={text} maxLength={1000} onChange={({ target }) => setText(target.value)} />
      </Labelled>
      <FormError error={saving.error} />
      <Button type="submit" look="primary" className="self-start" disabled={!isReady || saving.isPending}>
        {saving.isPending ? t("sending") : t("send")}
      </Button>
    </form>
  );
};

export const LeaveAnswer = ({ leave, onDone }: { leave: Leave; onDone: () => void }) => {
  const t = useTranslations("inbox");
  const { language } = useLanguage();
  return (
    <>
      <p className="text-table text-muted">
        {t("asked", { by: leave.requested.by })}
        {leave.note !== null && ` · ${leave.note}`}
      </p>
      <AnswerForm
        choices={["approve", "reject"]}
        send={({ choice, text }) =>
          decideLeave({ leave: String(leave.leave), body: { approve: choice === "approve", reason: text } }, { language })
        }
        onDone={onDone}
      />
    </>
  );
};

const questionChoices = ["fine", "look_into", "padding"] as const;

export const QuestionAnswer = ({ question, onDone }: { question: Question; onDone: () => void }) => {
  const t = useTranslations("inbox");
  const { language } = useLanguage();
  const { number } = useFormats();
  const { records, sameOrMore, memberDays } = question;
  return (
    <>
      <p className="text-table text-muted">{t("rare", { times: number(sameOrMore), days: number(memberDays) })}</p>
      {records.length > 0 && (
        <p className="text-table break-words text-muted">
          {t("recordsOf")}: {records.map(({ source, externalId }) => `${source} ${externalId}`).join(", ")}
        </p>
      )}
      <AnswerForm
        choices={questionChoices}
        send={({ choice, text }) => {
          const answer = questionChoices.find((each) => each === choice) ?? "fine";
          return answerQuestion({ question: question.question, body: { answer, reason: text } }, { language });
        }}
        onDone={onDone}
      />
    </>
  );
};

const membersActs: readonly string[] = ["reason", "acknowledgement"];

export const FollowUpAnswer = ({ followUp, own, onDone }: { followUp: FollowUp; own: string | null; onDone: () => void }) => {
  const t = useTranslations("inbox");
  const { language } = useLanguage();
  const { name, day } = useFormats();
  const { today } = useCompany();
  const isOwn = followUp.member.id === own;
  const choices = followUp.possible.filter((act) => membersActs.includes(act) === isOwn);
  return (
    <>
      {followUp.acts.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-table">
          {followUp.acts.map(({ act, by, text, at, on }) => (
            <li key={`${at} ${act}`} className="break-words">
              <span className="text-muted">{day(on, today)}</span> <span className="font-medium">{name(by.name)}</span> {t(`acts.${act}`)}
              {text !== "" && `: ${text}`}
            </li>
          ))}
        </ul>
      )}
      <AnswerForm
        choices={choices}
        send={({ choice, text, reviewOn }) => {
          const act = followUp.possible.find((each) => each === choice) ?? "reason";
          const about = { member: followUp.member.id, plan: followUp.plan.id, on: followUp.period.startsOn };
          return followUpMiss(
            { body: { ...about, act, text: text === "" ? null : text, reviewOn: act === "coaching" ? reviewOn : null } },
            { language },
          );
        }}
        onDone={onDone}
      />
    </>
  );
};

export const NoticeRead = ({ notice, onDone }: { notice: Notice; onDone: () => void }) => {
  const t = useTranslations("inbox");
  const pages = useTranslations("pages");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const reading = useMutation({
    mutationFn: () => readNotices({ body: { notices: [notice.notice] } }, { language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["inbox"] });
      onDone();
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={reading.isPending} onClick={() => reading.mutate()}>
        {t("read")}
      </Button>
      {notice.dispute !== null && (
        <Link to="/disputes" search={keptCompany} className="font-medium text-accent hover:underline">
          {pages("disputes")}
        </Link>
      )}
      <FormError error={reading.error} />
    </div>
  );
};
