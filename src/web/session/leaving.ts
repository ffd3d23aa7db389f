import { useMutation } from "@tanstack/react-query";
import { signOut } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { forgetOffline } from "../offline/forget.ts";

/** Signing out: everything that was read or waits on this device goes with the page. */
export const useLeaving = (): { readonly leave: () => void; readonly isLeaving: boolean } => {
  const { language } = useLanguage();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      await signOut({ language });
      await forgetOffline();
    },
    onSuccess: () => location.assign("/"),
  });
  return { leave: mutate, isLeaving: isPending };
};
