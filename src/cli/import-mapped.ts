import type { Language } from "../domain/language.ts";
import { perhaps } from "../domain/meant.ts";
import { MOST_MEMBERS } from "../domain/new-members.ts";
import { accepted, outcomeOf, refusal, sentence, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { addMembers } from "../operations/add-members.ts";
import { OWN_HEADER } from "../operations/files/proposals/propose-map.ts";
import { mapText } from "../operations/files/maps/map-text.ts";
import type { Spooled } from "../operations/files/spool.ts";
import { now } from "../operations/import-activities.ts";
import type { ImportPreview, What } from "../operations/import-preview.ts";
import { previewImport } from "../operations/preview-import.ts";
import { shownPreview as asAnswered } from "../operations/preview-json.ts";
import type { PreviewStage } from "../operations/preview-opening.ts";
import { keepPreviewedMap, keepUsedMap, noteImportMapUsed } from "../operations/save-import-map.ts";
import { groupedIn } from "./import-report.ts";
import { isOpen, previewLines, questionLines } from "./import-preview-lines.ts";
import { showProgress } from "./progress.ts";
import { DONE, REFUSED, type Session } from "./session.ts";

/** How a file without a header of ours is to be read and confirmed. */
export type MappedFlags = {
  readonly yes?: boolean;
  readonly answer?: readonly string[];
  readonly saveMap?: string;
  readonly printMap?: boolean;
  readonly addMembers?: boolean;
};

export type MappedFile = {
  readonly what: What;
  readonly file: Spooled;
  readonly fileName: string;
  readonly map: string | undefined;
  readonly flags: MappedFlags;
  /** Whoever sits there may be asked; standard input is the file otherwise. */
  readonly canAsk: boolean;
  /** The import itself asks, with what it would void. */
  readonly isAskedLater: boolean;
  readonly mayBeEmpty: boolean;
  readonly by: string;
};

/** What to import by; or, when nothing is to be imported, how the command ends. */
export type Mapped = { readonly map: unknown; readonly preview: ImportPreview } | { readonly ends: number };

const words = {
  en: {
    stages: { reading: "reading", counting: "rows read" } satisfies Record<PreviewStage, string>,
    ask: (count: string) => `Import ${count === "1" ? "this record" : `these ${count} records`}? [y/N]`,
    unconfirmed:
      "Nothing was stored. With --yes the file is imported as shown; --print-map writes the map, to be changed and given with --map.",
    open: "Nothing was stored. First say:",
    cannot: "Nothing was stored. Write a map (--print-map begins one) and give it with --map.",
    added: (count: string, attributed: string) =>
      `Members added: ${count}${attributed === "0" ? "" : `; ${attributed} records that waited are theirs now`}.`,
    unattributed: (count: string, people: string) =>
      `${count} records are of nobody yet: ${people}. Import again with --add-members, or give members these identities (attain apply): they count from then on.`,
    saved: (name: string, id: string) => `The map is saved as “${name}” (${id}). A file with these columns is read by it from now on.`,
  },
  ko: {
    stages: { reading: "읽는 중", counting: "읽은 행" } satisfies Record<PreviewStage, string>,
    ask: (count: string) => `기록 ${count}건을 가져올까요? [y/N]`,
    unconfirmed:
      "아무것도 저장하지 않았습니다. --yes를 붙이면 이대로 가져옵니다. --print-map으로 맵을 받아 고친 뒤 --map으로 줄 수도 있습니다.",
    open: "아무것도 저장하지 않았습니다. 먼저 정하세요:",
    cannot: "아무것도 저장하지 않았습니다. 맵을 써서 --map으로 주세요. --print-map으로 시작할 수 있습니다.",
    added: (count: string, attributed: string) =>
      `등록한 구성원: ${count}명.${attributed === "0" ? "" : ` 기다리던 기록 ${attributed}건의 담당자가 정해졌습니다.`}`,
    unattributed: (count: string, people: string) =>
      `담당자 미확인 기록 ${count}건: ${people}. --add-members로 다시 가져오거나 구성원에 식별자를 더하면(attain apply) 그때부터 집계합니다.`,
    saved: (name: string, id: string) => `맵을 “${name}”(${id})(으)로 저장했습니다. 이제 열이 같은 파일은 이 맵으로 읽습니다.`,
  },
} satisfies Record<Language, unknown>;

/** `date-order=day-first` by the question. What has no `=` is a question without an answer, which none has. */
const answersOf = (given: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf("=");
      return at < 0 ? [each, ""] : [each.slice(0, at), each.slice(at + 1)];
    }),
  );

/** Answers that no question asks for, or that are no choice of it: a slip there would go unseen. */
const checkAnswers = ({ questions }: ImportPreview, answers: Readonly<Record<string, string>>): Outcome<undefined> =>
  outcomeOf(
    () => undefined,
    Object.entries(answers).flatMap(([id, found]) => {
      const question = questions.find((each) => each.id === id);
      const hint = perhaps(
        id,
        questions.map((each) => each.id),
      );
      if (question === undefined) return [refusal("question-unknown", "/answer", { found: shown(id), hint })];
      if (question.choices.some((choice) => choice.id === found)) return [];
      return [
        refusal("answer-unknown", "/answer", {
          found: shown(found),
          question: id,
          choices: question.choices.map((choice) => choice.id).join(", "),
        }),
      ];
    }),
  );

const preview = async (
  { database, terminal }: Session,
  companyId: number,
  { what, file, fileName, map, flags, mayBeEmpty }: MappedFile,
): Promise<Outcome<ImportPreview>> => {
  const progress = showProgress(words[terminal.language].stages.reading, terminal);
  const answers = answersOf(flags.answer ?? []);
  const found = await previewImport(database, companyId, file, fileName, {
    what,
    answers,
    language: terminal.language,
    now: now(),
    mayBeEmpty,
    ...(map === undefined ? {} : { map }),
    progress: ({ stage, rows, share }) => progress.report(rows, share, words[terminal.language].stages[stage]),
  });
  progress.end();
  if (!found.ok) return found;
  const checked = checkAnswers(found.value, answers);
  return checked.ok ? found : checked;
};

/** Whether the preview is taken, having been shown to whoever decides; else how the command ends. */
const confirmed = async (
  shownPreview: ImportPreview,
  { terminal, json }: Session,
  { map, flags, canAsk, isAskedLater }: MappedFile,
): Promise<number | null> => {
  const { language, width } = terminal;
  const say = words[language];
  const lines = previewLines(shownPreview, { language, width, addsMembers: flags.addMembers === true, isGiven: map !== undefined });
  // Whoever has written the map, or the header, has said how the file is read.
  const isSure = flags.yes === true || isAskedLater || map !== undefined || shownPreview.recognisedAs?.id === OWN_HEADER.id;
  const ask = !isSure && canAsk && shownPreview.canImport ? terminal.ask : undefined;
  const tell = ask !== undefined || isSure ? terminal.tell : terminal.print;
  if (!json) for (const line of lines) tell(line);
  const endsWith = (why: string): number => {
    if (json) terminal.print(JSON.stringify({ preview: asAnswered(shownPreview) }));
    terminal.tell(why);
    return REFUSED;
  };
  const open = shownPreview.questions.filter(isOpen);
  if (shownPreview.refusals.length > 0) return endsWith(say.cannot);
  if (open.length > 0) return endsWith([say.open, ...open.flatMap((each) => questionLines(each, language))].join("\n"));
  if (isSure) return null;
  if (ask !== undefined) {
    const count = groupedIn(language)(shownPreview.rows - shownPreview.skipped - shownPreview.rejected);
    if (await ask(say.ask(count))) return null;
  }
  return endsWith(say.unconfirmed);
};

const addProposed = async (
  { database, terminal }: Session,
  companyId: number,
  { members }: ImportPreview,
  by: string,
): Promise<Outcome<undefined>> => {
  if (members.proposed.length === 0) return accepted(undefined);
  const added = await addMembers(
    database,
    companyId,
    members.proposed.map(({ id, name, email, source, reference }) => ({
      id,
      name,
      email,
      team: null,
      employedFrom: null,
      identities: [{ source, externalId: reference }],
    })),
    { by },
  );
  if (!added.ok) return added;
  const grouped = groupedIn(terminal.language);
  terminal.tell(
    words[terminal.language].added(
      grouped(added.value.members.filter(({ act }) => act !== "unchanged").length),
      grouped(added.value.attributed),
    ),
  );
  if (members.more > 0)
    terminal.tell(sentence(refusal("members-left", "", { count: members.more, limit: MOST_MEMBERS }), terminal.language));
  return accepted(undefined);
};

/**
 * Shows how a file of any header would be read, and asks once. Stores nothing but the members that are to be added, and those only once it is
 * confirmed.
 */
export const mapFile = async (session: Session, companyId: number, mapped: MappedFile): Promise<Outcome<Mapped>> => {
  const found = await preview(session, companyId, mapped);
  if (!found.ok) return found;
  const { flags, by } = mapped;
  if (flags.printMap === true) {
    session.terminal.print(mapText(found.value.map).trimEnd());
    return accepted({ ends: DONE });
  }
  const ends = await confirmed(found.value, session, mapped);
  if (ends !== null) return accepted({ ends });
  if (flags.addMembers === true) {
    const added = await addProposed(session, companyId, found.value, by);
    if (!added.ok) return added;
  }
  return accepted({ map: found.value.map, preview: found.value });
};

const peopleNamed = 5;

/** After the import: keeps the map under the name that was given, and says whose records wait. */
export const afterMapped = async (
  { database, terminal }: Session,
  companyId: number,
  shownPreview: ImportPreview,
  { flags, unattributed, by }: { readonly flags: MappedFlags; readonly unattributed: number; readonly by: string },
): Promise<Outcome<undefined>> => {
  const say = words[terminal.language];
  if (unattributed > 0 && flags.addMembers !== true) {
    const people = shownPreview.members.proposed.slice(0, peopleNamed).map(({ reference }) => reference);
    const isAll = shownPreview.members.proposed.length <= peopleNamed && shownPreview.members.more === 0;
    terminal.tell(say.unattributed(groupedIn(terminal.language)(unattributed), people.join(", ") + (isAll ? "" : " …")));
  }
  if (shownPreview.savedMap !== null) await noteImportMapUsed(database, companyId, shownPreview.savedMap.id);
  if (flags.saveMap === undefined) {
    await keepUsedMap(database, companyId, shownPreview, { fileName: shownPreview.fileName, by });
    return accepted(undefined);
  }
  const saved = await keepPreviewedMap(database, companyId, { name: flags.saveMap, preview: shownPreview }, { by });
  if (!saved.ok) return saved;
  terminal.tell(say.saved(saved.value.name, saved.value.id));
  return accepted(undefined);
};
