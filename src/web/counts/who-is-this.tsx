import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Name } from "../../domain/language.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FormFoot, LineInput, LineSelect } from "../ui/form.tsx";
import { Trouble } from "../ui/trouble.tsx";
import type { Person } from "./table.ts";
import { addStranger, mapIdentity, membersQuery, unattributedQuery } from "./who-api.ts";

/** A proposal's place, somebody else who is known, or somebody new. */
type Choice = number | "known" | "new";

const outdated = ["activity-counts", "unattributed", "records-behind", "company", "company-file", "attainment", "tallies"];

const longestName = 200;

/** Says who a source means by a name: one of the members, or somebody new. Their records count from then on. */
export const WhoIsThis = ({ person, onClose, onDone }: { person: Person; onClose: () => void; onDone: () => void }) => {
  const t = useTranslations("who");
  const { language } = useLanguage();
  const { name } = useFormats();
  const queries = useQueryClient();
  const group = useId();
  const stranger = { source: person.source ?? "", reference: person.reference ?? "" };
  const found = useQuery(unattributedQuery(language)).data?.references.find(
    ({ source, reference }) => source === stranger.source && reference === stranger.reference,
  );
  const members = useQuery(membersQuery(language)).data ?? [];
  const proposals = found?.proposals ?? [];
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [member, setMember] = useState("");
  const [newName, setNewName] = useState(stranger.reference);
  const choice = chosen ?? (proposals.length > 0 ? 0 : "new");
  const nameOf = (said: Name | string | undefined, id: string): string => (typeof said === "string" ? said : name(said)) || id;
  const known = typeof choice === "number" ? proposals[choice]?.member : member;
  const isReady = choice === "new" ? newName.trim() !== "" : known !== undefined && known !== "";
  const saving = useMutation({
    mutationFn: () => (choice === "new" ? addStranger(newName.trim(), stranger, language) : mapIdentity(known ?? "", stranger, language)),
    onSuccess: async () => {
      await Promise.all(outdated.map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onDone();
    },
  });
  const save = () => isReady && !saving.isPending && saving.mutate();
  const option = (value: Choice, label: string, more?: ReactNode) => (
    <div key={String(value)} className="flex flex-col gap-2">
      <label className="flex items-center gap-2.5 pointer-coarse:py-1.5">
        <input type="radio" name={group} className="size-4 shrink-0" checked={choice === value} onChange={() => setChosen(value)} />
        <span className="min-w-0 break-words">{label}</span>
      </label>
      {choice === value && more !== undefined && <div className="pl-6.5">{more}</div>}
    </div>
  );
  return (
    <Drawer title={t("title", { reference: stranger.reference })} onClose={onClose}>
      <form
        aria-label={t("title", { reference: stranger.reference })}
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="text-muted">{t("records", { count: person.total, source: stranger.source })}</p>
        {found?.why === "not-employed" && <p>{t("notEmployed")}</p>}
        <fieldset className="flex flex-col gap-3.5">
          <legend className="sr-only">{t("title", { reference: stranger.reference })}</legend>
          {proposals.map((each, place) => option(place, nameOf(each.name, each.member)))}
          {members.length > 0 &&
            option(
              "known",
              t("member"),
              <LineSelect aria-label={t("member")} value={member} onChange={({ target }) => setMember(target.value)}>
                <option value="">{t("someone")}</option>
                {members
                  .map((each) => ({ id: each.id, said: nameOf(each.name, each.id) }))
                  .toSorted((a, b) => a.said.localeCompare(b.said, language))
                  .map(({ id, said }) => (
                    <option key={id} value={id}>
                      {said}
                    </option>
                  ))}
              </LineSelect>,
            )}
          {option(
            "new",
            t("new"),
            <LineInput
              aria-label={t("name")}
              required
              maxLength={longestName}
              autoComplete="off"
              value={newName}
              onChange={({ target }) => setNewName(target.value)}
            />,
          )}
        </fieldset>
        {saving.error !== null && <Trouble error={saving.error} title={t("failed")} onAgain={save} />}
        <FormFoot isReady={isReady} save={saving.isPending ? t("saving") : t("save")} cancel={t("cancel")} onCancel={onClose} />
      </form>
    </Drawer>
  );
};
