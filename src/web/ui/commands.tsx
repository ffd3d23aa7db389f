import { Check, Copy } from "lucide-react";
import { useTranslations } from "use-intl";
import { SignButton } from "./button.tsx";
import { useCopy } from "./use-copy.ts";

const Command = ({ text }: { text: string }) => {
  const t = useTranslations("empty");
  const { copied, copy } = useCopy();
  const Sign = copied ? Check : Copy;
  return (
    <li className="flex items-start gap-2 border-b border-line last:border-b-0">
      <code className="min-w-0 flex-1 px-3 py-2.5 font-mono text-table break-words whitespace-pre-wrap">{text}</code>
      <SignButton label={t("copy")} onClick={() => copy(text)} className="m-0.5 border-none bg-transparent">
        <Sign aria-hidden className="size-4" />
      </SignButton>
    </li>
  );
};

/** What to type next, ready to be copied. */
export const Commands = ({ texts }: { texts: readonly string[] }) => (
  <ol className="w-full max-w-2xl min-w-0 rounded-control border border-line bg-raised">
    {texts.map((text) => (
      <Command key={text} text={text} />
    ))}
  </ol>
);
