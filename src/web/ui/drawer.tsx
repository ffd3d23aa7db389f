import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SignButton } from "./button.tsx";

/** A sheet at the edge of the page, over all of a phone. The browser keeps the focus in it, closes it with Escape and gives the focus back. */
export const Drawer = ({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) => {
  const t = useTranslations("records");
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const { activeElement: opener } = document;
    const { current } = dialog;
    if (current !== null && !current.open) current.showModal();
    return () => {
      // Closed by what was done in it, the sheet is gone and with it the focus; the browser gives it back only to who closes a sheet themselves.
      if (document.activeElement !== document.body) return;
      const next = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById("content");
      next?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- what is clicked is the page beside it; Escape does the same
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-none overflow-y-auto bg-surface text-ink backdrop:bg-[rgb(0_0_0/0.3)] tablet:w-120 tablet:border-l tablet:border-line"
    >
      <div className="sticky top-0 z-10 flex items-start gap-3 border-b border-line bg-surface px-5 py-3.5">
        <h2 id={heading} className="min-w-0 pt-1.5 text-heading font-strong break-words">
          {title}
        </h2>
        <SignButton label={t("close")} onClick={() => dialog.current?.close()} className="ml-auto shrink-0 border-none">
          <X aria-hidden className="size-5" />
        </SignButton>
      </div>
      <div className="px-5 pt-4 pb-10">{children}</div>
    </dialog>
  );
};
