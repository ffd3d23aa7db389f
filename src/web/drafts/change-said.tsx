import { useTranslations } from "use-intl";
import type { SettingsChanges } from "../client.ts";
import { useFormats } from "../formats.tsx";

type Change = SettingsChanges["settingsChanges"][number]["changes"][number];

/** What a part of a plan or a metric is called on the pages. */
const usePlaceName = (): ((field: string) => string | undefined) => {
  const all = useTranslations();
  return (field) => {
    const key = [`plans.places.${field}`, `metrics.places.${field}`].find((each) => all.has(each as "plans.places.name"));
    return key === undefined ? undefined : all(key as "plans.places.name");
  };
};

const Written = ({ children }: { children: string }) => <code className="font-mono text-caption">{children}</code>;

/** One thing that was changed, by its name; what it was and is as it stands in the company's file. */
export const ChangeSaid = ({ change: { act, field, from, to, startsOn }, today }: { change: Omit<Change, "words">; today: string }) => {
  const t = useTranslations("drafts");
  const placeName = usePlaceName();
  const value = (text: string | null) => (text === null ? t("unset") : <Written>{text}</Written>);
  const { day } = useFormats();
  return (
    <>
      {field !== null && (placeName(field) ?? <Written>{field}</Written>)}{" "}
      {act === "changed" ? (
        <>
          {value(from)} → {value(to)}
        </>
      ) : (
        <>
          {t(`acts.${act}`)} {to !== null && <Written>{to}</Written>}
        </>
      )}
      {startsOn !== null && <span className="text-muted"> · {t("since", { day: day(startsOn, today) })}</span>}
    </>
  );
};
