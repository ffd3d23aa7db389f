import { Image, MessageSquareText } from "lucide-react";
import { useTranslations } from "use-intl";
import { saveBlob } from "../save-answer.ts";
import { Button } from "../ui/button.tsx";
import { useCopy } from "../ui/use-copy.ts";
import { pictureOf } from "./picture.ts";
import { textOf, type Shared } from "./text.ts";

/** What stands on the page, for a chat room: as text and as a picture. It is made when it is asked for. */
export const ShareButtons = ({ shared }: { shared: () => Shared }) => {
  const t = useTranslations("share");
  const { copied, copy } = useCopy();
  const save = async () => {
    const made = shared();
    const picture = await pictureOf(made);
    if (picture !== null) saveBlob(picture, `${made.title}.png`);
  };
  return (
    <>
      <Button onClick={() => copy(textOf(shared()))}>
        <MessageSquareText aria-hidden className="size-4" />
        {copied ? t("copied") : t("text")}
        <span role="status" className="sr-only">
          {copied && t("copied")}
        </span>
      </Button>
      <Button onClick={() => void save()}>
        <Image aria-hidden className="size-4" />
        {t("picture")}
      </Button>
    </>
  );
};
