import { Clock, NotebookPen, Phone, PhoneCall } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { NextContact, ProspectNamed } from "../client.ts";
import { isKey, useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { ContactReasons } from "../ui/may-contact.tsx";
import { Button, buttonClass, SignButton } from "../ui/button.tsx";
import type { TodayAnswer } from "./queries.ts";

const useWhy = (today: string) => {
  const t = useTranslations();
  const { kindName } = useCompany();
  const { day } = useFormats();
  return ({ why, last }: NextContact): string => {
    if (last === null || why === "never") return t("today.why.never");
    const outcome = last.outcome !== null && isKey("outcome", last.outcome, t) ? t(`outcome.${last.outcome}`) : last.outcome;
    const what = [kindName(last.kind), outcome].filter((part) => part !== null).join(", ");
    return why === "callback"
      ? t("today.why.callback", { day: day(last.on, today) })
      : t("today.why.window", { day: day(last.on, today), what });
  };
};

type Acts = {
  /** Somebody is being dialled: what came of it is asked on return. */
  onDial: (prospect: ProspectNamed) => void;
  onLog: (prospect: ProspectNamed) => void;
};

const Line = ({ contact, today, onDial, onLog, onLater }: { contact: NextContact; today: string; onLater: () => void } & Acts) => {
  const t = useTranslations("today");
  const why = useWhy(today);
  const { stageName } = useCompany();
  const who = contact.name ?? contact.prospect;
  const isRefused = contact.call?.verdict === "refused";
  const Sign = contact.why === "callback" ? PhoneCall : Phone;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-medium break-words">
          {who}
          {contact.stage !== null && <span className="text-table font-normal text-muted"> · {stageName(contact.stage)}</span>}
        </p>
        <p className="text-table text-muted">{why(contact)}</p>
        {isRefused && contact.call !== null && <ContactReasons {...contact.call} isRefused />}
      </div>
      <div className="flex gap-1.5">
        {contact.phone === null || isRefused ? (
          <Button onClick={() => onLog(contact)} aria-label={t("logNamed", { prospect: who })}>
            <NotebookPen aria-hidden className="size-4" />
            {t("log")}
          </Button>
        ) : (
          <a
            href={`tel:${contact.phone}`}
            onClick={() => onDial(contact)}
            aria-label={t("callNamed", { prospect: who })}
            className={buttonClass("plain")}
          >
            <Sign aria-hidden className="size-4" />
            {t("call")}
          </a>
        )}
        <SignButton label={t("laterNamed", { prospect: who })} onClick={onLater} className="border-none text-muted">
          <Clock aria-hidden className="size-4" />
        </SignButton>
      </div>
    </li>
  );
};

/** Whom to contact next, and why; who is put off comes at the end. */
export const Contacts = ({ answer: { contacts, today }, onDial, onLog }: { answer: TodayAnswer } & Acts) => {
  const t = useTranslations("today");
  const { name } = useFormats();
  const [later, setLater] = useState<readonly string[]>([]);
  const { next } = contacts;
  const inOrder = [
    ...next.filter(({ prospect }) => !later.includes(prospect)),
    ...later.flatMap((prospect) => next.filter((each) => each.prospect === prospect)),
  ];
  return (
    <section aria-labelledby="today-next" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="today-next" className="font-strong">
          {t("next")}
        </h2>
        {next.length > 0 && (
          <p className="text-table text-muted">{t("nextAll", { count: contacts.all, window: name(contacts.window.label) })}</p>
        )}
      </div>
      {next.length === 0 ? (
        <Empty level={3} title={t("nextNone")} next={t("nextNoneNext")} />
      ) : (
        <ul className="rounded-control border border-line bg-surface">
          {inOrder.map((contact) => (
            <Line
              key={contact.prospect}
              contact={contact}
              today={today}
              onDial={onDial}
              onLog={onLog}
              onLater={() => setLater((put) => [...put.filter((each) => each !== contact.prospect), contact.prospect])}
            />
          ))}
        </ul>
      )}
    </section>
  );
};
