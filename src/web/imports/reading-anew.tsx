import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ReadingProgress } from "./reading-progress.tsx";

/** A small file is read anew before one could see how far it is. */
const shownAfterMs = 600;

/** How far the server is with reading a file by another map, once that takes its time. It covers nothing of what can be worked on. */
export const ReadingAnew = ({ reading }: { reading: string }) => {
  const t = useTranslations("preview");
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), shownAfterMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <div className="fixed inset-x-4 bottom-20 z-20 rounded-control border border-line bg-surface p-4 shadow-float tablet:inset-x-auto tablet:left-6 tablet:w-96">
      <ReadingProgress reading={reading} label={t("reading")} />
    </div>
  );
};
