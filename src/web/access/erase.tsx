import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { segment } from "../ask.ts";
import { erasePerson, showProspect, type ErasureDone } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput } from "../ui/form.tsx";
import { Segments } from "../ui/segments.tsx";
import { memberName, membersQuery } from "./members.ts";

type What = "member" | "prospect";

/** Whom it is about: how they are asked for, and what they are called. */
export type Whom = { readonly what: What; readonly id: string; readonly name: string };

const goes = ["own", "texts", "files", "account", "waiting"] as const;
const stays = ["counts", "id", "again", "backups"] as const;

const What = ({ what }: { what: What }) => {
  const t = useTranslations("personal");
  const list = "list-disc pl-5 text-table";
  return (
    <div className="flex flex-col gap-4">
      <section className="flex flex-col gap-1">
        <h3 className="text-table font-strong">{t("goesTitle")}</h3>
        <ul className={list}>
          {goes
            .filter((each) => what === "member" || each !== "account")
            .map((each) => (
              <li key={each}>{t(`goes.${each}`)}</li>
            ))}
        </ul>
      </section>
      <section className="flex flex-col gap-1">
        <h3 className="text-table font-strong">{t("staysTitle")}</h3>
        <ul className={list}>
          {stays.map((each) => (
            <li key={each}>{t(`stays.${each}`)}</li>
          ))}
        </ul>
      </section>
    </div>
  );
};

/** Once more, everything that will be gone: whoever asks for it may have it first. */
const TakeAlong = ({ whom: { what, id } }: { whom: Whom }) => {
  const t = useTranslations("personal");
  const { language } = useLanguage();
  const saving = useMutation({
    mutationFn: async (format: "json" | "text") => {
      const { saveAnswer } = await import("../save-answer.ts");
      const path = `/${what}s/${segment(id)}/personal-data?format=${format}`;
      return saveAnswer(path, `personal-data.${format === "json" ? "json" : "txt"}`, language);
    },
  });
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-5">
      <p className="text-table text-muted">{t("firstHint")}</p>
      <div className="flex flex-wrap gap-2">
        <Button disabled={saving.isPending} onClick={() => saving.mutate("text")}>
          {t("firstText")}
        </Button>
        <Button disabled={saving.isPending} onClick={() => saving.mutate("json")}>
          {t("firstJson")}
        </Button>
      </div>
      <FormError error={saving.error} />
    </div>
  );
};

const Erased = ({ done, onClose }: { done: ErasureDone; onClose: () => void }) => {
  const t = useTranslations("personal");
  const access = useTranslations("access");
  const queries = useQueryClient();
  // Only once it was read: the account that the page was about may be gone with them.
  useEffect(() => () => void queries.invalidateQueries({ predicate: ({ queryKey: [key] }) => key !== "session" }), [queries]);
  return (
    <div role="status" className="flex flex-col items-start gap-4">
      <p>{t("erased", { id: done.id })}</p>
      <p className="text-table text-muted">
        {t("erasedCounts", { records: done.records, texts: done.texts, files: done.files })}
        {done.importsDiscarded > 0 && ` ${t("erasedImports", { count: done.importsDiscarded })}`}
      </p>
      <Button look="primary" onClick={onClose}>
        {access("close")}
      </Button>
    </div>
  );
};

/** What goes and what stays is said, a reason is asked for, and the name is typed: only then is somebody erased. */
export const Erasing = ({ whom, onBack, onClose }: { whom: Whom; onBack: () => void; onClose: () => void }) => {
  const t = useTranslations("personal");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const erasing = useMutation({
    mutationFn: () => erasePerson({ body: { [whom.what]: whom.id, reason: reason.trim() } }, { language }),
  });
  if (erasing.data !== undefined) return <Erased done={erasing.data} onClose={onClose} />;
  return (
    <div className="flex flex-col gap-5">
      <p className="break-words">
        <strong className="font-strong">{whom.name}</strong>
        {whom.name !== whom.id && <span className="text-muted"> · {whom.id}</span>}
      </p>
      <What what={whom.what} />
      <TakeAlong whom={whom} />
      <form
        className="flex flex-col gap-5 border-t border-line pt-5"
        onSubmit={(event) => {
          event.preventDefault();
          erasing.mutate();
        }}
      >
        <Labelled label={t("reason")} hint={t("reasonHint")}>
          <LineInput required maxLength={1_000} value={reason} onChange={({ target }) => setReason(target.value)} />
        </Labelled>
        <Labelled label={t("typeName", { name: whom.name })}>
          <LineInput
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Labelled>
        <FormError error={erasing.error} />
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            className="text-missed"
            disabled={reason.trim() === "" || typed.trim() !== whom.name.trim() || erasing.isPending}
          >
            {t(erasing.isPending ? "erasing" : "eraseSure")}
          </Button>
          <Button look="quiet" onClick={onBack}>
            {access("cancel")}
          </Button>
        </div>
      </form>
    </div>
  );
};

const Finding = ({ onFound, onCancel }: { onFound: (whom: Whom) => void; onCancel: () => void }) => {
  const t = useTranslations("personal");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const { name: named } = useFormats();
  const first = useFirstFocus();
  const members = useQuery(membersQuery(language)).data ?? [];
  const [what, setWhat] = useState<What>("member");
  const [id, setId] = useState("");
  const finding = useMutation({
    mutationFn: async (): Promise<Whom> => {
      const asked = id.trim();
      if (what === "prospect") return { what, id: asked, name: (await showProspect({ reference: asked }, { language })).name ?? asked };
      const member = members.find((each) => each.id === asked) ?? members.find((each) => memberName(each, named) === asked);
      return { what, id: member?.id ?? asked, name: member === undefined ? asked : memberName(member, named) };
    },
    onSuccess: onFound,
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        finding.mutate();
      }}
    >
      <Segments
        label={t("who")}
        value={what}
        className="self-start"
        onChange={(chosen) => {
          setWhat(chosen);
          setId("");
          finding.reset();
        }}
        choices={[
          { value: "member", label: t("whats.member") },
          { value: "prospect", label: t("whats.prospect") },
        ]}
      />
      <Labelled key={what} label={t(`whoNames.${what}`)} hint={t(`whoHints.${what}`)}>
        <LineInput
          required
          ref={first}
          maxLength={255}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          list={what === "member" ? "members-to-erase" : undefined}
          value={id}
          onChange={({ target }) => setId(target.value)}
        />
      </Labelled>
      <datalist id="members-to-erase">
        {members
          .filter(({ employedThrough }) => employedThrough !== undefined)
          .map((each) => (
            <option key={each.id} value={each.id}>
              {memberName(each, named)}
            </option>
          ))}
      </datalist>
      <FormError error={finding.error} />
      <FormFoot isReady={id.trim() !== "" && !finding.isPending} save={t("goOn")} cancel={access("cancel")} onCancel={onCancel} />
    </form>
  );
};

/** Somebody is found first, then erased. */
export const EraseDrawer = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("personal");
  const [whom, setWhom] = useState<Whom | null>(null);
  return (
    <Drawer title={t("eraseTitle")} onClose={onClose}>
      {whom === null ? (
        <Finding onFound={setWhom} onCancel={onClose} />
      ) : (
        <Erasing whom={whom} onBack={() => setWhom(null)} onClose={onClose} />
      )}
    </Drawer>
  );
};
