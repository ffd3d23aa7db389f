import { Command, CommanderError, Option } from "commander";
import { languages, type Language } from "../domain/language.ts";
import { addListActivities, addShowActivity } from "./activities.ts";
import { addListOpportunities, addRestoreOpportunity, addShowOpportunity, addVoidOpportunity } from "./opportunities.ts";
import { addLinkActivity, addRestoreActivity, addUnlinkActivity, addVoidActivity } from "./acts.ts";
import { addApply, addDiff } from "./apply.ts";
import { addAttestActivity } from "./attest.ts";
import { addAttainment } from "./attainment.ts";
import { addExportAuditHead, addListAuditEvents, addVerifyAudit } from "./audit.ts";
import { addAcceptSecret } from "./accept-secret.ts";
import { addAuditSample } from "./audit-sample.ts";
import { addBacktest } from "./backtest.ts";
import { addCalibration } from "./calibration.ts";
import {
  addAcknowledgeStatement,
  addAdjustments,
  addClosePeriod,
  addClosures,
  addReopenPeriod,
  addShowStatement,
  addStatements,
} from "./closing.ts";
import { addImportCalendar, addShowCalendar } from "./calendars.ts";
import { addAppealDispute, addCommentDispute, addDecideDispute, addListDisputes, addShowDispute, addWithdrawDispute } from "./disputes.ts";
import { addCounts } from "./counts.ts";
import { addDemo } from "./demo.ts";
import { addDiscardDraft, addDraftPlan, addListDrafts, addPublish, addShowDraft } from "./drafts.ts";
import { addExplain } from "./explain.ts";
import { addExplainTeam } from "./explain-team.ts";
import { addExport } from "./export.ts";
import { addFollowUp, addListFollowUps } from "./follow-ups.ts";
import {
  addAddHook,
  addChangeHook,
  addEndHook,
  addListHookRequests,
  addListHooks,
  addRenewHookSecret,
  addReplayHookRequest,
  addShowHook,
  addShowHookRequest,
} from "./hooks.ts";
import {
  addAddWebhook,
  addChangeWebhook,
  addEndWebhook,
  addListWebhooks,
  addRenewWebhookSecret,
  addReplayDelivery,
  addResumeWebhook,
  addShowDeliveries,
  addTestWebhook,
} from "./webhooks.ts";
import { addHistory } from "./history.ts";
import { addDeleteImportMap, addListImportMaps, addShowImportMap } from "./import-maps.ts";
import { addImport } from "./import.ts";
import { addInit } from "./init.ts";
import { addAddMember, addListUnattributed, addMapIdentity, addUnmapIdentity } from "./members.ts";
import { addDecideLeave, addListLeaves, addRequestLeave, addWithdrawLeave } from "./leaves.ts";
import { addMergeProspects, addUnmergeProspect } from "./merge.ts";
import { addDecideMerge, addListMergeSuggestions, addSuggestMerge } from "./merge-suggestions.ts";
import { addErasePerson, addExportErasures, addListErasures, addReplayErasures, addShowPersonalData } from "./personal-data.ts";
import { addEndKey, addListKeys, addMakeKey } from "./keys.ts";
import { addListPresets } from "./presets.ts";
import { addShowProspect } from "./prospects.ts";
import { addAnswerQuestion, addListQuestions } from "./questions.ts";
import { DONE, FAULT, inSession, USAGE, type Wiring } from "./session.ts";
import { addNotices } from "./notices.ts";
import { addAddOidcProvider, addListOidcProviders, addRemoveOidcProvider } from "./oidc-providers.ts";
import { addEndQuota, addMakeQuota, addSuggestQuota } from "./quotas.ts";
import { addRaiseDispute } from "./raise-dispute.ts";
import { addRuleActivity } from "./rule.ts";
import { addRedate } from "./redate.ts";
import { addReplay } from "./replay.ts";
import { addReconcile } from "./reconcile.ts";
import { addServe } from "./serve.ts";
import { addFunnel } from "./funnel.ts";
import { addPlanEffort } from "./plan-effort.ts";
import { addShowFunnel } from "./show-funnel.ts";
import { addShowMetric } from "./show-metric.ts";
import { examplesText, type Shell } from "./shell.ts";
import { addListTargetTables, addShowTargets } from "./targets.ts";
import { languageOf, openTerminal, type Streams, type Terminal } from "./terminal.ts";
import { addAddUser, addEndUser, addListUsers, addResetUser } from "./users.ts";
import { usageText } from "./usage.ts";
import { addRecount, addVerify } from "./verify.ts";

export type { Wiring } from "./session.ts";

const words = {
  en: {
    about: "Attain counts sales activity so that everybody believes the number.",
    company: "which company, by its id; left out: the only one",
    data: "where Attain keeps its data (ATTAIN_DATA, else ./attain-data)",
    json: "print one JSON document on stdout and nothing else there",
    lang: "the language to speak (LANG)",
    help: "show this help",
    helpCommand: "show the help of a command",
    version: "show the version",
    titles: {} as Readonly<Record<string, string>>,
    after: "Exit codes: 0 done · 1 fault · 2 refused · 64 wrong usage",
  },
  ko: {
    about: "Attain은 영업 활동을 모두가 믿을 수 있게 셉니다.",
    company: "회사 id. 회사가 하나면 생략",
    data: "데이터 폴더(ATTAIN_DATA, 없으면 ./attain-data)",
    json: "표준 출력에 JSON 문서 하나만 출력",
    lang: "표시 언어(LANG)",
    help: "도움말 보기",
    helpCommand: "명령의 도움말 보기",
    version: "버전 보기",
    titles: {
      "Usage:": "사용법:",
      "Arguments:": "인수:",
      "Options:": "옵션:",
      "Commands:": "명령:",
      "Global Options:": "공통 옵션:",
    } as Readonly<Record<string, string>>,
    after: "종료 코드: 0 완료 · 1 오류 · 2 거부됨 · 64 잘못된 사용",
  },
} satisfies Record<Language, unknown>;

const examples = [
  "attain serve",
  "attain apply examples/raj/company.yaml",
  "attain import activities examples/raj/activities.csv",
  "attain attainment --on 2026-03-31",
];

/** As they are typed, and in no language; commander says "choices:" and quotes them. */
const withChoices = ({ description, argChoices }: { readonly description: string; readonly argChoices?: string[] | undefined }): string =>
  argChoices === undefined ? description : `${description} (${argChoices.join(", ")})`;

const makeProgram = ({ language, print, tell, width }: Terminal, version: string): Command => {
  const { about, company, data, json, lang, help, helpCommand, version: versionText, titles, after } = words[language];
  return new Command("attain")
    .description(about)
    .version(version, "--version", versionText)
    .option("--json", json)
    .option("--company <id>", company)
    .option("--data <folder>", data)
    .addOption(new Option("--lang <language>", lang).choices(languages))
    .helpOption("-h, --help", help)
    .helpCommand("help [command]", helpCommand)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: withChoices,
      argumentDescription: withChoices,
    })
    .addHelpText("after", `${examplesText(examples, language)}\n${after}`)
    .exitOverride()
    .configureOutput({
      outputError: () => undefined,
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => tell(text.trimEnd()),
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    });
};

const commands = [
  addDemo,
  addInit,
  addListPresets,
  addApply,
  addDiff,
  addExport,
  addDraftPlan,
  addListDrafts,
  addShowDraft,
  addDiscardDraft,
  addBacktest,
  addPublish,
  addHistory,
  addReplay,
  addImport,
  addListImportMaps,
  addShowImportMap,
  addDeleteImportMap,
  addReconcile,
  addAddMember,
  addListUnattributed,
  addMapIdentity,
  addUnmapIdentity,
  addCounts,
  addSuggestQuota,
  addMakeQuota,
  addEndQuota,
  addAttainment,
  addExplain,
  addCalibration,
  addExplainTeam,
  addListActivities,
  addShowActivity,
  addShowMetric,
  addShowFunnel,
  addFunnel,
  addPlanEffort,
  addListTargetTables,
  addShowTargets,
  addAttestActivity,
  addVoidActivity,
  addRestoreActivity,
  addListOpportunities,
  addShowOpportunity,
  addVoidOpportunity,
  addRestoreOpportunity,
  addUnlinkActivity,
  addLinkActivity,
  addRuleActivity,
  addRaiseDispute,
  addCommentDispute,
  addDecideDispute,
  addWithdrawDispute,
  addAppealDispute,
  addListDisputes,
  addShowDispute,
  addNotices,
  addListFollowUps,
  addFollowUp,
  addShowProspect,
  addMergeProspects,
  addUnmergeProspect,
  addListMergeSuggestions,
  addSuggestMerge,
  addDecideMerge,
  addListQuestions,
  addAnswerQuestion,
  addAuditSample,
  addListAuditEvents,
  addVerifyAudit,
  addExportAuditHead,
  addAcceptSecret,
  addShowPersonalData,
  addErasePerson,
  addListErasures,
  addExportErasures,
  addReplayErasures,
  addShowCalendar,
  addImportCalendar,
  addRequestLeave,
  addDecideLeave,
  addWithdrawLeave,
  addListLeaves,
  addRedate,
  addClosePeriod,
  addReopenPeriod,
  addClosures,
  addStatements,
  addShowStatement,
  addAcknowledgeStatement,
  addAdjustments,
  addAddUser,
  addListUsers,
  addEndUser,
  addResetUser,
  addAddOidcProvider,
  addListOidcProviders,
  addRemoveOidcProvider,
  addMakeKey,
  addListKeys,
  addEndKey,
  addAddHook,
  addListHooks,
  addShowHook,
  addChangeHook,
  addRenewHookSecret,
  addEndHook,
  addListHookRequests,
  addShowHookRequest,
  addReplayHookRequest,
  addAddWebhook,
  addListWebhooks,
  addChangeWebhook,
  addTestWebhook,
  addRenewWebhookSecret,
  addResumeWebhook,
  addEndWebhook,
  addShowDeliveries,
  addReplayDelivery,
  addVerify,
  addRecount,
];

/** One command line. Answers with the exit code: 0 done, 1 fault, 2 refused, 64 usage. */
export const attain = async (
  commandLine: readonly string[],
  wiring: Wiring,
  { version, streams = process }: { readonly version: string; readonly streams?: Streams },
): Promise<number> => {
  const terminal = openTerminal(languageOf(commandLine, process.env), streams);
  let exitCode = DONE;
  const shell: Shell = {
    program: makeProgram(terminal, version),
    terminal,
    run: async (command, work) => {
      exitCode = await inSession(wiring, terminal, command.optsWithGlobals(), work);
    },
  };
  addServe(shell, wiring.serve, (code) => (exitCode = code));
  for (const add of commands) add(shell);
  try {
    await shell.program.parseAsync(commandLine, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return FAULT;
    }
    if (error.exitCode === 0) return DONE;
    terminal.tell(usageText(error, terminal.language));
    return USAGE;
  }
};
