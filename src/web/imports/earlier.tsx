import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useTranslations } from "use-intl";
import { keptCompany } from "../search.ts";
import { Notice } from "../ui/notice.tsx";
import type { Import } from "./api.ts";

const ShowEarlier = ({ id }: { id: string }) => {
  const t = useTranslations("import");
  return (
    <Link to="/imports/$importId" params={{ importId: id }} search={keptCompany} className="font-medium text-accent hover:underline">
      {t("showEarlier")}
    </Link>
  );
};

/** What an import that waits has to do with one before it: the same file, or what was not taken of it. */
export const Earlier = ({ found: { state, restOf, sameFileAs } }: { found: Import }) => {
  const t = useTranslations("import");
  if (state !== "waiting") return null;
  return (
    <>
      {restOf != null && (
        <Notice icon={History}>
          {t("restOf", { name: restOf.fileName, count: restOf.rejected })} <ShowEarlier id={restOf.id} />
        </Notice>
      )}
      {sameFileAs != null && (
        <Notice icon={History}>
          {t("sameFile")} <ShowEarlier id={sameFileAs.id} />
        </Notice>
      )}
    </>
  );
};

/** What came of the rows that an earlier import had not taken. */
export const RestCame = ({ done: { restOf, counts } }: { done: Import }) => {
  const t = useTranslations("result");
  if (restOf == null || counts === null) return null;
  const taken = counts.received - counts.rejected;
  const absent = Math.max(restOf.rejected - counts.received, 0);
  return (
    <Notice icon={History}>
      {t("restCame", { count: restOf.rejected, name: restOf.fileName, taken })}
      {counts.rejected > 0 && ` ${t("restStill", { count: counts.rejected })}`}
      {absent > 0 && ` ${t("restAbsent", { count: absent })}`} <ShowEarlier id={restOf.id} />
    </Notice>
  );
};
