import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import type { ImportPreview, MemberToAdd, ProposedMember } from "./api.ts";

/** Who of the people in the file is added, and by what name; what is not in here is as the file has it. */
export type MemberChoice = ReadonlyMap<string, { readonly isAdded: boolean; readonly name: string }>;

const chosenOf = (choice: MemberChoice, { reference, name }: ProposedMember) => choice.get(reference) ?? { isAdded: true, name };

/** What is asked of the server: everybody, also those beyond the list, where nothing was changed. */
export const membersToAdd = ({ proposed }: ImportPreview["members"], choice: MemberChoice): true | readonly MemberToAdd[] => {
  const isAsProposed = proposed.every((member) => {
    const { isAdded, name } = chosenOf(choice, member);
    return isAdded && name === member.name;
  });
  if (isAsProposed) return true;
  return proposed.flatMap((member) => {
    const { isAdded, name } = chosenOf(choice, member);
    if (!isAdded) return [];
    const { reference, id, email } = member;
    // Another name is another person: the id goes by the name again.
    return [{ reference, name: name.trim() || member.name, ...(name === member.name ? { id } : {}), ...(email === null ? {} : { email }) }];
  });
};

export const Members = ({
  members,
  choice,
  onChange,
}: {
  members: ImportPreview["members"];
  choice: MemberChoice;
  onChange: (choice: MemberChoice) => void;
}) => {
  const t = useTranslations("preview");
  const { known, proposed, more } = members;
  if (known === 0 && proposed.length === 0) return null;
  const toAdd = membersToAdd(members, choice);
  const added = toAdd === true ? proposed.length + more : toAdd.length;
  const change = (member: ProposedMember, change: Partial<{ isAdded: boolean; name: string }>) =>
    onChange(new Map([...choice, [member.reference, { ...chosenOf(choice, member), ...change }]]));
  const changeAll = (isAdded: boolean) =>
    onChange(new Map(proposed.map((member) => [member.reference, { ...chosenOf(choice, member), isAdded }])));
  return (
    <section aria-labelledby="members">
      <h2 id="members" className="font-strong">
        {t("members")}
      </h2>
      <p className="pt-1 text-table text-muted">
        {known > 0 && `${t("membersKnown", { count: known })} `}
        {proposed.length === 0 ? t("membersNone") : t("membersNew", { count: added })}
      </p>
      {proposed.length > 0 && (
        <>
          <ul className="mt-2 max-h-80 overflow-y-auto rounded-control border border-line bg-surface">
            {proposed.map((member) => {
              const { isAdded, name } = chosenOf(choice, member);
              return (
                <li key={member.reference} className="flex items-center gap-2.5 border-b border-line px-3 py-1.5 last:border-b-0">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 pointer-coarse:size-5"
                    aria-label={t("memberAdd", { reference: member.reference })}
                    checked={isAdded}
                    onChange={({ target }) => change(member, { isAdded: target.checked })}
                  />
                  <div className="min-w-0 flex-1">
                    {!member.isNew ? (
                      <p className="px-1.5 py-1 text-table break-words">
                        {member.reference} <span className="text-muted">{t("memberSame", { name: member.name })}</span>
                      </p>
                    ) : (
                      <input
                        type="text"
                        aria-label={t("memberName", { reference: member.reference })}
                        value={name}
                        disabled={!isAdded}
                        maxLength={200}
                        autoComplete="off"
                        onChange={({ target }) => change(member, { name: target.value })}
                        className="w-full min-w-0 rounded-control border border-transparent bg-transparent px-1.5 py-1 text-table hover:border-line focus:border-edge disabled:text-muted disabled:line-through pointer-coarse:py-2 pointer-coarse:text-base"
                      />
                    )}
                    {member.reference !== name && member.isNew && (
                      <p className="px-1.5 text-caption break-all text-muted">{member.reference}</p>
                    )}
                  </div>
                  <span className="shrink-0 text-caption text-muted">{t("memberRows", { rows: member.rows })}</span>
                </li>
              );
            })}
          </ul>
          {more > 0 && (
            <p className="pt-2 text-table text-muted">{t(toAdd === true ? "membersMore" : "membersMoreNot", { count: more })}</p>
          )}
          {toAdd !== true && toAdd.length < proposed.length && <p className="pt-2 text-table text-muted">{t("membersLeft")}</p>}
          {proposed.length > 1 && (
            <div className="-ml-3 flex flex-wrap pt-1">
              {added < proposed.length && (
                <Button look="quiet" onClick={() => changeAll(true)}>
                  {t("membersAll")}
                </Button>
              )}
              {added > 0 && (
                <Button look="quiet" onClick={() => changeAll(false)}>
                  {t("membersNobody")}
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </section>
  );
};
