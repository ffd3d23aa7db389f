import { Option, type Command } from "commander";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readErasure, readErasuresKept } from "../domain/erasure-reading.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { erasePerson, type ErasureDone } from "../operations/erase-person.ts";
import { exportErasures, replayErasures } from "../operations/replay-erasures.ts";
import { listErasures } from "../operations/list-erasures.ts";
import { dataFormats, showPersonalData, type DataFormat } from "../operations/show-personal-data.ts";
import { readInput } from "./read-input.ts";
import { moment } from "./moment.ts";
import { companyOf, DONE } from "./session.ts";
import { endAsUsage, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const showHelp: Help<"member" | "prospect" | "format"> = {
  en: {
    summary: "everything that is stored about a person, on standard output",
    options: {
      member: "a member, by id",
      prospect: "a prospect, by any of their names: an address, a number, a handle, an id",
      format: "json, or text to be read by people",
    },
    examples: ["attain show-personal-data --member raj > raj.json", "attain show-personal-data --prospect ann@example.com --format text"],
  },
  ko: {
    summary: "한 사람에 관해 저장된 모든 것을 표준 출력으로 보여 줍니다",
    options: {
      member: "구성원 id",
      prospect: "잠재 고객의 식별값: 이메일, 전화번호, SNS 계정, id",
      format: "json, 또는 사람이 읽는 text",
    },
    examples: ["attain show-personal-data --member raj > raj.json", "attain show-personal-data --prospect ann@example.com --format text"],
  },
};

const eraseHelp: Help<"member" | "prospect" | "reason"> = {
  en: {
    summary: "erase a person: who they were is gone for good, what was counted stays",
    options: {
      member: "a member who has left, by id",
      prospect: "a prospect, by any of their names",
      reason: "why; without saying who it is",
    },
    examples: ['attain erase-person --prospect ann@example.com --reason "asked for it on 3 March"'],
  },
  ko: {
    summary: "한 사람의 개인정보를 삭제합니다. 누구였는지는 되돌릴 수 없이 지워지고, 센 것은 남습니다",
    options: {
      member: "퇴사한 구성원의 id",
      prospect: "잠재 고객의 식별값",
      reason: "이유. 누구인지는 적지 마세요",
    },
    examples: ['attain erase-person --prospect ann@example.com --reason "3월 3일 본인 요청"'],
  },
};

const listHelp: Help<"limit" | "cursor"> = {
  en: {
    summary: "who was erased, by the ids that are left of them, the latest first",
    options: { limit: "how many at most", cursor: "where the page before ended" },
  },
  ko: {
    summary: "삭제한 사람의 목록을 남은 id로, 최근 것부터 보여 줍니다",
    options: { limit: "보여 줄 최대 개수", cursor: "앞 쪽이 끝난 곳" },
  },
};

const words = {
  en: {
    done: ({ id, records, texts, files, importsDiscarded }: ErasureDone) =>
      `Erased: ${id} stands for them from now on. Records sealed: ${records}, texts cleared: ${texts}, files removed: ${files}, waiting imports discarded: ${importsDiscarded}. Backups made before still hold them: see docs/personal-data.md.`,
    next: (cursor: string) => `There are earlier ones: --cursor ${cursor}`,
    none: "Nobody was erased.",
    replayed: ({ erased, left }: { readonly erased: number; readonly left: number }) =>
      `Erased again: ${erased}. Left, since they are employed in what was restored: ${left}.`,
  },
  ko: {
    done: ({ id, records, texts, files, importsDiscarded }: ErasureDone) =>
      `삭제했습니다. 이제 ${id}(으)로만 남습니다. 봉인한 기록 ${records}건, 지운 글 ${texts}곳, 지운 파일 ${files}개, 취소한 가져오기 ${importsDiscarded}건. 이전 백업에는 남아 있습니다: docs/personal-data.ko.md`,
    next: (cursor: string) => `더 이전 것이 있습니다: --cursor ${cursor}`,
    none: "삭제한 사람이 없습니다.",
    replayed: ({ erased, left }: { readonly erased: number; readonly left: number }) =>
      `다시 삭제했습니다: ${erased}명. 복원한 자료에서 재직 중이라 남긴 사람: ${left}명.`,
  },
} satisfies Record<Language, unknown>;

type Person = { readonly member?: string; readonly prospect?: string };

/** Whom the command line names: one of the two. */
const personOf = (flags: Person, command: Command, language: Language) => {
  const read = readErasure({ ...flags, reason: "–" });
  return read.ok ? read.value.person : endAsUsage(command, read.refusals, language);
};

export const addShowPersonalData = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = showHelp[language];
  program
    .command("show-personal-data")
    .description(summary)
    .option("--member <id>", options.member)
    .option("--prospect <name>", options.prospect)
    .addOption(new Option("--format <format>", options.format).choices(dataFormats).default("json"))
    .addHelpText("after", examplesText(examples, language))
    .action(({ format, ...flags }: Person & { readonly format: DataFormat }, command: Command) => {
      const person = personOf(flags, command, language);
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const folder = await mkdtemp(join(tmpdir(), "attain-personal-data-"));
        try {
          const path = join(folder, "data");
          const shown = await showPersonalData(session.database, companyId.value, person, { format, path, language });
          if (!shown.ok) return shown;
          await pipeline(createReadStream(path), terminal.output, { end: false });
          return accepted(DONE);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      });
    });
};

export const addErasePerson = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = eraseHelp[language];
  program
    .command("erase-person")
    .description(summary)
    .option("--member <id>", options.member)
    .option("--prospect <name>", options.prospect)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action(({ reason, ...flags }: Person & { readonly reason: string }, command: Command) => {
      const person = personOf(flags, command, language);
      return run(command, async (session) => {
        const order = readErasure({ ...person, reason });
        if (!order.ok) return order;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        // By it they are recognised from then on.
        const secret = await session.readSecret();
        if (!secret.ok) return secret;
        const { database, imports } = session;
        const erased = await erasePerson(database, companyId.value, person, {
          reason: order.value.reason,
          by: "local",
          ...given({ imports }),
        });
        if (!erased.ok) return erased;
        if (session.json) terminal.print(JSON.stringify(erased.value));
        else terminal.tell(words[language].done(erased.value));
        return accepted(DONE);
      });
    });
};

const exportHelp: Help<never> = {
  en: {
    summary: "print by which hashes erased people are recognised, to be kept beside backups",
    options: {},
    examples: ["attain export-erasures > erasures.json"],
  },
  ko: {
    summary: "삭제한 사람을 알아보는 해시를 출력합니다. 백업과 함께 보관하세요",
    options: {},
    examples: ["attain export-erasures > erasures.json"],
  },
};

const replayHelp: Help<"file"> = {
  en: {
    summary: "after an older backup was restored: erase again whoever was erased since",
    options: { file: "what export-erasures printed" },
    examples: ["attain replay-erasures erasures.json"],
  },
  ko: {
    summary: "이전 백업을 복원한 뒤: 그 뒤에 삭제한 사람을 다시 삭제합니다",
    options: { file: "export-erasures가 출력한 파일" },
    examples: ["attain replay-erasures erasures.json"],
  },
};

export const addExportErasures = ({ program, terminal, run }: Shell): void => {
  const { summary, examples } = exportHelp[terminal.language];
  program
    .command("export-erasures")
    .description(summary)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((_flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        terminal.print(JSON.stringify({ erasures: await exportErasures(session.database, companyId.value) }));
        return accepted(DONE);
      }),
    );
};

export const addReplayErasures = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = replayHelp[language];
  program
    .command("replay-erasures")
    .description(summary)
    .argument("<file>", options.file)
    .addHelpText("after", examplesText(examples, language))
    .action((file: string, _flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const text = await readInput(file);
        if (!text.ok) return text;
        const erasures = readErasuresKept(text.value);
        if (!erasures.ok) return erasures;
        const { database, imports } = session;
        const replayed = await replayErasures(database, companyId.value, erasures.value, { by: "local", ...given({ imports }) });
        if (!replayed.ok) return replayed;
        if (session.json) terminal.print(JSON.stringify(replayed.value));
        else terminal.tell(words[language].replayed(replayed.value));
        return accepted(DONE);
      }),
    );
};

export const addListErasures = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options } = listHelp[language];
  program
    .command("list-erasures")
    .description(summary)
    .option("--limit <number>", options.limit, wholeNumberOption(1, 200))
    .option("--cursor <text>", options.cursor)
    .action((flags: { readonly limit?: number; readonly cursor?: string }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const page = await listErasures(session.database, companyId.value, flags);
        if (!page.ok) return page;
        const { erasures, nextCursor } = page.value;
        if (session.json) print(JSON.stringify(page.value));
        else for (const { erasure, at, what, id, by, reason } of erasures) print([erasure, moment(at), what, id, by, reason].join(" · "));
        if (erasures.length === 0) tell(words[language].none);
        if (nextCursor !== null) tell(words[language].next(nextCursor));
        return accepted(DONE);
      }),
    );
};
