import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Suggestion } from "../client.ts";
import { Empty } from "../empty.tsx";
import { useLanguage } from "../language.tsx";
import { useOwnMember, useSignedIn } from "../session/session.ts";
import { isShortcut, useShortcutsOn } from "../single-keys.ts";
import { Button, SignButton } from "../ui/button.tsx";
import { Segments } from "../ui/segments.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { Entry, type Writing } from "./entry.tsx";
import { suggestionsQuery, type Order } from "./queries.ts";
import { useActing, whoOf, type Acting } from "./use-acting.ts";

const orders: readonly Order[] = ["due", "score", "new"];

/** What has just been done, with the way back where there is one. */
const Said = ({ acting: { done, undoing, forget } }: { acting: Acting }) => {
  const t = useTranslations("signals");
  const records = useTranslations("records");
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--foot)+0.75rem)] z-30 flex justify-center px-4">
      <div role="status" className="max-w-full">
        {done !== null && (
          <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-control border border-line bg-raised py-1 pr-1 pl-4 shadow-float">
            <span className="min-w-0 text-table break-words">{t(done.what, { who: whoOf(done.suggestion) })}</span>
            {done.what === "dismissed" && (
              <Button look="quiet" className="!text-accent" disabled={undoing.isPending} onClick={() => undoing.mutate(done)}>
                {t("undo")}
              </Button>
            )}
            <SignButton label={records("close")} onClick={forget} className="shrink-0 border-none bg-transparent text-muted">
              <X aria-hidden className="size-4" />
            </SignButton>
          </div>
        )}
        {undoing.error !== null && (
          <div className="pointer-events-auto">
            <Trouble title={t("failed")} error={undoing.error} onAgain={() => undoing.reset()} />
          </div>
        )}
      </div>
    </div>
  );
};

type Keys = {
  readonly suggestions: readonly Suggestion[];
  readonly items: ReadonlyMap<number, HTMLLIElement>;
  readonly acting: Acting;
  readonly write: (writing: { readonly suggestion: number; readonly what: Writing }) => void;
};

/** Keys that go through the list and act on the entry that has the focus, unless somebody has switched single keys off. */
const useListKeys = ({ suggestions, items, acting, write }: Keys): void => {
  const { on } = useShortcutsOn();
  const own = useOwnMember();
  useEffect(() => {
    if (!on) return undefined;
    const act = (event: KeyboardEvent): void => {
      if (!isShortcut(event)) return;
      const key = event.key.toLowerCase();
      const at = suggestions.findIndex(({ suggestion }) => items.get(suggestion)?.contains(document.activeElement) === true);
      const present = suggestions[at];
      const mayAct = present !== undefined && (present.holder === null || present.holder.id === own);
      const goTo = (place: number): void => {
        const next = suggestions[Math.max(0, Math.min(suggestions.length - 1, place))];
        if (next !== undefined) items.get(next.suggestion)?.focus();
      };
      if (key === "j") goTo(at + 1);
      else if (key === "k") goTo(at === -1 ? 0 : at - 1);
      else if (key === "u" && acting.done?.what === "dismissed") acting.undoing.mutate(acting.done);
      else if (key === "t" && present?.holder === null) acting.acting.mutate({ suggestion: present, doing: { act: "claim" } });
      else if (key === "c" && mayAct) write({ suggestion: present.suggestion, what: "contact" });
      else if (key === "x" && mayAct) write({ suggestion: present.suggestion, what: "dismiss" });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", act);
    return () => removeEventListener("keydown", act);
  }, [on, own, suggestions, items, acting, write]);
};

const none: readonly Suggestion[] = [];

/** Whom to contact, in the order that the reader wants. */
export const Inbox = () => {
  const t = useTranslations("signals");
  const { language } = useLanguage();
  const own = useOwnMember();
  const reach = useSignedIn()?.permissions["suggestions:read"] ?? [];
  const leads = reach.some((extent) => extent !== "own");
  const [view, setView] = useView("/signals");
  const order = orders.find((each) => each === view.sort) ?? "due";
  const isMine = own !== undefined && leads && view.by !== "team" && view.show !== "all";
  const { data, error, refetch } = useQuery(suggestionsQuery({ member: isMine ? own : undefined, order }, language));
  const suggestions = data?.suggestions ?? none;
  const acting = useActing();
  const [writing, setWriting] = useState<{ readonly suggestion: number; readonly what: Writing } | null>(null);
  // Filled by the list that is shown, and the same for as long as the page is open.
  const [items] = useState(() => new Map<number, HTMLLIElement>());
  const wanted = Number(view.given ?? "");
  useListKeys({ suggestions, items, acting, write: setWriting });
  const hasWanted = suggestions.some(({ suggestion }) => suggestion === wanted);
  useEffect(() => {
    if (hasWanted) items.get(wanted)?.focus();
  }, [hasWanted, wanted, items]);
  return (
    <section aria-labelledby="signals-inbox" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="signals-inbox" className="font-strong">
          {t("inbox")}
        </h2>
        <div className="ml-auto flex flex-wrap gap-2">
          {own !== undefined && leads && (
            <Segments
              label={t("whose")}
              value={isMine ? "mine" : "all"}
              choices={[
                { value: "mine", label: t("mine") },
                { value: "all", label: t("everyone") },
              ]}
              onChange={(chosen) => setView({ show: chosen === "all" ? "all" : undefined })}
            />
          )}
          <Segments
            label={t("order")}
            value={order}
            choices={orders.map((each) => ({ value: each, label: t(`orders.${each}`) }))}
            onChange={(chosen) => setView({ sort: chosen === "due" ? undefined : chosen })}
          />
        </div>
      </div>
      {error !== null && data === undefined && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <TableSkeleton lines={5} />}
      {data !== undefined && suggestions.length === 0 && <Empty level={3} title={t("empty")} next={t("emptyNext")} />}
      {suggestions.length > 0 && (
        <>
          <p className="text-table text-muted">
            {t("count", { count: suggestions.length })}
            <span className="pointer-coarse:hidden"> · {t("keys")}</span>
          </p>
          <ul className="rounded-control border border-line bg-surface">
            {suggestions.map((suggestion) => (
              <Entry
                key={suggestion.suggestion}
                suggestion={suggestion}
                acting={acting.acting}
                writing={writing?.suggestion === suggestion.suggestion ? writing.what : null}
                onWrite={(what) => {
                  setWriting(what === null ? null : { suggestion: suggestion.suggestion, what });
                  // What was written is gone, and the focus with it.
                  if (what === null) items.get(suggestion.suggestion)?.focus();
                }}
                itemRef={(element) => {
                  if (element === null) items.delete(suggestion.suggestion);
                  else items.set(suggestion.suggestion, element);
                }}
              />
            ))}
          </ul>
        </>
      )}
      <Said acting={acting} />
    </section>
  );
};
