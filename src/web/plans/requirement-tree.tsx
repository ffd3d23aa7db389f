import { ChevronRight, Plus, Trash2 } from "lucide-react";
import { Fragment, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { RequirementEntry } from "../../domain/company-file.ts";
import { useWrongsBelow } from "../drafts/wrongs.tsx";
import { Button, SignButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { AddMenu } from "./add-menu.tsx";
import { RequirementForm } from "./requirement-form.tsx";
import { useNodeText } from "./requirement-text.ts";
import { added, moved, removed, replaced, rowsOf, typeOf, worthChanged, type Changed, type Row, type Way } from "./tree.ts";

type Props = {
  readonly root: RequirementEntry;
  readonly isOfTeam: boolean;
  /** Left out: only to be read. */
  readonly onChange?: (key: string, root: RequirementEntry) => void;
  readonly onUndo?: () => void;
};

const ways: Readonly<Record<string, Way>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

/** What stands between two parts: `and`, `or`; of a score what a part is worth. */
const Joint = ({ row }: { row: Row }) => {
  const t = useTranslations("plans");
  if (row.index === 0 || row.parentType === "score") return null;
  return (
    <li role="presentation" aria-hidden className="py-0.5 text-caption text-muted" style={{ paddingLeft: row.depth * 20 + 10 }}>
      {t(row.parentType === "anyOf" ? "or" : "and")}
    </li>
  );
};

const useRowLabel = () => {
  const text = useNodeText();
  return (row: Row): string => {
    const { title, figure } = text(row.node);
    return [title, figure].filter((each) => each !== "").join(" ");
  };
};

const RowText = ({ row }: { row: Row }) => {
  const t = useTranslations("plans");
  const text = useNodeText();
  const { title, figure, more } = text(row.node);
  const isWrong = useWrongsBelow(`/require${row.pointer}`).length > 0;
  const isLeaf = ["quota", "heads", "kind"].includes(typeOf(row.node));
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
      <span className={classNames("min-w-0 break-words", !isLeaf && "font-medium", isWrong && "text-missed")}>{title}</span>
      {more !== "" && <span className="text-caption text-muted">{more}</span>}
      {row.worth !== undefined && <span className="text-caption text-muted">{t("worthOf", { weight: String(row.worth.weight) })}</span>}
      {figure !== "" && <span className="ml-auto pl-2 font-strong whitespace-nowrap"> {figure}</span>}
      {row.parent !== null && row.of > 1 && (
        <span className="sr-only">{t("place", { nth: String(row.index + 1), of: String(row.of) })}</span>
      )}
    </span>
  );
};

/**
 * What a plan asks, as a tree that is changed where it stands: arrows go, Enter opens the fields of a row, Alt and the arrows move it, Delete takes it
 * away, and what was done is taken back.
 */
export const RequirementTree = ({ root, isOfTeam, onChange, onUndo }: Props) => {
  const t = useTranslations("plans");
  const label = useRowLabel();
  const help = useId();
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState("");
  const [opened, setOpened] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [taken, setTaken] = useState<string | null>(null);
  const wanted = useRef<{ pointer: string; inside: boolean } | null>(null);
  const rows = rowsOf(root);
  const isThere = rows.some(({ pointer }) => pointer === current);
  const focused = isThere ? current : "";
  const mayChange = onChange !== undefined;

  useEffect(() => {
    const { current: goTo } = wanted;
    if (goTo === null) return;
    wanted.current = null;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(goTo.pointer)}"]`);
    const form = goTo.inside ? row?.closest("li") : null;
    (form?.querySelector<HTMLElement>("[data-first]") ?? form?.querySelector<HTMLElement>("input, select") ?? row)?.focus();
  });

  const goTo = (pointer: string, inside = false): void => {
    wanted.current = { pointer, inside };
    setCurrent(pointer);
  };
  const apply = (key: string, change: Changed | undefined): void => {
    if (change === undefined || onChange === undefined) return;
    onChange(key, change.root);
    goTo(change.pointer);
  };
  const remove = (row: Row): void => {
    setTaken(label(row));
    setOpened(null);
    apply("", removed(root, row.pointer));
  };
  const add = (node: RequirementEntry): void => {
    setAdding(false);
    if (onChange === undefined) return;
    const change = added(root, focused, node);
    onChange("", change.root);
    setOpened(change.pointer);
    goTo(change.pointer, true);
  };

  const onRowKey = (event: KeyboardEvent, row: Row): void => {
    if (isTyping(event.target)) {
      if (event.key === "Escape" || event.key === "Enter") {
        event.preventDefault();
        event.stopPropagation();
        setOpened(null);
        goTo(row.pointer);
      }
      return;
    }
    const at = rows.findIndex(({ pointer }) => pointer === row.pointer);
    const way = ways[event.key];
    const go = (index: number): void => {
      const next = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (next === undefined) return;
      event.preventDefault();
      goTo(next.pointer);
    };
    if (event.altKey && way !== undefined && mayChange) {
      event.preventDefault();
      setOpened(null);
      apply("", moved(root, row.pointer, way));
    } else if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(rows.length - 1);
    else if (event.key === "ArrowLeft" && row.parent !== null) goTo(row.parent);
    else if (event.key === "ArrowRight") go(rows[at + 1]?.parent === row.pointer ? at + 1 : at);
    else if ((event.key === "Delete" || event.key === "Backspace") && mayChange) {
      event.preventDefault();
      remove(row);
    } else if ((event.key === "+" || event.key === "Insert") && mayChange) {
      event.preventDefault();
      setAdding(true);
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && onUndo !== undefined) {
      event.preventDefault();
      onUndo();
    }
  };

  const isEmpty = rows.length === 1 && !["quota", "heads", "kind"].includes(typeOf(root));
  return (
    <div className="flex flex-col gap-2">
      <ul
        ref={list}
        aria-label={t("asks")}
        aria-describedby={mayChange ? help : undefined}
        className="rounded-control border border-line bg-surface py-1"
      >
        {rows.map((row) => {
          const isOpen = opened === row.pointer;
          return (
            <Fragment key={row.pointer}>
              <Joint row={row} />
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the row's button, and of the fields below it */}
              <li onKeyDown={(event) => onRowKey(event, row)} className="group/row relative">
                <div className="flex items-center" style={{ paddingLeft: row.depth * 20 }}>
                  <button
                    type="button"
                    data-row={row.pointer}
                    data-pointer={`/require${row.pointer}`}
                    tabIndex={row.pointer === focused ? 0 : -1}
                    aria-expanded={mayChange ? isOpen : undefined}
                    aria-keyshortcuts={mayChange ? "Enter Delete Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight +" : undefined}
                    onFocus={() => setCurrent(row.pointer)}
                    onClick={() => {
                      if (!mayChange) return;
                      setOpened(isOpen ? null : row.pointer);
                      goTo(row.pointer, !isOpen);
                    }}
                    className="flex min-h-9 min-w-0 flex-1 items-center gap-1.5 rounded-control px-2 py-1.5 text-left hover:bg-raised pointer-coarse:min-h-11"
                  >
                    <ChevronRight
                      aria-hidden
                      className={classNames("size-4 shrink-0 text-muted", isOpen && "rotate-90", !mayChange && "invisible")}
                    />
                    <RowText row={row} />
                  </button>
                  {mayChange && (
                    <SignButton
                      label={t("takeAway", { part: label(row) })}
                      tabIndex={-1}
                      onClick={() => remove(row)}
                      className="mr-1 shrink-0 border-none bg-transparent text-muted opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 pointer-coarse:opacity-100"
                    >
                      <Trash2 aria-hidden className="size-4" />
                    </SignButton>
                  )}
                </div>
                {isOpen && onChange !== undefined && (
                  <div
                    role="group"
                    aria-label={label(row)}
                    className="mx-2 mt-1 mb-2 rounded-control border border-line bg-background p-3"
                    style={{ marginLeft: row.depth * 20 + 8 }}
                  >
                    <RequirementForm
                      row={row}
                      onChange={(key, node) => onChange(key, replaced(root, row.pointer, node))}
                      onWorth={(key, worth) => onChange(key, worthChanged(root, row.pointer, worth))}
                    />
                  </div>
                )}
              </li>
            </Fragment>
          );
        })}
        {isEmpty && <li className="px-4 py-2 text-table text-muted">{t("asksNothing")}</li>}
      </ul>
      {mayChange && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button onClick={() => setAdding(true)} aria-keyshortcuts="+">
            <Plus aria-hidden className="size-4" />
            {t("add")}
          </Button>
          <p id={help} className="text-caption text-muted max-tablet:hidden">
            {t("keys")}
          </p>
          {taken !== null && (
            <p role="status" className="ml-auto flex items-center gap-2 text-table">
              {t("tookAway", { part: taken })}
              <Button
                look="quiet"
                onClick={() => {
                  setTaken(null);
                  onUndo?.();
                }}
              >
                {t("undo")}
              </Button>
            </p>
          )}
        </div>
      )}
      {isAdding && <AddMenu isOfTeam={isOfTeam} onChoose={add} onClose={() => setAdding(false)} />}
    </div>
  );
};
