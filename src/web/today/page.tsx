import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Plus, X } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useMessages, useTranslations } from "use-intl";
import type { Entry, ProspectNamed } from "../client.ts";
import { useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { fetchLetters } from "../offline/letters.ts";
import { viewOf } from "../search.ts";
import { Button, SignButton } from "../ui/button.tsx";
import { HeadSkeleton, SummarySkeleton, TableSkeleton } from "../ui/skeleton.tsx";
import { useMay, useOwnMember } from "../session/session.ts";
import { Trouble } from "../ui/trouble.tsx";
import { TodayWords } from "../words/today-words.tsx";
import { Contacts } from "./contacts.tsx";
import type { Begun } from "./log-sheet.tsx";
import { todayQuery, type TodayAnswer } from "./queries.ts";
import { RecordsToday } from "./records-today.tsx";
import { Suggested } from "./suggested.tsx";
import { Requirements } from "./requirements.tsx";
import { Totals } from "./totals.tsx";
import { useLogging, type Logging } from "./use-logging.ts";
import { Waiting } from "./waiting.tsx";

const loadSheet = () => import("./log-sheet.tsx");
/** Not part of what the page needs to be shown; fetched once it is. */
const LogSheet = lazy(async () => ({ default: (await loadSheet()).LogSheet }));

/** Not everybody is paid for exceeding. */
const TodayCard = lazy(async () => ({ default: (await import("../rewards/today-card.tsx")).TodayCard }));

const anyCall: Entry = { kind: "call", direction: "outbound", asksProspect: false, asksDuration: false, asksOutcome: false, metrics: [] };

/** What can be logged: what the quotas ask for, and a call in any case. */
const entriesOf = ({ entries }: TodayAnswer): readonly Entry[] =>
  entries.some(({ kind }) => kind === "call") ? entries : [...entries, anyCall];

/** What has just been done, with the way back; it stays until something else is. */
const Said = ({ logging: { done, undoing, forget } }: { logging: Logging }) => {
  const t = useTranslations();
  const text = done === null ? "" : t(`log.${done.state}`, { what: done.what });
  const { logged = null } = done ?? {};
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--foot)+0.75rem)] z-30 flex justify-center px-4 max-tablet:bottom-[calc(var(--foot)+4.25rem)]">
      <div role="status" className="max-w-full">
        {done !== null && (
          <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-control border border-line bg-raised py-1 pr-1 pl-4 shadow-float">
            <span className="min-w-0 text-table break-words">{text}</span>
            {logged !== null && (
              <Button
                look="quiet"
                className="!text-accent"
                disabled={undoing.isPending}
                onClick={() => undoing.mutate({ ...done, logged })}
              >
                {t("log.undo")}
              </Button>
            )}
            <SignButton label={t("records.close")} onClick={forget} className="shrink-0 border-none bg-transparent text-muted">
              <X aria-hidden className="size-4" />
            </SignButton>
          </div>
        )}
      </div>
      {undoing.error !== null && (
        <div className="pointer-events-auto">
          <Trouble title={t("log.undoFailed")} error={undoing.error} onAgain={() => undoing.reset()} />
        </div>
      )}
    </div>
  );
};

const Content = ({ answer }: { answer: TodayAnswer }) => {
  const t = useTranslations();
  const { log, outcome } = useMessages();
  const { kindName } = useCompany();
  const { day, name } = useFormats();
  const navigate = useNavigate();
  const may = useMay();
  const wantsToLog = useLocation({ select: ({ hash }) => hash === "log" });
  const logging = useLogging();
  const [begun, setBegun] = useState<Begun | null>(null);
  const entries = entriesOf(answer);
  const [first = anyCall] = entries;
  const forCalls = entries.find(({ kind }) => kind === "call") ?? anyCall;
  const forMail = entries.find(({ kind }) => kind === "email") ?? first;
  const open = wantsToLog && begun === null ? { entry: first, prospect: null, dialledAt: null } : begun;
  const begin = (entry: Entry, prospect: ProspectNamed | null, dialledAt: number | null) => {
    logging.logging.reset();
    setBegun({ entry, prospect, dialledAt });
  };
  const close = () => {
    setBegun(null);
    if (wantsToLog) void navigate({ to: "/today", search: viewOf, hash: "", replace: true });
  };
  useEffect(() => {
    // Wanted at the first touch, perhaps without a connection.
    void loadSheet().catch(() => undefined);
    fetchLetters([log, outcome]);
  }, [log, outcome]);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-heading font-strong">{t("today.title")}</h1>
        <p className="text-muted">{day(answer.today, answer.today)}</p>
        <p className="ml-auto text-table text-muted">{name(answer.member.name)}</p>
      </div>
      <nav
        aria-label={t("log.title")}
        className="flex flex-wrap gap-2 max-tablet:fixed max-tablet:inset-x-0 max-tablet:bottom-(--foot) max-tablet:z-10 max-tablet:flex-nowrap max-tablet:overflow-x-auto max-tablet:border-t max-tablet:border-line max-tablet:bg-surface max-tablet:px-4 max-tablet:py-2"
      >
        {entries.map((entry, index) => (
          <Button
            key={`${entry.kind} ${entry.direction ?? ""}`}
            look={index === 0 ? "primary" : "plain"}
            className="shrink-0"
            onClick={() => begin(entry, null, null)}
          >
            <Plus aria-hidden className="size-4" />
            {t("log.open", { kind: kindName(entry.kind) })}
          </Button>
        ))}
      </nav>
      <div className="grid items-start gap-x-8 gap-y-7 max-tablet:pb-16 desk:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)] desk:grid-rows-[auto_1fr]">
        <div className="desk:col-start-2 desk:row-start-1">
          <Requirements answer={answer} />
          {may("rewards:read") && (
            <Suspense>
              <TodayCard member={answer.member.id} />
            </Suspense>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-7 desk:col-start-1 desk:row-span-2 desk:row-start-1">
          <Waiting answer={answer} readAnew={logging.readAnew} />
          <Suggested answer={answer} />
          <Contacts
            answer={answer}
            onDial={(prospect) => begin(forCalls, prospect, Date.now())}
            onLog={(prospect) => begin(forMail, prospect, null)}
          />
          <RecordsToday answer={answer} />
        </div>
        <div className="desk:col-start-2 desk:row-start-2">
          <Totals answer={answer} logging={logging.logging} />
        </div>
      </div>
      {open !== null && (
        <Suspense>
          <LogSheet
            key={`${open.entry.kind} ${open.prospect?.prospect ?? ""}`}
            begun={open}
            contacts={answer.contacts.next}
            today={answer.today}
            logging={logging.logging}
            onClose={close}
          />
        </Suspense>
      )}
      <Said logging={logging} />
    </>
  );
};

const Page = () => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { name } = useFormats();
  const { company } = useCompany();
  // Whose account is no member has no day of their own: it is not asked for.
  const isNobody = useOwnMember() === undefined;
  const { data, error, refetch } = useQuery({ ...todayQuery(language), enabled: !isNobody });
  const title = t("today.title");
  useEffect(() => {
    document.title = t("app.title", { page: title, company: name(company.name) });
  }, [t, title, name, company]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-6xl flex-col gap-5 px-4 py-5 tablet:px-6">
      {data === undefined && error === null && !isNobody && (
        <>
          <HeadSkeleton />
          <SummarySkeleton />
          <TableSkeleton lines={5} />
        </>
      )}
      {isNobody && <Empty level={1} title={t("today.noMember")} next={t("today.noMemberNext")} />}
      {data === undefined && error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data !== undefined && <Content answer={data} />}
    </main>
  );
};

/** What there is to do today, and the way to log it. */
export const TodayPage = () => (
  <TodayWords>
    <Page />
  </TodayWords>
);
