import { useTranslations } from "use-intl";
import type { RequirementEntry } from "../../domain/company-file.ts";
import { isKey, useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useCadenceName } from "../attainment/cadences.ts";
import { typeOf } from "./tree.ts";

/** A number as it stands in the plan, or what was typed in its place. */
const useFigure = (): ((value: number | string | null | undefined) => string) => {
  const { number } = useFormats();
  return (value) => (typeof value === "number" ? number(value) : (value ?? ""));
};

export type NodeText = { readonly title: string; readonly figure: string; readonly more: string };

/** What a node asks, in words: its name, its number and what else is said of it. */
export const useNodeText = (): ((node: RequirementEntry) => NodeText) => {
  const t = useTranslations("plans");
  const all = useTranslations();
  const { metricName, kindName } = useCompany();
  const figure = useFigure();
  const cadenceName = useCadenceName();
  return (node) => {
    switch (typeOf(node)) {
      case "allOf":
      case "anyOf":
        return { title: t(`types.${typeOf(node) as "allOf" | "anyOf"}`), figure: "", more: "" };
      case "score":
        return "score" in node
          ? { title: t("types.score"), figure: t("points", { points: figure(node.score.needed) }), more: "" }
          : { title: "", figure: "", more: "" };
      case "over": {
        if (!("over" in node)) return { title: "", figure: "", more: "" };
        const { cadence, atLeast, inARow } = node.over;
        const name = cadenceName(cadence);
        return {
          title:
            inARow == null ? t("overAtLeast", { times: atLeast ?? 1, cadence: name }) : t("overInARow", { times: inARow, cadence: name }),
          figure: "",
          more: "",
        };
      }
      case "heads":
        return "members" in node
          ? {
              title: t("heads", { metric: metricName(node.members.metric), atLeast: figure(node.members.atLeast) }),
              figure: figure(node.target),
              more: "",
            }
          : { title: "", figure: "", more: "" };
      case "kind":
        return "kind" in node
          ? {
              title: [
                kindName(node.kind),
                ...(node.direction == null || !isKey("direction", node.direction, all) ? [] : [all(`direction.${node.direction}`)]),
              ].join(", "),
              figure: figure(node.target),
              more: "",
            }
          : { title: "", figure: "", more: "" };
      case "quota": {
        if (!("metric" in node)) return { title: "", figure: "", more: "" };
        const { target, stretch, proration } = node;
        return {
          title: metricName(node.metric),
          figure: typeof target === "object" ? t("byTable", { table: target.table }) : figure(target),
          more: [
            ...(stretch == null ? [] : [t("stretchOf", { stretch: figure(stretch) })]),
            ...(proration == null ? [] : [t("unscaled")]),
          ].join(" · "),
        };
      }
    }
  };
};

/** What was typed as a number where it is one, else as it was typed: the server says what would be right. */
export const asTarget = (typed: string): number | string => {
  const plain = typed.trim().replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, "");
  return /^\d{1,15}(?:\.\d{1,4})?$/.test(plain) ? Number(plain) : typed;
};
