import { FileUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { useFormats } from "../formats.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Trouble } from "../ui/trouble.tsx";
import { Progress } from "./progress.tsx";
import { ReadingProgress } from "./reading-progress.tsx";
import { useDropped } from "./use-dropped.ts";
import { useUpload } from "./use-upload.ts";

/** The server took the file and says no: the same file again would be refused again. One that fell silent is another matter. */
const isRefusal = (error: Error): boolean => error instanceof Problem && error.status < 500 && error.status !== 408;

type Props = {
  /** It is what the page is for. */
  large?: boolean;
  takesFocus?: boolean;
  /** Rows that an import did not take are awaited here, mended. */
  restOf?: string;
};

/** A file is dropped, chosen or pasted here, and sent. */
export const DropZone = ({ large = false, takesFocus = false, restOf }: Props) => {
  const t = useTranslations("import");
  const { percent } = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const { upload, send, again, cancel } = useUpload(restOf);
  const isOver = useDropped(send, t("pastedName"));
  useEffect(() => {
    if (takesFocus) choose.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  if (upload.stage === "sending")
    return (
      <section aria-label={t("drop")} className="flex flex-col gap-3 rounded-control border border-line bg-surface p-5 tablet:p-7">
        <p className="font-strong break-all">{upload.name}</p>
        {upload.share < 1 ? (
          <Progress share={upload.share} label={t("sending", { percent: percent(upload.share) })} />
        ) : (
          <ReadingProgress reading={upload.reading} label={t("looking")} />
        )}
        <Button look="quiet" className="self-start" onClick={cancel}>
          {t("cancel")}
        </Button>
      </section>
    );
  return (
    <div className="flex flex-col gap-3">
      {upload.stage === "failed" && (
        <Trouble error={upload.error} title={t(isRefusal(upload.error) ? "refused" : "notSent", { name: upload.name })} onAgain={again}>
          {isRefusal(upload.error) ? (
            <Button onClick={cancel}>{t("understood")}</Button>
          ) : (
            <div className="flex flex-wrap gap-2">
              <Button onClick={again}>{t("sendAgain")}</Button>
              <Button look="quiet" onClick={cancel}>
                {t("cancel")}
              </Button>
            </div>
          )}
        </Trouble>
      )}
      <section
        aria-label={t("drop")}
        className={classNames(
          "flex flex-col items-center justify-center gap-3 rounded-control border border-dashed px-5 text-center",
          large ? "py-10 tablet:py-14" : "py-6",
          isOver ? "border-accent bg-raised" : "border-edge bg-surface",
        )}
      >
        <FileUp aria-hidden strokeWidth={1.5} className={classNames("text-muted", large ? "size-8" : "size-6")} />
        <p className={classNames("font-strong", large && "text-heading")}>
          {isOver ? t("letGo") : t(restOf === undefined ? "dropHere" : "dropMended")}
        </p>
        <Button ref={choose} look={large ? "primary" : "plain"} onClick={() => input.current?.click()}>
          {t("choose")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          tabIndex={-1}
          aria-hidden
          className="hidden"
          onChange={({ target }) => {
            send([...(target.files ?? [])]);
            target.value = "";
          }}
        />
        {restOf === undefined && <p className="max-w-prose text-table text-muted">{t("dropHint")}</p>}
      </section>
    </div>
  );
};
