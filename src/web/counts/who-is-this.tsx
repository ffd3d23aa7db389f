import { useTranslations } from "use-intl";
import { Drawer } from "../ui/drawer.tsx";
import type { Person } from "./table.ts";

export const WhoIsThis = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const t = useTranslations("who");
  return (
    <Drawer title={t("title", { reference: person.reference ?? "" })} onClose={onClose}>
      <p>{t("records", { count: person.total, source: person.source ?? "" })}</p>
    </Drawer>
  );
};
