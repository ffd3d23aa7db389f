import { Ban, Info, Phone } from "lucide-react";
import { useState, type Ref } from "react";
import { useTranslations } from "use-intl";
import { signalKindWords } from "../../domain/signals/signal.ts";
import type { Suggestion } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useOwnMember } from "../session/session.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { useWhen } from "../use-when.ts";
import { ContactForm } from "./contact-form.tsx";
import { Due } from "./due.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { SignalLine } from "./signal-line.tsx";
import { whoOf, type Acting, type Doing } from "./use-acting.ts";

/** What is being written about an entry. */
export type Writing = "contact" | "dismiss" | "release";

type Props = {
  readonly suggestion: Suggestion;
  readonly acting: Acting["acting"];
  readonly writing: Writing | null;
  readonly onWrite: (writing: Writing | null) => void;
  readonly itemRef: Ref<HTMLLIElement>;
};

/** Whose it is, or why nobody has it. */
const Whose = ({ suggestion: { holder, givenBy, waits } }: { suggestion: Suggestion }) => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const { name } = useFormats();
  const own = useOwnMember();
  if (holder === null) return <span className="text-muted">{waits === null ? t("unheld") : waits[language]}</span>;
  if (holder.id !== own) return <span>{t("held", { name: name(holder.name) || holder.id })}</span>;
  return givenBy === "owner" ? <span className="text-muted">{t("owner")}</span> : null;
};

/** What the rules of contact say, and until when. */
const Consent = ({ consent }: Pick<Suggestion, "consent">) => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const when = useWhen();
  if (consent === null || consent.reasons.length === 0) return null;
  const isRefused = consent.verdict === "refused";
  const Sign = isRefused ? Ban : Info;
  return (
    <div className="flex items-start gap-2 rounded-control bg-raised px-3 py-2 text-table">
      <Sign aria-hidden className={isRefused ? "mt-0.5 size-4 shrink-0 text-missed" : "mt-0.5 size-4 shrink-0 text-muted"} />
      <div className="flex min-w-0 flex-col gap-0.5 break-words">
        {isRefused && <p className="font-medium">{consent.from === null ? t("notNow") : t("notBefore", { when: when(consent.from) })}</p>}
        {consent.reasons.map((reason) => (
          <p key={reason.rule} className={isRefused ? undefined : "text-muted"}>
            {reason[language]}
          </p>
        ))}
      </div>
    </div>
  );
};

const Score = ({ score }: { score: Suggestion["score"] }) => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const { number } = useFormats();
  return (
    <details className="text-table">
      <summary className="cursor-pointer text-muted hover:text-ink pointer-coarse:py-2">
        <span className="font-medium text-ink tabular-nums">{t("score", { score: number(Math.round(score.score * 10) / 10) })}</span>
        <span className="sr-only"> – {t("scoreWhy")}</span>
      </summary>
      <ul className="mt-1 flex flex-col gap-0.5 pl-4">
        {score.summands.map(({ kind, signals, value, uncapped, cap }) => (
          <li key={kind} className="flex flex-wrap gap-x-3">
            <span>{t("summand", { kind: signalKindWords[kind][language], count: signals })}</span>
            <span className="ml-auto tabular-nums">
              {cap !== null && uncapped > cap && <span className="text-muted">{t("capped", { cap: number(cap) })} · </span>}+{number(value)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** Somebody to contact: who, until when, why, and what can be done. */
export const Entry = ({ suggestion, acting, writing, onWrite, itemRef }: Props) => {
  const t = useTranslations("signals");
  const own = useOwnMember();
  const [failed, setFailed] = useState<Error | null>(null);
  const who = whoOf(suggestion);
  const isMine = suggestion.holder !== null && suggestion.holder.id === own;
  const isFree = suggestion.holder === null;
  const isSending = acting.isPending;
  const act = (doing: Doing) => {
    setFailed(null);
    acting.mutate({ suggestion, doing }, { onSuccess: () => onWrite(null), onError: (error) => setFailed(error) });
  };
  return (
    <li
      ref={itemRef}
      tabIndex={-1}
      id={`suggestion-${suggestion.suggestion}`}
      aria-label={who}
      className="flex scroll-mt-4 flex-col gap-2.5 border-b border-line px-4 py-3.5 last:border-b-0 focus-visible:relative focus-visible:z-10"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words">{who}</h3>
        {suggestion.prospect?.phone != null && isMine && suggestion.consent?.verdict !== "refused" && (
          <a
            href={`tel:${suggestion.prospect.phone}`}
            onClick={() => onWrite("contact")}
            className={buttonClass("quiet", "h-7 !px-2 !text-accent")}
          >
            <Phone aria-hidden className="size-3.5" />
            {suggestion.prospect.phone}
          </a>
        )}
        <p className="ml-auto flex flex-wrap items-baseline gap-x-3 text-table">
          <Whose suggestion={suggestion} />
          <Due dueAt={suggestion.dueAt} isLate={suggestion.isLate} />
        </p>
      </div>
      <ul className="flex flex-col gap-2">
        {suggestion.signals.map((signal) => (
          <SignalLine key={signal.signal} signal={signal} />
        ))}
      </ul>
      <Consent consent={suggestion.consent} />
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Score score={suggestion.score} />
        {writing === null && (isMine || isFree) && (
          <div className="flex flex-wrap gap-1.5">
            {isFree && (
              <Button disabled={isSending} aria-label={t("claimNamed", { who })} onClick={() => act({ act: "claim" })}>
                {t("claim")}
              </Button>
            )}
            <Button
              look={isMine && suggestion.consent?.verdict !== "refused" ? "primary" : "plain"}
              aria-label={t("contactNamed", { who })}
              onClick={() => onWrite("contact")}
            >
              {t("contact")}
            </Button>
            <Button look="quiet" aria-label={t("dismissNamed", { who })} onClick={() => onWrite("dismiss")}>
              {t("dismiss")}
            </Button>
            {isMine && (
              <Button look="quiet" aria-label={t("releaseNamed", { who })} onClick={() => onWrite("release")}>
                {t("release")}
              </Button>
            )}
          </div>
        )}
      </div>
      {writing === "contact" && (
        <ContactForm
          suggestion={suggestion}
          isSending={isSending}
          onSave={(words) => act({ act: "contact", words })}
          onCancel={() => onWrite(null)}
        />
      )}
      {(writing === "dismiss" || writing === "release") && (
        <ReasonForm
          key={writing}
          label={t(writing)}
          isDismissal={writing === "dismiss"}
          isSending={isSending}
          onSave={(reason) => act({ act: writing, reason })}
          onCancel={() => onWrite(null)}
        />
      )}
      <FormError error={failed} />
    </li>
  );
};
