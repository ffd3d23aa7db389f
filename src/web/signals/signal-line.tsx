import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl";
import { signalKindWords } from "../../domain/signals/signal.ts";
import type { SuggestedSignal } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useWhen } from "../use-when.ts";

/** What was written, with the words that were taken for a phrase of the topic marked. */
export const Marked = ({ text, spans }: { text: string; spans: readonly { startsAt: number; endsBefore: number }[] }) => {
  const [first, ...rest] = spans.toSorted((a, b) => a.startsAt - b.startsAt);
  if (first === undefined || first.endsBefore > text.length) return text;
  const after = text.slice(first.endsBefore);
  return (
    <>
      {text.slice(0, first.startsAt)}
      <mark className="rounded-[3px] bg-track px-0.5 text-ink underline decoration-accent decoration-2 underline-offset-3">
        {text.slice(first.startsAt, first.endsBefore)}
      </mark>
      <Marked
        text={after}
        spans={rest
          .filter(({ startsAt }) => startsAt >= first.endsBefore)
          .map(({ startsAt, endsBefore }) => ({ startsAt: startsAt - first.endsBefore, endsBefore: endsBefore - first.endsBefore }))}
      />
    </>
  );
};

type Props = { readonly signal: SuggestedSignal };

/** One thing that a prospect did. */
export const SignalLine = ({ signal: { kind, topicName, occurredAt, excerpt, url, evidence, isDeleted, match } }: Props) => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const when = useWhen();
  const address = url ?? evidence;
  return (
    <li className="flex min-w-0 flex-col gap-0.5">
      <p className="flex flex-wrap items-baseline gap-x-2 text-table">
        <span className="font-medium">{signalKindWords[kind][language]}</span>
        {topicName !== null && <span className="text-muted">{t("on", { topic: topicName })}</span>}
        <time dateTime={occurredAt} className="text-caption text-muted">
          {when(occurredAt)}
        </time>
        {address !== null && (
          <a
            href={address}
            target="_blank"
            rel="noreferrer noopener"
            className="ml-auto inline-flex items-center gap-1 text-caption text-accent hover:underline pointer-coarse:py-2"
          >
            <ExternalLink aria-hidden className="size-3" />
            {t(url === null ? "evidence" : "open")}
          </a>
        )}
      </p>
      {isDeleted && <p className="text-table text-muted">{t("deleted")}</p>}
      {excerpt !== null && (
        <blockquote
          title={match === null ? undefined : t("found", match)}
          className="border-l-2 border-line pl-3 text-table break-words whitespace-pre-line"
        >
          <Marked text={excerpt} spans={match === null ? [] : [match]} />
        </blockquote>
      )}
    </li>
  );
};
