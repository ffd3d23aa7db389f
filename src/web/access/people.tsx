import { useInfiniteQuery } from "@tanstack/react-query";
import { TriangleAlert, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { listUsers, type User } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useMay, useSignedIn } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Instant } from "../ui/instant.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { EditUser } from "./edit-user.tsx";
import { Invite } from "./invite.tsx";
import { AccessPage, inAccessWords } from "./layout.tsx";

const pageSize = 200;

const useColumns = (edit: ((user: User) => void) | undefined): readonly Column<User>[] => {
  const t = useTranslations("people");
  const access = useTranslations("access");
  const own = useSignedIn()?.user?.id;
  const ways = ({ hasPassword, hasSecondFactor, passkeys }: User): string =>
    [
      ...(hasPassword ? [t("byPassword")] : []),
      ...(hasSecondFactor ? [t("byFactor")] : []),
      ...(passkeys > 0 ? [t("byPasskeys", { count: passkeys })] : []),
    ].join(", ") || t("byNothing");
  return [
    {
      id: "account",
      head: t("account"),
      cell: (user) => (
        <>
          <span className="font-medium break-all">{user.email ?? user.id}</span>
          {user.id === own && <span className="text-muted"> · {t("you")}</span>}
          {user.endedAt !== null && <span className="text-muted"> · {access("ended")}</span>}
          {user.looksLike !== null && (
            <span className="flex items-start gap-1.5 pt-0.5 text-at-risk">
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              {t("looksLike", { email: user.looksLike.email })}
            </span>
          )}
        </>
      ),
    },
    { id: "roles", head: t("roles"), cell: ({ roles }) => roles.map((role) => access(`roles.${role}`)).join(", ") || "–" },
    {
      id: "member",
      head: t("member"),
      cell: ({ member, hasLeft }) => (
        <>
          {member ?? "–"}
          {hasLeft && <span className="text-muted"> · {t("hasLeft")}</span>}
        </>
      ),
    },
    { id: "security", head: t("security"), cell: ways },
    { id: "seen", head: t("lastSeen"), cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} /> },
    ...(edit === undefined
      ? []
      : [
          {
            id: "edit",
            head: "",
            className: "tablet:text-right tablet:py-0.5",
            cell: (user: User) =>
              user.endedAt === null && (
                <Button look="quiet" aria-label={access("editNamed", { name: user.email ?? user.id })} onClick={() => edit(user)}>
                  {access("edit")}
                </Button>
              ),
          },
        ]),
  ];
};

const People = () => {
  const t = useTranslations("people");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const mayWrite = useMay()("users:write");
  const [isInviting, setInviting] = useState(false);
  const [editedId, setEdited] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ["users"],
    queryFn: ({ pageParam, signal }) => listUsers({ cursor: pageParam, limit: pageSize }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const columns = useColumns(mayWrite ? ({ id }) => setEdited(id) : undefined);
  const users = query.data?.pages.flatMap((page) => page.users) ?? [];
  const [present, ended] = [users.filter(({ endedAt }) => endedAt === null), users.filter(({ endedAt }) => endedAt !== null)];
  const edited = users.find(({ id }) => id === editedId);
  return (
    <AccessPage
      tab="people"
      needs="users:read"
      lead={t("lead")}
      act={
        mayWrite && (
          <Button look="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t("invite")}
          </Button>
        )
      }
    >
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined ? (
        query.error === null && <TableSkeleton lines={4} />
      ) : (
        <DataTable label={access("tabs.people")} columns={columns} rows={present} idOf={({ id }) => id} />
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {access("more")}
        </Button>
      )}
      {ended.length > 0 && (
        <details>
          <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">
            {t("showEnded", { count: ended.length })}
          </summary>
          <div className="pt-2">
            <DataTable label={t("emptyEnded")} columns={columns} rows={ended} idOf={({ id }) => id} />
          </div>
        </details>
      )}
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {edited !== undefined && <EditUser key={`${edited.id} ${edited.version}`} user={edited} onClose={() => setEdited(null)} />}
    </AccessPage>
  );
};

export const PeoplePage = inAccessWords(People);
