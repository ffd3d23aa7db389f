import { Check, Copy } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { useCopy } from "./use-copy.ts";

/** A text that is shown once, to be copied: a link, a key, a secret. */
export const SecretText = ({ label, text }: { label: string; text: string }) => {
  const t = useTranslations("access");
  const { copied, copy } = useCopy();
  const Sign = copied ? Check : Copy;
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-table font-medium">{label}</span>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-56 rounded-control border border-line bg-raised px-3 py-2 font-mono text-table break-all">
          {text}
        </code>
        <Button onClick={() => copy(text)}>
          <Sign aria-hidden className="size-4" />
          <span aria-live="polite">{copied ? t("copied") : t("copy")}</span>
        </Button>
      </div>
    </div>
  );
};
