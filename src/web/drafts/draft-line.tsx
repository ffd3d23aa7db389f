import { Check, CircleAlert, CloudOff, Loader, Redo2, Undo2, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, SignButton } from "../ui/button.tsx";
import type { DraftStore, DraftView, Section } from "./draft-store.ts";
import { useReason } from "../ui/trouble.tsx";

const focusAt = (pointer: string): void => {
  const fields = [...document.querySelectorAll<HTMLElement>("[data-pointer]")];
  const found =
    fields.find(({ dataset }) => dataset["pointer"] === pointer) ??
    fields.find(({ dataset }) => pointer.startsWith(`${dataset["pointer"] ?? "?"}/`));
  found?.focus();
  found?.scrollIntoView({ block: "center" });
};

const Line = ({ icon: Icon, className = "text-muted", children }: { icon: typeof Check; className?: string; children: ReactNode }) => (
  <span className={`inline-flex items-center gap-1.5 ${className}`}>
    <Icon aria-hidden className="size-3.5 shrink-0" />
    {children}
  </span>
);

type Props = { readonly view: DraftView<unknown>; readonly store: DraftStore<Section>; readonly children?: ReactNode };

const State = ({ saving, wrongs, error }: DraftView<unknown>) => {
  const t = useTranslations("drafts");
  const reason = useReason(error);
  switch (saving) {
    case "same":
      return <Line icon={Check}>{t("same")}</Line>;
    case "waiting":
    case "saving":
      return <Line icon={Loader}>{t("saving")}</Line>;
    case "saved":
      return <Line icon={Check}>{t("saved")}</Line>;
    case "unreachable":
      return (
        <Line icon={CloudOff} className="text-at-risk">
          {t("unreachable")}
        </Line>
      );
    case "refused":
      return (
        <Line icon={CircleAlert} className="text-missed">
          {t("refused", { count: wrongs.length })}
        </Line>
      );
    case "failed":
      return (
        <Line icon={CircleAlert} className="text-missed">
          {reason}
        </Line>
      );
    case "conflict":
    case "decided":
      return (
        <Line icon={Users} className="text-at-risk">
          {t("notSaved")}
        </Line>
      );
  }
};

/** Whether what was typed is kept, what stands against it and what can be done; beside it the way back. */
export const DraftLine = ({ view, store, children }: Props) => {
  const t = useTranslations("drafts");
  const { wrongs, saving, joinedBy } = view;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-table">
        <span role="status" className="min-w-0">
          <State {...view} />
        </span>
        {joinedBy !== null && <Line icon={Users}>{t("joined", { by: joinedBy })}</Line>}
        {(saving === "unreachable" || saving === "failed") && (
          <Button look="quiet" onClick={() => void store.flush()}>
            {t("again")}
          </Button>
        )}
        <span className="ml-auto flex items-center gap-1.5">
          <SignButton label={t("undo")} disabled={!view.canUndo} onClick={store.undo} aria-keyshortcuts="Control+Z">
            <Undo2 aria-hidden className="size-4" />
          </SignButton>
          <SignButton label={t("redo")} disabled={!view.canRedo} onClick={store.redo} aria-keyshortcuts="Control+Shift+Z">
            <Redo2 aria-hidden className="size-4" />
          </SignButton>
          {children}
        </span>
      </div>
      {saving === "refused" && (
        <ul aria-label={t("wrongs")} className="flex flex-col rounded-control border border-line bg-surface text-table">
          {wrongs.map(({ pointer = "", detail }) => (
            <li key={`${pointer} ${detail}`} className="border-b border-line last:border-b-0">
              <button type="button" className="w-full px-3 py-2 text-left break-words hover:bg-raised" onClick={() => focusAt(pointer)}>
                {detail}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

type ConflictProps = Props & {
  /** How a place of it is called. */
  readonly placeName: (pointer: string) => string;
  readonly newId: () => string;
};

/** Somebody else changed the same, or ended the draft: what is told, and the ways on. Nothing that was typed is lost. */
export const DraftConflict = ({ view, store, placeName, newId }: ConflictProps) => {
  const t = useTranslations("drafts");
  const reason = useReason(view.error);
  const { conflict, saving } = view;
  if (saving === "decided")
    return (
      <div role="alert" className="flex flex-col items-start gap-3 rounded-control border border-at-risk bg-surface p-4">
        <p className="font-strong">{t("decided")}</p>
        <p className="text-table text-muted">{reason}</p>
        <Button onClick={() => store.goOn(newId())}>{t("goOn")}</Button>
      </div>
    );
  if (conflict === null) return null;
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-control border border-at-risk bg-surface p-4">
      <p className="font-strong">{t("conflict", { by: conflict.by })}</p>
      <p className="text-table text-muted">{t("conflictNext")}</p>
      <ul className="list-disc pl-5 text-table">
        {[...new Set(conflict.places.map(placeName))].map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => store.resolve("mine")}>
          {t("keepMine")}
        </Button>
        <Button onClick={() => store.resolve("theirs")}>{t("takeTheirs", { by: conflict.by })}</Button>
      </div>
    </div>
  );
};
