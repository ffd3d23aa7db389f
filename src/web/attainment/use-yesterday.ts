import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLanguage } from "../language.tsx";
import type { View } from "../search.ts";
import { useMay } from "../session/session.ts";
import { morningQuery } from "./morning-api.ts";
import type { Yesterday } from "./tables.ts";

/** What each did on the last working day, for the line of their name; undefined where it is not known. It is put into words where it is drawn. */
export const useYesterday = (view: View, isRunning: boolean): ((member: string) => Yesterday | undefined) => {
  const { language } = useLanguage();
  const may = useMay();
  const { data } = useQuery({ ...morningQuery(view.team, language), enabled: isRunning && may("activities:read") });
  return useMemo(() => {
    const day = data?.yesterday ?? "";
    const counts = new Map((data?.members ?? []).map(({ member, yesterday }) => [member, { day, count: yesterday }]));
    return (member) => counts.get(member);
  }, [data]);
};
