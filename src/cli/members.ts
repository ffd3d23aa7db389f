import { userInfo } from "node:os";
import type { Command } from "commander";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { readIdentity, readNewMembers } from "../domain/new-members.ts";
import { accepted, type Outcome, type Refusal } from "../domain/refusal.ts";
import { addMembers } from "../operations/add-members.ts";
import { listUnattributed, type UnattributedJson } from "../operations/list-unattributed.ts";
import { mapIdentity } from "../operations/map-identity.ts";
import type { IdentityMapped } from "../operations/mapped-identities.ts";
import { unmapIdentity } from "../operations/unmap-identity.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import { alignColumns } from "./text-width.ts";

const addHelp: Help<"name" | "id" | "email" | "team" | "from" | "identity"> = {
  en: {
    summary: "add a member, or names by which sources know one who is there",
    options: {
      name: "the person's name",
      id: "left out: made from the name; of a member who is there: whom the rest is added to",
      email: "the e-mail address",
      team: "the team, by id or name",
      from: "the first day of employment; left out: not known, and records of any day are the member's",
      identity: "who the member is in a source, as SOURCE:NAME; may be given several times",
    },
    examples: [
      'attain add-member "Diane Kim" --email diane@example.com --team advisers',
      "attain add-member Diane --identity hubspot:Diane",
    ],
  },
  ko: {
    summary: "구성원을 추가합니다. 이미 있는 구성원이면 출처에서 쓰는 이름을 더합니다",
    options: {
      name: "이름",
      id: "생략하면 이름으로 만듭니다. 이미 있는 구성원의 id면 그 구성원에 더합니다",
      email: "이메일 주소",
      team: "팀 id나 이름",
      from: "첫 근무일. 생략하면 모르는 것으로 보고 모든 날의 기록을 인정합니다",
      identity: "출처에서 쓰는 이름(출처:이름). 여러 번 쓸 수 있습니다",
    },
    examples: ["attain add-member 김다인 --email dain@example.com --team advisers", "attain add-member 김다인 --identity pbx:내선12"],
  },
};

const mapHelp: Help<"source" | "reference" | "member"> = {
  en: {
    summary: "say who a member is in a source: what it told of that name counts from now on, days gone too",
    options: { source: "the source", reference: "the name there, as list-unattributed shows it", member: "id, code or e-mail address" },
    examples: ["attain map-identity hubspot Diane diane-kim"],
  },
  ko: {
    summary: "출처의 이름이 어느 구성원인지 정합니다. 그 이름으로 온 기록이 지난날까지 인정됩니다",
    options: { source: "출처", reference: "출처에서 쓰는 이름(list-unattributed 참고)", member: "id, 코드, 이메일 주소" },
    examples: ["attain map-identity hubspot Diane diane-kim"],
  },
};

const unmapHelp: typeof mapHelp = {
  en: {
    summary: "take back who a member is in a source: the records that came by that name are nobody's again",
    options: mapHelp.en.options,
    examples: ["attain unmap-identity hubspot Diane diane-kim"],
  },
  ko: {
    summary: "출처의 이름과 구성원의 연결을 취소합니다. 그 이름으로 온 기록은 다시 담당자 미확인이 됩니다",
    options: mapHelp.ko.options,
    examples: ["attain unmap-identity hubspot Diane diane-kim"],
  },
};

const listHelp: Help<"limit"> = {
  en: {
    summary: "list the names by which sources tell of nobody known, with their records and whom they may mean",
    options: { limit: "how many at most (50)" },
    examples: ["attain list-unattributed"],
  },
  ko: {
    summary: "담당자를 모르는 이름을 기록 수, 후보 구성원과 함께 나열합니다",
    options: { limit: "최대 개수(50)" },
    examples: ["attain list-unattributed"],
  },
};

/** As both languages write it. */
const grouped = (records: number): string => records.toLocaleString("en");

const words = {
  en: {
    acts: { added: "added", changed: "changed", unchanged: "as it was" },
    attributed: (records: number) =>
      records === 0
        ? "No record was waiting for them."
        : `${grouped(records)} ${records === 1 ? "record counts" : "records count"} from now on.`,
    mapped: (records: number) => `${grouped(records)} ${records === 1 ? "record is" : "records are"} the member's now.`,
    unmapped: (records: number) => `${grouped(records)} ${records === 1 ? "record is" : "records are"} nobody's now.`,
    already: "It was so already.",
    all: (records: number, more: boolean) =>
      `${grouped(records)} ${records === 1 ? "record" : "records"} of nobody known${more ? "; there are more names (--limit)" : ""}`,
    none: "Every record has its member.",
    perhaps: (ids: string) => `perhaps ${ids}`,
    away: "a member, but not employed then",
  },
  ko: {
    acts: { added: "추가", changed: "변경", unchanged: "그대로" },
    attributed: (records: number) => (records === 0 ? "기다리던 기록이 없습니다." : `기록 ${grouped(records)}건이 이제 인정됩니다.`),
    mapped: (records: number) => `기록 ${grouped(records)}건이 이제 이 구성원의 것입니다.`,
    unmapped: (records: number) => `기록 ${grouped(records)}건이 이제 담당자 미확인입니다.`,
    already: "이미 그렇게 되어 있습니다.",
    all: (records: number, more: boolean) => `담당자 미확인 기록 ${grouped(records)}건${more ? ". 이름이 더 있습니다(--limit)" : ""}`,
    none: "모든 기록에 담당자가 있습니다.",
    perhaps: (ids: string) => `혹시 ${ids}`,
    away: "구성원이지만 그때는 근무 중이 아니었음",
  },
} satisfies Record<Language, unknown>;

type AddFlags = {
  readonly id?: string;
  readonly email?: string;
  readonly team?: string;
  readonly from?: string;
  readonly identity?: readonly string[];
};

/** `hubspot:Diane`; a name may hold colons, a source rarely does. */
const identityOf = (text: string): { readonly source: string; readonly externalId: string } => {
  const colon = text.indexOf(":");
  return colon < 0 ? { source: text, externalId: "" } : { source: text.slice(0, colon), externalId: text.slice(colon + 1) };
};

/** The one member of a command line needs no list around what is refused. */
const toldOfOne = (outcome: Outcome<never> & { ok: false }): Outcome<never> => {
  const told = (refusal: Refusal): Refusal => ({ ...refusal, pointer: refusal.pointer.replace(/^\/members\/0/, "") });
  const [first, ...rest] = outcome.refusals;
  return { ok: false, refusals: [told(first), ...rest.map(told)] };
};

const addOne = async ({ database, terminal, json, ...session }: Session, fields: object): Promise<Outcome<number>> => {
  const read = readNewMembers({ members: [fields] });
  if (!read.ok) return toldOfOne(read);
  const companyId = await companyOf({ database, terminal, json, ...session });
  if (!companyId.ok) return companyId;
  const added = await addMembers(database, companyId.value, read.value, { by: userInfo().username });
  if (!added.ok) return toldOfOne(added);
  const say = words[terminal.language];
  if (json) terminal.print(JSON.stringify(added.value));
  else {
    for (const { id, name, act } of added.value.members) terminal.print(`${id}  ${nameIn(name, terminal.language)}  ${say.acts[act]}`);
    terminal.tell(say.attributed(added.value.attributed));
  }
  return accepted(DONE);
};

export const addAddMember = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = addHelp[terminal.language];
  program
    .command("add-member")
    .description(summary)
    .argument("<name>", options.name)
    .option("--id <id>", options.id)
    .option("--email <address>", options.email)
    .option("--team <team>", options.team)
    .option("--employed-from <day>", options.from)
    .option("--identity <source:name>", options.identity, (found: string, before: readonly string[] | undefined) => [
      ...(before ?? []),
      found,
    ])
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((name: string, { id, email, team, identity, ...flags }: AddFlags & { readonly employedFrom?: string }, command: Command) =>
      run(command, (session) =>
        addOne(session, given({ name, id, email, team, employedFrom: flags.employedFrom, identities: identity?.map(identityOf) })),
      ),
    );
};

const tellMapped = ({ terminal, json }: Session, done: IdentityMapped, told: (records: number) => string): Outcome<number> => {
  if (json) terminal.print(JSON.stringify(done));
  else terminal.print(done.changed ? told(done.records) : words[terminal.language].already);
  return accepted(DONE);
};

type Mapping = {
  readonly name: string;
  readonly help: typeof mapHelp;
  readonly act: typeof mapIdentity;
  readonly told: "mapped" | "unmapped";
};

const addMapping = ({ program, terminal, run }: Shell, { name, help, act, told }: Mapping): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command(name)
    .description(summary)
    .argument("<source>", options.source)
    .argument("<reference>", options.reference)
    .argument("<member>", options.member)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((source: string, reference: string, member: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const identity = readIdentity({ source, externalId: reference }, "");
        if (!identity.ok) return identity;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await act(session.database, companyId.value, { member, ...identity.value }, { by: userInfo().username });
        return done.ok ? tellMapped(session, done.value, words[terminal.language][told]) : done;
      }),
    );
};

export const addMapIdentity = (shell: Shell): void =>
  addMapping(shell, { name: "map-identity", help: mapHelp, act: mapIdentity, told: "mapped" });

export const addUnmapIdentity = (shell: Shell): void =>
  addMapping(shell, { name: "unmap-identity", help: unmapHelp, act: unmapIdentity, told: "unmapped" });

const referenceCells = (
  { source, reference, records, firstDay, lastDay, why, proposals }: UnattributedJson,
  language: Language,
): readonly string[] => {
  const say = words[language];
  const who =
    why === "not-employed" ? say.away : proposals.length === 0 ? "" : say.perhaps(proposals.map(({ member }) => member).join(", "));
  return [source, reference, grouped(records), firstDay === lastDay ? firstDay : `${firstDay} – ${lastDay}`, who];
};

export const addListUnattributed = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-unattributed")
    .description(summary)
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action((flags: { readonly limit?: number }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await listUnattributed(session.database, companyId.value, flags);
        if (!found.ok) return found;
        const { references, records, nextCursor } = found.value;
        const say = words[language];
        if (session.json) terminal.print(JSON.stringify(found.value));
        else
          for (const line of alignColumns(
            references.map((each) => referenceCells(each, language)),
            [2],
          ))
            terminal.print(line);
        terminal.tell(records === 0 ? say.none : say.all(records, nextCursor !== null));
        return accepted(DONE);
      }),
    );
};
