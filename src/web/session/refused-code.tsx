import { useQuery } from "@tanstack/react-query";
import { Problem, Unreachable } from "../ask.ts";
import { useLanguage } from "../language.tsx";
import { FormError } from "../ui/form-error.tsx";

/** What a code means that came with the address, where a provider sent the browser back. */
export const RefusedCode = ({ code }: { code: string }) => {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ["problem", code],
    queryFn: async () => {
      const answer = await fetch(`/api/problems/${encodeURIComponent(code)}`, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Unreachable(code);
      return (await answer.json()) as { readonly en: string; readonly ko: string };
    },
    staleTime: Infinity,
    retry: false,
  });
  // What it was about stays with the server: where a value belongs there are three dots.
  const detail = data?.[language].replaceAll(/\{[^}]*\}/g, "…");
  return detail === undefined ? null : <FormError error={new Problem(400, { detail, code })} />;
};
