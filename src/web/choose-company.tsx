import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Empty } from "./empty.tsx";
import { useLanguage } from "./language.tsx";
import { companiesQuery } from "./queries.ts";
import { hrefOf } from "./search.ts";
import { buttonClass } from "./ui/button.tsx";

/** Where there are several companies and the address names none. Each is a page of its own, loaded anew. */
export const ChooseCompany = () => {
  const t = useTranslations("empty");
  const { language } = useLanguage();
  const { data } = useQuery(companiesQuery(language));
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl p-4 tablet:p-6">
      <Empty level={1} title={t("companies")} next={t("companiesNext")}>
        <ul className="flex flex-wrap gap-2">
          {data?.companies.map(({ id }) => (
            <li key={id}>
              <a href={hrefOf({ company: id })} className={buttonClass("plain")}>
                {id}
              </a>
            </li>
          ))}
        </ul>
      </Empty>
    </main>
  );
};
