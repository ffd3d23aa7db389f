import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import type { View } from "../search.ts";
import { useMay } from "../session/session.ts";
import { morningQuery } from "./morning-api.ts";

/** What each did on the last working day, for the line of their name; undefined of who did nothing, and where it is not known. */
export const useYesterday = (view: View, isRunning: boolean): ((member: string) => string | undefined) => {
  const t = useTranslations("morning");
  const { language } = useLanguage();
  const may = useMay();
  const { weekday, number } = useFormats();
  const { data } = useQuery({ ...morningQuery(view.team, language), enabled: isRunning && may("activities:read") });
  return useMemo(() => {
    const counts = new Map((data?.members ?? []).map(({ member, yesterday }) => [member, yesterday]));
    return (member) => {
      const count = counts.get(member);
      return count === undefined || data === undefined
        ? undefined
        : t("yesterdayMark", { day: weekday(data.yesterday), count: number(count) });
    };
  }, [data, t, weekday, number]);
};
