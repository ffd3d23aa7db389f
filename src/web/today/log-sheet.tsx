import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useId, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { nameMatches } from "../../domain/name-search.ts";
import type { Entry, ProspectNamed } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useLanguage } from "../language.tsx";
import type { EnteredActivity } from "../offline/queue.ts";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FindBox, type Found } from "../ui/find-box.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { Labelled, LineInput } from "../ui/form.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { outcomesOf, type Outcome } from "./outcomes.ts";
import { ownProspectsQuery } from "./queries.ts";
import type { Logging } from "./use-logging.ts";

/** What is being logged: by whom one was asked about beforehand, and since when one has been on the telephone. */
export type Begun = { readonly entry: Entry; readonly prospect: ProspectNamed | null; readonly dialledAt: number | null };

export const foundOf = ({ prospect, name, phone, email }: ProspectNamed): Found => ({
  id: prospect,
  label: name ?? prospect,
  ...(name === null ? {} : { beside: phone ?? email ?? prospect }),
});

/** An e-mail address or a telephone number: anything else is a name, by which nobody new is made. */
const isAddress = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text) || /^\+?[\d\s().-]{7,}$/.test(text);

const MOST_LOCAL = 4;

/** How long the telephone was in front of this page, which is what there is to know of a call made by hand. */
const useAwaySeconds = (dialledAt: number | null): number | null => {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    if (dialledAt === null) return;
    const cameBack = () => {
      if (document.visibilityState === "visible") setSeconds((known) => known ?? Math.round((Date.now() - dialledAt) / 1_000));
    };
    document.addEventListener("visibilitychange", cameBack);
    return () => document.removeEventListener("visibilitychange", cameBack);
  }, [dialledAt]);
  return seconds;
};

const whole = (text: string): number => Math.max(0, Math.floor(Number(text) || 0));

/** A call began when it was dialled, everything else now. */
const momentOf = (dialledAt: number | null): string => new Date(dialledAt ?? Date.now()).toISOString();

type Props = { begun: Begun; contacts: readonly ProspectNamed[]; today: string; logging: Logging["logging"]; onClose: () => void };

/** One activity: with whom, how long, and what came of it, which logs it. */
export const LogSheet = ({ begun: { entry, prospect, dialledAt }, contacts, today, logging, onClose }: Props) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { kindName } = useCompany();
  const first = useFirstFocus();
  const outcomesHead = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Found | null>(prospect === null ? null : foundOf(prospect));
  const [isUnknown, setUnknown] = useState(false);
  const [time, setTime] = useState<{ minutes: string; seconds: string } | null>(null);
  const [day, setDay] = useState(today);
  const [note, setNote] = useState("");
  const away = useAwaySeconds(dialledAt);
  const { minutes, seconds } = time ?? {
    minutes: away === null ? "" : String(Math.floor(away / 60)),
    seconds: away === null ? "" : String(away % 60),
  };
  const sought = useDeferredValue(typed.trim());
  const asked = useQuery({ ...ownProspectsQuery(sought, language), enabled: sought !== "" && chosen === null });
  // Those whom the page knows are found without a connection too.
  const near = sought === "" ? [] : contacts.filter(({ name }) => name !== null && nameMatches({ en: name }, sought)).slice(0, MOST_LOCAL);
  const others = (sought === "" ? [] : (asked.data?.prospects ?? [])).filter((each) => !near.some((one) => one.prospect === each.prospect));
  const found = [...near, ...others].map(foundOf);
  const name = kindName(entry.kind);
  const outcomes = outcomesOf(entry.kind);

  const log = (outcome: Outcome | null) => {
    const written = typed.trim();
    if (chosen === null && written !== "" && !isAddress(written)) {
      setUnknown(true);
      first.current?.focus();
      return;
    }
    const durationSeconds = whole(minutes) * 60 + whole(seconds);
    const who = chosen?.id ?? (written === "" ? null : written);
    const entered: EnteredActivity = {
      kind: entry.kind,
      ...(entry.direction === null ? {} : { direction: entry.direction as "outbound" | "inbound" }),
      ...(day === today ? { occurredAt: momentOf(dialledAt) } : { occurredOn: day }),
      ...(durationSeconds === 0 ? {} : { durationSeconds }),
      ...(who === null ? {} : { prospect: who }),
      ...(outcome === null ? {} : { outcome }),
      ...(note.trim() === "" ? {} : { subject: note.trim() }),
    };
    const what = [name, chosen?.label ?? who, outcome === null ? null : t(`outcome.${outcome}`)].filter((part) => part !== null).join(", ");
    logging.mutate({ entered, what }, { onSuccess: onClose });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    log(null);
  };

  return (
    <Drawer title={t("log.titleKind", { kind: name })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <FindBox
          input={first}
          label={t("log.with")}
          hint={t(entry.asksProspect ? "log.withNeeded" : "log.optional")}
          listLabel={t("log.found")}
          clearLabel={t("records.close")}
          typed={typed}
          onType={(text) => {
            setTyped(text);
            setUnknown(false);
          }}
          chosen={chosen}
          onChoose={setChosen}
          found={found}
          invalid={isUnknown ? t("log.newNamed") : undefined}
        />
        {sought !== "" && chosen === null && found.length === 0 && !asked.isFetching && !isAddress(sought) && !isUnknown && (
          <p className="-mt-3 text-table text-muted">{t("log.noneFound")}</p>
        )}
        {entry.kind === "call" || entry.asksDuration ? (
          <fieldset className="flex flex-wrap items-end gap-3">
            <Labelled label={t("log.minutes")} {...(entry.asksDuration ? {} : { hint: t("log.optional") })}>
              <LineInput
                type="number"
                inputMode="numeric"
                min={0}
                max={1440}
                value={minutes}
                onChange={({ target }) => setTime({ minutes: target.value, seconds })}
                className="w-28"
              />
            </Labelled>
            <Labelled label={t("log.seconds")}>
              <LineInput
                type="number"
                inputMode="numeric"
                min={0}
                max={59}
                value={seconds}
                onChange={({ target }) => setTime({ minutes, seconds: target.value })}
                className="w-28"
              />
            </Labelled>
            {entry.asksDuration && <p className="basis-full text-table text-muted">{t("log.durationNeeded")}</p>}
          </fieldset>
        ) : null}
        {outcomes.length > 0 && (
          <section aria-labelledby={outcomesHead} className="flex flex-col gap-2">
            <h3 id={outcomesHead} className="text-table font-medium">
              {t("log.outcome")} <span className="font-normal text-muted">· {t("log.outcomeHint")}</span>
            </h3>
            <div className="grid grid-cols-2 gap-2">
              {outcomes.map((outcome) => (
                <Button key={outcome} disabled={logging.isPending} onClick={() => log(outcome)} className="h-11 !whitespace-normal">
                  {t(`outcome.${outcome}`)}
                </Button>
              ))}
            </div>
          </section>
        )}
        {logging.error !== null && <Trouble title={t("log.failed")} error={logging.error} onAgain={() => logging.reset()} />}
        <Labelled label={t("log.note")} hint={t("log.optional")}>
          <LineInput value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
        </Labelled>
        <Labelled label={t("log.day")}>
          <LineInput type="date" required max={today} value={day} onChange={({ target }) => setDay(target.value)} />
        </Labelled>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look={outcomes.length > 0 ? "plain" : "primary"} disabled={logging.isPending}>
            {t("log.save")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t("log.cancel")}
          </Button>
        </div>
      </form>
    </Drawer>
  );
};
