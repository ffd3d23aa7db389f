import { useTranslations } from "use-intl";
import type { SettingsChanges } from "../client.ts";
import { useFormats } from "../formats.tsx";

type Change = SettingsChanges["settingsChanges"][number]["changes"][number];

/** One thing that was changed; what stands in the company's file is told as it stands there. */
export const ChangeSaid = ({ change: { act, field, from, to, startsOn }, today }: { change: Omit<Change, "words">; today: string }) => {
  const t = useTranslations("drafts");
  const { day } = useFormats();
  return (
    <>
      {field !== null && <code>{field}</code>}{" "}
      {act === "changed" ? (
        <>
          <code>{from ?? "–"}</code> → <code>{to ?? "–"}</code>
        </>
      ) : (
        <>
          {t(`acts.${act}`)} {to !== null && <code>{to}</code>}
        </>
      )}
      {startsOn !== null && <span className="text-muted"> · {t("since", { day: day(startsOn, today) })}</span>}
    </>
  );
};
