import { useTranslations } from "use-intl";
import { pages } from "./pages.tsx";
import { useMayOpen } from "./session/session.ts";
import { useShortcutsOn } from "./single-keys.ts";
import { Drawer } from "./ui/drawer.tsx";

const Keys = ({ keys }: { keys: readonly string[] }) => (
  <span className="flex shrink-0 gap-1">
    {keys.map((key) => (
      <kbd
        key={key}
        className="min-w-6 rounded-control border border-line bg-raised px-1.5 py-0.5 text-center font-mono text-table text-ink"
      >
        {key}
      </kbd>
    ))}
  </span>
);

const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** Every key that does something on its own, in words, and the way to switch them off. */
export const ShortcutsHelp = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations();
  const open = pages.filter(useMayOpen());
  const { on, choose } = useShortcutsOn();
  const lines: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
    { keys: [isApple() ? "⌘" : "Ctrl", "K"], does: t("commands.title") },
    { keys: ["/"], does: t("commands.search") },
    { keys: ["?"], does: t("commands.shortcuts") },
    ...open.map(({ shortcut, words }) => ({ keys: ["g", shortcut], does: t("commands.goTo", { page: t(`pages.${words}`) }) })),
  ];
  return (
    <Drawer title={t("commands.shortcuts")} onClose={onClose}>
      <div className="flex items-start gap-3 pb-4">
        <input
          id="single-keys"
          type="checkbox"
          checked={on}
          aria-describedby="single-keys-hint"
          onChange={({ target }) => choose(target.checked)}
          className="mt-0.5 size-4.5"
        />
        <div>
          <label htmlFor="single-keys" className="font-medium">
            {t("commands.on")}
          </label>
          <p id="single-keys-hint" className="text-table text-muted">
            {t("commands.onHint")}
          </p>
        </div>
      </div>
      <ul className="border-t border-line">
        {lines.map(({ keys, does }) => (
          <li key={does} className="flex items-center justify-between gap-4 border-b border-line py-2 text-table">
            <span className="min-w-0">{does}</span>
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </Drawer>
  );
};
