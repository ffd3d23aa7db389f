import { useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RequirementEntry } from "../../domain/company-file.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { classNames } from "../ui/class-names.ts";

type Choice = { readonly id: string; readonly label: string; readonly hint: string; readonly node: RequirementEntry };

const useChoices = (isOfTeam: boolean): readonly Choice[] => {
  const t = useTranslations("plans");
  const { metrics } = useCompany();
  const { name } = useFormats();
  const [first] = metrics;
  const quota: RequirementEntry = { metric: first?.id ?? "", target: 10 };
  const quotas = metrics.map((each): Choice => ({
    id: `metric ${each.id}`,
    label: name(each.name),
    hint: t("short.quota"),
    node: { metric: each.id, target: 10 },
  }));
  const heads: Choice = {
    id: "heads",
    label: t("types.heads"),
    hint: t("hints.heads"),
    node: { members: { metric: first?.id ?? "", atLeast: 1 }, target: 5 },
  };
  return [
    ...quotas,
    ...(isOfTeam ? [heads] : []),
    { id: "anyOf", label: t("types.anyOf"), hint: t("hints.anyOf"), node: { anyOf: [quota] } },
    { id: "allOf", label: t("types.allOf"), hint: t("hints.allOf"), node: { allOf: [quota] } },
    {
      id: "score",
      label: t("types.score"),
      hint: t("hints.score"),
      node: { score: { needed: 100, parts: [{ weight: 100, require: quota }] } },
    },
    { id: "over", label: t("types.over"), hint: t("hints.over"), node: { over: { cadence: "week", of: quota, atLeast: 3 } } },
  ];
};

type Props = { readonly isOfTeam: boolean; readonly onChoose: (node: RequirementEntry) => void; readonly onClose: () => void };

/** What can be asked, found by typing: a metric, or a way to combine several. */
export const AddMenu = ({ isOfTeam, onChoose, onClose }: Props) => {
  const t = useTranslations("plans");
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const wanted = typed.trim().normalize("NFC").toLowerCase();
  const choices = useChoices(isOfTeam).filter(({ label, hint }) => `${label} ${hint}`.toLowerCase().includes(wanted));
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => {
    const { current } = dialog;
    if (current !== null && !current.open) current.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, id]);
  const choose = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    dialog.current?.close();
    onChoose(choice.node);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- what is clicked is the page beside it; Escape does the same
    <dialog
      ref={dialog}
      aria-label={t("addTitle")}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      className="mx-auto mt-[12dvh] w-full max-w-lg rounded-control border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-[rgb(0_0_0/0.3)] max-tablet:mt-4 max-tablet:max-w-[calc(100%-2rem)]"
    >
      <input
        role="combobox"
        aria-label={t("addTitle")}
        aria-controls={`${id}-list`}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-activedescendant={choices.length === 0 ? undefined : `${id}-${chosen}`}
        placeholder={t("addTitle")}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const step = event.key === "ArrowDown" ? 1 : -1;
            setAt((chosen + step + choices.length) % Math.max(1, choices.length));
          } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
            event.preventDefault();
            choose(choices[chosen]);
          }
        }}
        className="h-12 w-full border-b border-line bg-surface px-4 text-body outline-none"
      />
      <div id={`${id}-list`} role="listbox" aria-label={t("addTitle")} className="max-h-[50dvh] overflow-y-auto py-1">
        {choices.map((choice, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the input's
          <div
            key={choice.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(choice)}
            className={classNames("flex items-baseline gap-3 px-4 py-2 pointer-coarse:py-3", index === chosen && "bg-raised")}
          >
            <span className="min-w-0 flex-1 break-words">{choice.label}</span>
            <span className="text-caption text-muted">{choice.hint}</span>
          </div>
        ))}
        {choices.length === 0 && <p className="px-4 py-3 text-table text-muted">{t("addNone")}</p>}
      </div>
    </dialog>
  );
};
