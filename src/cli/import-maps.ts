import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { deleteImportMap } from "../operations/delete-import-map.ts";
import { mapText } from "../operations/files/maps/map-text.ts";
import type { ImportMapJson } from "../operations/import-map-json.ts";
import { listImportMaps } from "../operations/list-import-maps.ts";
import { showImportMap } from "../operations/show-import-map.ts";
import { moment } from "./moment.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const listHelp: Help<never> = {
  en: { summary: "list the maps that are kept for files of their columns", options: {} },
  ko: { summary: "열에 맞는 파일을 읽으려고 저장해 둔 맵을 나열합니다", options: {} },
};

const showHelp: Help<"map"> = {
  en: {
    summary: "show a saved map as a file that --map takes",
    options: { map: "the map's id" },
    examples: ["attain show-import-map phone-system > phone-system.yaml"],
  },
  ko: {
    summary: "저장된 맵을 --map으로 쓸 수 있는 파일로 보여 줍니다",
    options: { map: "맵 id" },
    examples: ["attain show-import-map phone-system > phone-system.yaml"],
  },
};

const deleteHelp: Help<"map"> = {
  en: { summary: "forget a saved map; what was imported by it stays", options: { map: "the map's id" } },
  ko: { summary: "저장된 맵을 지웁니다. 이 맵으로 가져온 기록은 그대로입니다", options: { map: "맵 id" } },
};

const words = {
  en: {
    none: "No map is saved. attain import … --save-map NAME keeps one.",
    columns: (count: number) => `${count} ${count === 1 ? "column" : "columns"}`,
    saved: (by: string, at: string) => `saved by ${by}, ${at}`,
    kept: (file: string, at: string) => `kept by itself for ${file}, ${at}`,
    used: (at: string) => `used last ${at}`,
    deleted: (id: string) => `The map ${id} is forgotten. What was imported by it stays.`,
  },
  ko: {
    none: "저장된 맵이 없습니다. attain import … --save-map 이름으로 저장합니다.",
    columns: (count: number) => `열 ${count}개`,
    saved: (by: string, at: string) => `${at} ${by} 저장`,
    kept: (file: string, at: string) => `${at} ${file}을(를) 가져올 때 자동 저장`,
    used: (at: string) => `${at} 마지막 사용`,
    deleted: (id: string) => `맵 ${id}: 지웠습니다. 가져온 기록은 그대로입니다.`,
  },
} satisfies Record<Language, unknown>;

const mapLine = ({ id, name, what, header, savedBy, savedAt, usedAt, keptFor }: ImportMapJson, language: Language): string => {
  const say = words[language];
  const parts = [
    id,
    name,
    what,
    say.columns(header.length),
    keptFor === null ? say.saved(savedBy, moment(savedAt)) : say.kept(keptFor, moment(savedAt)),
  ];
  return [...parts, ...(usedAt === null ? [] : [say.used(moment(usedAt))])].join(" · ");
};

/** Does the work in the company that is named, prints the answer as JSON, or as it is told. */
const inCompany = async <T>(
  session: Session,
  work: (companyId: number) => Promise<Outcome<T>>,
  told: (value: T) => void,
): Promise<Outcome<number>> => {
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const done = await work(companyId.value);
  if (!done.ok) return done;
  if (session.json) session.terminal.print(JSON.stringify(done.value));
  else told(done.value);
  return accepted(DONE);
};

export const addListImportMaps = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  program
    .command("list-import-maps")
    .description(listHelp[language].summary)
    .action((_: unknown, command: Command) =>
      run(command, (session) =>
        inCompany(
          session,
          async (companyId) => accepted(await listImportMaps(session.database, companyId)),
          ({ importMaps }) => {
            for (const each of importMaps) print(mapLine(each, language));
            if (importMaps.length === 0) tell(words[language].none);
          },
        ),
      ),
    );
};

export const addShowImportMap = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  const { summary, options, examples } = showHelp[language];
  program
    .command("show-import-map")
    .description(summary)
    .argument("<map>", options.map)
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, _: unknown, command: Command) =>
      run(command, (session) =>
        inCompany(
          session,
          (companyId) => showImportMap(session.database, companyId, id),
          ({ map }) => print(mapText(map).trimEnd()),
        ),
      ),
    );
};

export const addDeleteImportMap = ({ program, terminal, run }: Shell): void => {
  const { language, tell } = terminal;
  const { summary, options } = deleteHelp[language];
  program
    .command("delete-import-map")
    .description(summary)
    .argument("<map>", options.map)
    .action((id: string, _: unknown, command: Command) =>
      run(command, (session) =>
        inCompany(
          session,
          (companyId) => deleteImportMap(session.database, companyId, id),
          (deleted) => tell(words[language].deleted(deleted.id)),
        ),
      ),
    );
};
