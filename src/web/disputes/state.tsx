import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import type { Dispute } from "./api.ts";

/** `D-12 · waits for Kim until Mon 9 Mar`. */
export const DisputeState = ({ dispute: { dispute, state, waiting } }: { dispute: Dispute }) => {
  const t = useTranslations("dispute");
  const { day, name } = useFormats();
  const { today } = useCompany();
  const deciders = waiting?.deciders.map((each) => name(each.name)).join(", ") ?? "";
  const said =
    waiting === null
      ? t(`state.${state}`)
      : deciders === ""
        ? t("nobody")
        : t(waiting.late ? "late" : "waits", { deciders, through: day(waiting.decideThrough, today) });
  return (
    <span className="text-left break-words">
      {dispute} · {said}
    </span>
  );
};
