import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { roles } from "../../domain/member.ts";
import type { Team } from "../api.ts";
import type { ListedMember } from "../client.ts";
import { useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { DownloadList } from "../ui/download-list.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { Segments } from "../ui/segments.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { inOperationsWords } from "../words/operations-words.tsx";
import { Member } from "./member.tsx";
import { peopleQuery, roleNamed } from "./queries.ts";
import { Strangers } from "./strangers.tsx";

const useColumns = (open: (member: string) => void): readonly Column<ListedMember>[] => {
  const t = useTranslations("roster");
  const { name, day } = useFormats();
  const { teamName, today } = useCompany();
  return [
    {
      id: "name",
      head: t("name"),
      cell: ({ member, name: named, email, ended }) => (
        <span className="flex flex-col">
          <button
            type="button"
            aria-label={t("open", { name: name(named) || member })}
            className="self-start text-left font-medium text-accent hover:underline"
            onClick={() => open(member)}
          >
            {name(named) || member}
          </button>
          <span className="break-all text-muted">
            {email ?? member}
            {ended && ` · ${t("hasEnded")}`}
          </span>
        </span>
      ),
    },
    { id: "team", head: t("team"), cell: ({ team }) => (team === null ? "–" : teamName(team)) },
    { id: "role", head: t("role"), cell: ({ role }) => t(`roles.${role}`) },
    { id: "phase", head: t("phase"), cell: ({ phase }) => phase ?? "–" },
    {
      id: "employed",
      head: t("employed"),
      cell: ({ employedFrom, employedThrough }) =>
        [
          ...(employedFrom === null ? [] : [t("since", { day: day(employedFrom, today) })]),
          ...(employedThrough === null ? [] : [t("through", { day: day(employedThrough, today) })]),
        ].join(" · ") || "–",
    },
    {
      id: "sources",
      head: t("sources"),
      className: "tablet:max-w-48",
      cell: ({ identities }) => [...new Set(identities.map(({ source }) => source))].join(", ") || "–",
    },
  ];
};

const Table = ({ open }: { open: (member: string) => void }) => {
  const t = useTranslations("roster");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const { name } = useFormats();
  const { teams } = useCompany();
  const [view, setView] = useView("/people");
  const columns = useColumns(open);
  const asked = { find: view.find, team: view.team, role: roleNamed(view.role) };
  const query = useInfiniteQuery(peopleQuery(asked, language));
  const members = query.data?.pages.flatMap((page) => page.members) ?? [];
  const all = query.data?.pages[0]?.all ?? 0;
  const isNarrowed = view.find !== undefined || view.team !== undefined || asked.role !== undefined;
  return (
    <>
      <form
        role="search"
        className="grid grid-cols-2 gap-3 max-tablet:*:first:col-span-2 tablet:grid-cols-4"
        onSubmit={(event) => event.preventDefault()}
      >
        <Labelled label={ops("find")}>
          <LineInput
            type="search"
            maxLength={200}
            placeholder={ops("findHint")}
            value={view.find ?? ""}
            onChange={({ target }) => setView({ find: target.value === "" ? undefined : target.value }, "typed")}
          />
        </Labelled>
        <Labelled label={t("team")}>
          <LineSelect value={view.team ?? ""} onChange={({ target }) => setView({ team: target.value === "" ? undefined : target.value })}>
            <option value="">{t("everyTeam")}</option>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {name(team.name) || team.id}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("role")}>
          <LineSelect value={asked.role ?? ""} onChange={({ target }) => setView({ role: target.value === "" ? undefined : target.value })}>
            <option value="">{t("everyRole")}</option>
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`roles.${role}`)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      </form>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton />}
      {query.data !== undefined && members.length === 0 && isNarrowed && <p className="text-muted">{t("nobody")}</p>}
      {query.data !== undefined && members.length === 0 && !isNarrowed && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          <Link to="/imports" search={keptCompany} className={buttonClass("primary")}>
            {t("toImports")}
          </Link>
        </Empty>
      )}
      {members.length > 0 && (
        <>
          <p role="status" className="text-table text-muted">
            {t(isNarrowed ? "found" : "lead", { count: all })}
          </p>
          <DataTable label={t("table")} columns={columns} rows={members} idOf={({ member }) => member} />
        </>
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {ops("more")}
        </Button>
      )}
    </>
  );
};

/** The teams under one another; each opens its members. */
const Tree = ({ parent = null, teams, choose }: { parent?: string | null; teams: readonly Team[]; choose: (team: string) => void }) => {
  const { name } = useFormats();
  const known = new Set(teams.map(({ id }) => id));
  const here = teams.filter((team) => (parent === null ? team.parent == null || !known.has(team.parent) : team.parent === parent));
  if (here.length === 0) return null;
  return (
    <ul className={parent === null ? "flex flex-col" : "ml-3 flex flex-col border-l border-line pl-3"}>
      {here.map((team) => (
        <li key={team.id}>
          <button
            type="button"
            className="flex min-h-9 items-center rounded-control px-2 font-medium text-accent hover:bg-raised pointer-coarse:min-h-11"
            onClick={() => choose(team.id)}
          >
            {name(team.name) || team.id}
          </button>
          <Tree parent={team.id} teams={teams} choose={choose} />
        </li>
      ))}
    </ul>
  );
};

const views = ["table", "tree", "strangers"] as const;

const Page = () => {
  const t = useTranslations("roster");
  const { teams, members = 0 } = useCompany();
  const [view, setView] = useView("/people");
  const shown = views.find((each) => each === view.show) ?? "table";
  return (
    <PageFrame
      title={t("title")}
      lead={t("lead", { count: members })}
      act={<DownloadList list="members" query={{}} fileName={t("title")} />}
    >
      <Segments
        label={t("views")}
        value={shown}
        onChange={(next) => setView({ show: next === "table" ? undefined : next })}
        choices={views.map((each) => ({ value: each, label: t(each) }))}
        className="self-start"
      />
      {shown === "table" && <Table open={(member) => setView({ member })} />}
      {shown === "tree" && (
        <div className="rounded-control border border-line bg-surface p-3">
          {teams.length === 0 ? (
            <p className="text-muted">{t("noTeam")}</p>
          ) : (
            <Tree teams={teams} choose={(team) => setView({ show: undefined, team })} />
          )}
        </div>
      )}
      {shown === "strangers" && <Strangers />}
      {view.member !== undefined && <Member id={view.member} onClose={() => setView({ member: undefined })} />}
    </PageFrame>
  );
};

/** Who is in the company, in which team, known by which names. */
export const PeoplePage = inOperationsWords(Page);
