import { useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";

type Props = {
  readonly title: string;
  readonly lead: ReactNode;
  /** What a page is opened for besides looking. */
  readonly act?: ReactNode;
  readonly children: ReactNode;
};

/** A page with what it is called, in the tab of the browser too. */
export const PageFrame = ({ title, lead, act, children }: Props) => {
  const t = useTranslations("app");
  const { name } = useFormats();
  const { company } = useCompany();
  useEffect(() => {
    document.title = t("title", { page: title, company: name(company.name) });
  }, [t, title, name, company]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-0.5">
          <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{title}</h1>
          <p className="max-w-prose text-muted">{lead}</p>
        </div>
        {act}
      </div>
      {children}
    </main>
  );
};
