import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { matchTopics } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled } from "../ui/form.tsx";
import { Panel } from "../ui/panel.tsx";
import { Marked } from "./signal-line.tsx";

/** Paste a text and see on which topics it is, and why; nothing of it is kept. */
export const TryText = ({ topicName }: { topicName: (topic: string) => string }) => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const [text, setText] = useState("");
  const trying = useMutation({
    mutationFn: async (tried: string) => ({ tried, ...(await matchTopics({ body: { text: tried } }, { language })) }),
  });
  const { data } = trying;
  const isReady = text.trim() !== "" && !trying.isPending;
  return (
    <Panel title={t("try")}>
      <p className="text-table text-muted">{t("tryHint")}</p>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) trying.mutate(text);
        }}
      >
        <Labelled label={t("text")}>
          <textarea
            rows={4}
            maxLength={20_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className="w-full min-w-0 rounded-control border border-edge bg-surface px-2.5 py-2 text-body pointer-coarse:text-base"
          />
        </Labelled>
        <Button type="submit" className="self-start" disabled={!isReady}>
          {t("tryIt")}
        </Button>
      </form>
      <FormError error={trying.error} />
      <div role="status" className="flex flex-col gap-2 text-table empty:hidden">
        {data !== undefined && (
          <>
            {data.matches.length === 0 && <p className="font-medium">{t("noMatch")}</p>}
            {data.matches.length > 0 && (
              <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-line">
                <Marked text={data.tried} spans={data.matches} />
              </blockquote>
            )}
            <ul className="flex flex-col gap-1.5">
              {data.matches.map(({ topic, phrase, startsAt, words }) => (
                <li key={`${topic} ${phrase} ${startsAt}`}>
                  <span className="font-medium">{t("match", { topic: topicName(topic) })}</span>
                  <span className="block text-muted">{words[language]}</span>
                </li>
              ))}
              {data.nearMisses.map(({ topic, phrase, words }, index) => (
                <li key={`${topic} ${phrase} ${index}`}>
                  <span className="font-medium">{t("near", { topic: topicName(topic) })}</span>
                  <span className="block text-muted">{words[language]}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  );
};
