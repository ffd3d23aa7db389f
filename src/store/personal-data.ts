import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Words } from "../domain/refusals/words.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { rootOfFact } from "./prospect-roots.ts";

/** Whose data: a member's number, and the roots of prospects, which for a member are those with their address. */
export type DataOf = { readonly memberNumber: number | null; readonly roots: readonly bigint[] };

/** What is stored of a person in one table. */
export type DataSection = {
  readonly title: Words;
  readonly table: string;
  readonly which: RawBuilder<SqlBool>;
  readonly order: readonly string[];
};

const section = (en: string, ko: string, table: string, which: RawBuilder<SqlBool>, order: readonly string[]): DataSection => ({
  title: { en, ko },
  table,
  which,
  order,
});

const keyOrder = ["source", "external_id"];

/** What stands with a member's reward statements: their lines, what was done with them and said against them; and the ledger. */
const rewardSections = (memberNumber: number): readonly DataSection[] => {
  const ofStatement = sql<SqlBool>`t.statement_number in (select s.statement_number from reward_statements s where s.company_id = t.company_id and s.member_number = ${memberNumber})`;
  return [
    section("Reward lines", "인센티브 지급 내역", "reward_lines", ofStatement, ["statement_number", "line_number"]),
    section(
      "Steps of reward statements",
      "인센티브 명세서의 처리 단계",
      "reward_steps",
      sql<SqlBool>`(${ofStatement} or t.by_number = ${memberNumber})`,
      ["statement_number", "step_number"],
    ),
    section("Disputes of reward lines", "지급 내역 이의 신청", "reward_disputes", ofStatement, ["dispute_number"]),
    section("Reward ledger", "인센티브 원장", "reward_entries", sql<SqlBool>`t.member_number = ${memberNumber}`, [
      "currency",
      "entry_number",
    ]),
  ];
};

/** Where a person stands. What only opens doors (hashes of passwords, keys and sessions) is left out where rows are read. */
export const sectionsOf = ({ memberNumber, roots }: DataOf): readonly DataSection[] => {
  const numbers = columnOf("int8", roots);
  const ofProspects =
    roots.length === 0
      ? []
      : [
          section(
            "Prospect",
            "잠재 고객",
            "prospects",
            sql<SqlBool>`t.prospect_number in (select coalesce(i.own_number, i.prospect_number) from prospect_identities i where i.company_id = t.company_id and i.prospect_number = any (${numbers}))`,
            ["prospect_number"],
          ),
          section("Known as", "식별값", "prospect_identities", sql<SqlBool>`t.prospect_number = any (${numbers})`, ["kind", "value"]),
          section("Stages and segments", "단계와 구분", "prospect_facts", sql<SqlBool>`${rootOfFact("t")} = any (${numbers})`, [
            "prospect_number",
            "aspect",
            "from_at",
          ]),
          section(
            "Merges",
            "병합",
            "prospect_merges",
            sql<SqlBool>`(t.prospect_number = any (${numbers}) or t.into_number = any (${numbers}))`,
            ["merge_number"],
          ),
          section("Records with them", "함께한 활동 기록", "activities", sql<SqlBool>`t.prospect_number = any (${numbers})`, keyOrder),
          section(
            "Records with them and others",
            "다른 사람과 함께한 활동 기록",
            "activity_lines",
            sql<SqlBool>`t.prospect_number = any (${numbers})`,
            [...keyOrder, "line"],
          ),
          section(
            "Earlier states of those records",
            "그 기록의 이전 내용",
            "activity_revisions",
            sql<SqlBool>`exists (select from activities a where a.company_id = t.company_id and a.source = t.source and a.external_id = t.external_id and a.prospect_number = any (${numbers}))`,
            [...keyOrder, "revision"],
          ),
        ];
  if (memberNumber === null) return ofProspects;
  const own = sql<SqlBool>`t.member_number = ${memberNumber}`;
  const account = sql<SqlBool>`t.user_number in (select u.user_number from users u where u.company_id = t.company_id and u.member_number = ${memberNumber})`;
  return [
    section("Member", "구성원", "members", own, ["member_number"]),
    section("Teams", "팀", "member_teams", own, ["from_day"]),
    section("Account", "계정", "users", own, ["user_number"]),
    section("Sessions", "로그인", "sessions", account, ["session_number"]),
    section("Passkeys", "패스키", "passkeys", account, ["passkey_number"]),
    section("Accounts at other providers", "다른 서비스의 계정", "oidc_links", account, ["link_number"]),
    section("Leave", "부재", "leaves", own, ["leave_number"]),
    section("Disputes", "이의 신청", "disputes", own, ["dispute_number"]),
    section("Said in disputes", "이의 신청에서 한 말", "dispute_acts", own, ["dispute_number", "act_number"]),
    section("Files in disputes", "이의 신청 파일", "dispute_files", own, ["dispute_number", "file_number"]),
    section(
      "Follow-ups",
      "후속 조치",
      "follow_up_acts",
      sql<SqlBool>`(t.member_number = ${memberNumber} or t.by_number = ${memberNumber})`,
      ["member_number", "plan_number", "starts_on", "act_number"],
    ),
    section("Answers to questions about them", "본인에 관한 확인 답변", "question_answers", own, ["answer_number"]),
    section("Commitments", "다짐", "commitments", own, ["local_day", "metric_number"]),
    section("Notes of talks with them", "일대일 면담 메모", "one_to_one_notes", own, ["note_number"]),
    section("Notices", "알림", "notices", own, ["notice_number"]),
    section("Mails", "메일", "mails", own, ["mail_number"]),
    section("Targets", "목표치", "target_words", sql<SqlBool>`t.holder = 'member' and t.holder_number = ${memberNumber}`, [
      "table_number",
      "starts_on",
      "word_number",
    ]),
    section("Reward statements", "인센티브 명세서", "reward_statements", own, ["statement_number"]),
    ...rewardSections(memberNumber),
    section("Statements", "실적 확인서", "statements", sql<SqlBool>`t.subject = 'member' and t.subject_number = ${memberNumber}`, [
      "statement_number",
    ]),
    section(
      "Acknowledged statements",
      "확인한 실적 확인서",
      "statement_acknowledgements",
      sql<SqlBool>`exists (select from statements s where s.company_id = t.company_id and s.statement_number = t.statement_number and s.subject = 'member' and s.subject_number = ${memberNumber})`,
      ["statement_number"],
    ),
    section(
      "What they did",
      "한 일",
      "audit_events",
      sql<SqlBool>`t.done_by in (select 'user:' || u.user_number from users u where u.company_id = t.company_id and u.member_number = ${memberNumber})`,
      ["event_number"],
    ),
    section("Their records", "활동 기록", "activities", own, keyOrder),
    section("Their part of shared records", "함께한 활동 기록의 몫", "activity_lines", own, [...keyOrder, "line"]),
    ...ofProspects,
  ];
};

const leftOut = [
  "company_id",
  "secret_hash",
  "password_hash",
  "content_hash",
  "content",
  "sealed",
  "credential_id",
  "user_handle",
  "public_key",
];

/** A page of a section's rows, each as the object that it is. A file is told by its name. */
export const sectionRows = async (
  tx: Transaction,
  companyId: number,
  { table, which, order }: DataSection,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const hidden = table === "statements" || table === "activity_revisions" ? leftOut.filter((column) => column !== "content") : leftOut;
  const { rows } = await sql<{ row: Readonly<Record<string, unknown>> }>`
    select jsonb_strip_nulls(to_jsonb(t) - ${columnOf("text", hidden)}) as row from ${sql.table(table)} t
    where t.company_id = ${companyId} and ${which}
    order by ${sql.join(order.map((column) => sql.ref(`t.${column}`)))} offset ${offset} limit ${limit}`.execute(tx);
  return rows.map(({ row }) => row);
};
