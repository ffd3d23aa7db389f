import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Problem, Unreachable } from "../ask.ts";
import { Button } from "./button.tsx";

/** Why something could not be done, as it is said to a person. */
export const useReason = (error: Error | null): string => {
  const t = useTranslations("trouble");
  if (error === null) return "";
  if (error instanceof Unreachable) return t("unreachable");
  if (!(error instanceof Problem)) return t("failedPlain");
  if (error.status !== 500 && error.detail !== undefined) return error.detail;
  return error.reference === undefined ? t("failedPlain") : t("failed", { reference: error.reference });
};

type Props = {
  error: Error;
  onAgain: () => void;
  /** What went wrong; left out: something could not be read. */
  title?: string;
  children?: ReactNode;
};

/** An error where it happened, with what to do: to ask again, or a way to something that is there. */
export const Trouble = ({ error, onAgain, title, children }: Props) => {
  const t = useTranslations("trouble");
  const reason = useReason(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-control border border-line bg-surface p-5">
      <p className="flex items-center gap-2 font-strong">
        <CircleAlert aria-hidden className="size-4.5 text-missed" />
        {title ?? t("read")}
      </p>
      <p className="max-w-full text-muted [overflow-wrap:anywhere]">{reason}</p>
      {children || <Button onClick={onAgain}>{t("again")}</Button>}
    </div>
  );
};
