import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { RowLine } from "../ui/rows.tsx";
import { ProvedForm } from "./proof.tsx";

type Props = {
  readonly name: string;
  readonly more: ReactNode;
  readonly remove: () => Promise<unknown>;
  readonly onDone: () => void;
};

/** One thing by which the account signs in, and taking it away, once its owner has shown that it is them. */
export const RemovableRow = ({ name, more, remove, onDone }: Props) => {
  const t = useTranslations("account");
  const [isAsked, setAsked] = useState(false);
  return (
    <RowLine title={name} more={more}>
      {isAsked ? (
        <div className="basis-full pt-2 pb-1">
          <ProvedForm save={t("removeNow")} change={remove} onDone={onDone} onCancel={() => setAsked(false)} />
        </div>
      ) : (
        <Button look="quiet" aria-label={t("removeNamed", { name })} onClick={() => setAsked(true)}>
          {t("remove")}
        </Button>
      )}
    </RowLine>
  );
};
