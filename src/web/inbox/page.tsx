import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { leaveKinds } from "../../domain/leave.ts";
import { readNotices, showInbox } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Thread } from "../disputes/thread.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { LineSelect } from "../ui/form.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { inOperationsWords } from "../words/operations-words.tsx";
import { FollowUpAnswer, LeaveAnswer, NoticeRead, QuestionAnswer } from "./answers.tsx";
import { waitingIn, waitingKinds, type Waiting } from "./waiting.ts";

/** What waits in a line: of whom, which days, and what it is about. */
const useSaid = (): ((waiting: Waiting) => string) => {
  const t = useTranslations("inbox");
  const { language } = useLanguage();
  const { name, day, span } = useFormats();
  const { today } = useCompany();
  return (waiting) => {
    switch (waiting.kind) {
      case "dispute":
        return t("dispute", { name: name(waiting.of.member.name), day: day(waiting.of.localDay, today), reason: waiting.of.reason });
      case "leave": {
        const { memberName, kind, from, through, half } = waiting.of;
        const days = span({ startsOn: from, endsBefore: daysFrom(through, 1) }, today);
        return t(half ? "leaveHalf" : "leave", { name: name(memberName), kind: leaveKinds[kind][language], days });
      }
      case "followUp": {
        const { member, plan, period } = waiting.of;
        return t("followUp", { name: name(member.name), plan: name(plan.name), period: name(period.label) });
      }
      case "question":
        return t("question", { name: name(waiting.of.memberName), day: day(waiting.of.day, today), why: waiting.of.why[language] });
      case "notice":
        return waiting.of.text[language];
    }
  };
};

const Opened = ({ waiting, own, onDone }: { waiting: Waiting; own: string | null; onDone: () => void }): ReactNode => {
  switch (waiting.kind) {
    case "dispute":
      return <Thread dispute={waiting.of} />;
    case "leave":
      return <LeaveAnswer leave={waiting.of} onDone={onDone} />;
    case "followUp":
      return <FollowUpAnswer followUp={waiting.of} own={own} onDone={onDone} />;
    case "question":
      return <QuestionAnswer question={waiting.of} onDone={onDone} />;
    case "notice":
      return <NoticeRead notice={waiting.of} onDone={onDone} />;
  }
};

type EntryProps = {
  readonly waiting: Waiting;
  readonly own: string | null;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onDone: () => void;
};

const Entry = ({ waiting, own, isOpen, onToggle, onDone }: EntryProps) => {
  const t = useTranslations("inbox");
  const { day } = useFormats();
  const { today } = useCompany();
  const said = useSaid();
  const isLate = waiting.due !== null && waiting.due < today;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        data-entry
        aria-expanded={isOpen}
        onClick={onToggle}
        className="grid w-full grid-cols-[5.5rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 text-left hover:bg-raised tablet:grid-cols-[5.5rem_minmax(0,1fr)_auto]"
      >
        <span className="text-table text-muted">{t(`kinds.${waiting.kind}`)}</span>
        <span className="min-w-0 break-words">{said(waiting)}</span>
        {waiting.due !== null && (
          <span className={isLate ? "text-table text-at-risk max-tablet:col-start-2" : "text-table text-muted max-tablet:col-start-2"}>
            {t(isLate ? "overdue" : "due", { day: day(waiting.due, today) })}
          </span>
        )}
      </button>
      {isOpen && (
        <div className="flex flex-col gap-3 px-4 pt-1 pb-4 tablet:pl-29">
          <Opened waiting={waiting} own={own} onDone={onDone} />
        </div>
      )}
    </li>
  );
};

const steps: Readonly<Record<string, -1 | 1 | undefined>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys go from one to the next, past what is opened. */
const moveOn = (event: KeyboardEvent<HTMLUListElement>): void => {
  const step = steps[event.key];
  const from = event.target;
  if (step === undefined || !(from instanceof HTMLButtonElement) || from.dataset["entry"] === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("[data-entry]")];
  const next = all[all.indexOf(from) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};

const ReadAll = () => {
  const t = useTranslations("inbox");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const reading = useMutation({
    mutationFn: () => readNotices({ body: {} }, { language }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
  return (
    <Button disabled={reading.isPending} onClick={() => reading.mutate()}>
      {t("readAll")}
    </Button>
  );
};

const Page = () => {
  const t = useTranslations("inbox");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const [view, setView] = useView("/inbox");
  const [openKey, setOpenKey] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["inbox"],
    meta: { live: ["activities", "disputes", "follow-ups", "leaves", "notices"] },
    queryFn: ({ signal }) => showInbox({ language, signal }),
  });
  const all = data === undefined ? [] : waitingIn(data);
  const kind = waitingKinds.find((each) => each === view.show);
  const shown = all.filter((waiting) => kind === undefined || waiting.kind === kind);
  const close = (key: string): void => {
    const place = shown.findIndex((each) => each.key === key);
    setOpenKey(null);
    // What was answered is gone, and its place is the next one's.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>("[data-entry]");
      buttons?.[Math.min(place, buttons.length - 1)]?.focus();
    });
  };
  return (
    <PageFrame title={t("title")} lead={t("lead")} act={(data?.unread ?? 0) > 0 && <ReadAll />}>
      {all.length > 0 && (
        <LineSelect
          aria-label={t("filter")}
          className="max-w-60"
          value={kind ?? ""}
          onChange={({ target }) => setView({ show: target.value === "" ? undefined : target.value })}
        >
          <option value="">{`${ops("all")} (${all.length})`}</option>
          {waitingKinds.map((each) => (
            <option key={each} value={each}>
              {`${t(`kinds.${each}`)} (${all.filter((waiting) => waiting.kind === each).length})`}
            </option>
          ))}
        </LineSelect>
      )}
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <TableSkeleton />}
      {data !== undefined && shown.length === 0 && <Empty title={t("nothing")} next={t("nothingNext")} />}
      {shown.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the buttons in it are what is focused; arrows go between them
        <ul ref={list} aria-label={t("list")} onKeyDown={moveOn} className="rounded-control border border-line bg-surface">
          {shown.map((waiting) => (
            <Entry
              key={waiting.key}
              waiting={waiting}
              own={data?.member ?? null}
              isOpen={openKey === waiting.key}
              onToggle={() => setOpenKey(openKey === waiting.key ? null : waiting.key)}
              onDone={() => close(waiting.key)}
            />
          ))}
        </ul>
      )}
    </PageFrame>
  );
};

/** Everything that waits for the reader, by what is due. */
export const InboxPage = inOperationsWords(Page);
