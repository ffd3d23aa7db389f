import { useTranslations } from "use-intl";

export type SavedAs = { readonly isSaved: boolean; readonly name: string };

/** Whether the next file with this header is read the same way, and what that way is called. */
export const SaveMap = ({ saved, onChange }: { saved: SavedAs; onChange: (saved: SavedAs) => void }) => {
  const t = useTranslations("preview");
  return (
    <div className="flex flex-col gap-2">
      <label className="flex items-start gap-2.5 text-table pointer-coarse:py-1.5">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0"
          checked={saved.isSaved}
          onChange={({ target }) => onChange({ ...saved, isSaved: target.checked })}
        />
        {t("save")}
      </label>
      {saved.isSaved && (
        <input
          type="text"
          aria-label={t("saveName")}
          value={saved.name}
          maxLength={100}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...saved, name: target.value })}
          className="ml-6.5 h-8 min-w-0 rounded-control border border-edge bg-surface px-2 text-table pointer-coarse:h-11 pointer-coarse:text-base"
        />
      )}
    </div>
  );
};
