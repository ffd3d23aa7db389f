import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endOtherSessions, endSession, listSessions } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Instant } from "../ui/instant.tsx";
import { RowLine, Rows } from "../ui/rows.tsx";
import { Section } from "../ui/section.tsx";
import { agentName } from "./agent-name.ts";

/** Where one is signed in. */
export const Sessions = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: ["sessions"], queryFn: ({ signal }) => listSessions({ language, signal }) });
  const again = () => queries.invalidateQueries({ queryKey: ["sessions"] });
  const ending = useMutation({ mutationFn: (number: number) => endSession({ number: String(number) }, { language }), onSuccess: again });
  const endingOthers = useMutation({ mutationFn: () => endOtherSessions({ language }), onSuccess: again });
  const sessions = data?.sessions ?? [];
  return (
    <Section title={t("sessions")} lead={t("sessionsLead")}>
      <Rows label={t("sessions")}>
        {sessions.map(({ number, agent, createdAt, seenAt, isThis }) => {
          const name = agentName(agent) ?? (agent || t("unknownAgent"));
          return (
            <RowLine
              key={number}
              title={name}
              more={
                <>
                  {t("since")} <Instant at={createdAt} /> · {t("seen")} <Instant at={seenAt} />
                </>
              }
            >
              {isThis ? (
                <span className="px-3 text-table font-medium">{t("thisOne")}</span>
              ) : (
                <Button look="quiet" aria-label={t("endNamed", { name })} disabled={ending.isPending} onClick={() => ending.mutate(number)}>
                  {t("end")}
                </Button>
              )}
            </RowLine>
          );
        })}
      </Rows>
      <FormError error={ending.error ?? endingOthers.error ?? error} />
      {sessions.length > 1 && (
        <Button className="self-start" disabled={endingOthers.isPending} onClick={() => endingOthers.mutate()}>
          {t("endOthers")}
        </Button>
      )}
    </Section>
  );
};
