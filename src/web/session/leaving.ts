import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { signOut } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { forgetOffline } from "../offline/forget.ts";
import { useWaiting } from "../offline/queue.ts";

/** Signing out: everything that was read or waits on this device goes with the page. */
export const useLeaving = (): { readonly leave: () => void; readonly isLeaving: boolean } => {
  const { language } = useLanguage();
  const t = useTranslations("offline");
  const waiting = useWaiting().length;
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      await signOut({ language });
      await forgetOffline();
    },
    onSuccess: () => location.assign("/"),
  });
  // What is not sent would be lost without a word.
  const leave = (): void => {
    if (waiting === 0 || confirm(t("leave", { count: waiting }))) mutate();
  };
  return { leave, isLeaving: isPending };
};
