import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Attainment, Away } from "../api.ts";
import { daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";

type Days = Away["days"][number];

/** What of a member's leave falls into the period on the page; an answer may be about longer ones too. */
export const awayIn = ({ period, away }: Pick<Attainment, "period" | "away">, member: string): readonly Days[] =>
  (away.find((each) => each.member === member)?.days ?? []).filter(
    ({ from, through }) => from < period.endsBefore && through >= period.startsOn,
  );

/** `Away Mon 9 – Wed 11 Feb, Fri 20 Feb (half day)`; undefined of who is there. Why somebody is away is not known here. */
export const useAway = (attainment: Attainment, today: string): ((member: string) => string | undefined) => {
  const t = useTranslations("attainment");
  const { span } = useFormats();
  const members = useMemo(() => new Set(attainment.away.map(({ member }) => member)), [attainment]);
  return useMemo(() => {
    const said = ({ from, through, half }: Days): string => {
      const days = span({ startsOn: from, endsBefore: daysFrom(through, 1) }, today);
      return half ? t("awayHalf", { days }) : days;
    };
    return (member) => {
      if (!members.has(member)) return undefined;
      const days = awayIn(attainment, member);
      return days.length === 0 ? undefined : t("away", { days: days.map(said).join(", ") });
    };
  }, [attainment, members, span, t, today]);
};
