import type { PlantedBug } from "./planted.ts";

const erasure = { file: "tests/erasure.pg.test.ts" };
const erasedProspect = {
  ...erasure,
  test: "a prospect who is erased leaves no word anywhere, and every count as it was; told again nothing counts and nothing is stored",
};
const erasedMember = {
  ...erasure,
  test: "a member who is erased leaves no word anywhere, and every count and statement as it was; told again nothing counts and nothing is stored",
};
const verifiedAudit = { file: "src/operations/verify-audit.pg.test.ts" };
const matrix = { file: "tests/access.pg.test.ts" };

/** Bugs of what keeps others out, tells who did what, and forgets: each with the quickest test that must see it. */
export const doorBugs: readonly PlantedBug[] = [
  {
    name: "an act without an audit event",
    seenBy: { file: "tests/audit-events.pg.test.ts", test: "saveImportMap tells who did it" },
    replacements: [
      {
        file: "src/operations/save-import-map.ts",
        find: "    await keepAuditEvent(tx, companyId, {\n",
        put: "    void ({\n",
      },
    ],
  },
  {
    name: "a seal that does not hold whom an event was done to",
    seenBy: { ...verifiedAudit, test: "an event that was changed is named" },
    replacements: [
      {
        file: "src/operations/audit/audit-tree.ts",
        find: "canonicalJson([companyId, String(number), at, by, act, subject, subjectId, before, after])",
        put: "canonicalJson([companyId, String(number), at, by, act, subject, before, after])",
      },
    ],
  },
  {
    name: "a seal that leaves the last event out",
    seenBy: {
      ...verifiedAudit,
      test: "events that nobody touched stand as they were sealed, and younger ones are said to be unsealed",
    },
    replacements: [
      {
        file: "src/operations/seal-audit.ts",
        find: "const events = await auditEventsAfter(tx, companyId, { after: last?.eventNumbers.at(-1) ?? 0n, limit: MOST_EVENTS });",
        put: "const events = (await auditEventsAfter(tx, companyId, { after: last?.eventNumbers.at(-1) ?? 0n, limit: MOST_EVENTS })).slice(0, -1);",
      },
    ],
  },
  {
    name: "an erasure that leaves a table out",
    seenBy: erasedProspect,
    replacements: [
      {
        file: "src/store/personal-columns.ts",
        find: 'rulings: { ...key, conditions: "ours", reason: "told"',
        put: 'rulings: { ...key, conditions: "ours", reason: "ours"',
      },
    ],
  },
  {
    name: "an erasure that takes the member's numbers with it",
    seenBy: erasedMember,
    replacements: [
      {
        file: "src/operations/erase-person.ts",
        find: "  const account = await eraseAccount(tx, companyId, member.number, by);\n",
        put: `  await sql\`delete from tally_changes where company_id = \${companyId} and \${member.number} = any (member_numbers)\`.execute(tx);
  const account = await eraseAccount(tx, companyId, member.number, by);\n`,
      },
      {
        file: "src/operations/erase-person.ts",
        find: 'import { rm } from "node:fs/promises";\n',
        put: 'import { rm } from "node:fs/promises";\nimport { sql } from "kysely";\n',
      },
    ],
  },
  {
    name: "an erasure that passes by what names a member and is nobody's",
    seenBy: erasedMember,
    replacements: [
      {
        file: "src/store/erasure.ts",
        find: 'and (a.member_number = ${memberNumber} or ${isNamed(names, "a.source", sql`a.member_reference`)} or',
        put: "and (a.member_number = ${memberNumber} or",
      },
    ],
  },
  {
    name: "an erasure that keeps no verdicts, so that a recount finds other numbers",
    seenBy: erasedProspect,
    replacements: [{ file: "src/operations/erase-person.ts", find: "  await sealRecords(tx, settings, keys);\n", put: "" }],
  },
  {
    name: "an old record of somebody who was erased, stored again as it comes",
    seenBy: erasedProspect,
    replacements: [{ file: "src/operations/record-activities.ts", find: "if (known.isSealed && !isWorkedOut) {", put: "if (false) {" }],
  },
  {
    name: "a new record of somebody who was erased, stored with who it was",
    seenBy: { ...erasure, test: "is told of in a new record: it counts, and nothing of the person is stored" },
    replacements: [
      {
        file: "src/operations/record-activities.ts",
        find: "const reports = await withoutErased(tx, settings, told);",
        put: "const reports = told;",
      },
    ],
  },
  {
    name: "a rep who sees everybody's disputes",
    seenBy: { ...matrix, test: "who is let in, and what they are told listDisputes" },
    replacements: [{ file: "src/domain/access.ts", find: '"disputes:read": "own"', put: '"disputes:read": "company"' }],
  },
  {
    name: "an endpoint without `access`",
    seenBy: { ...matrix, test: "who is let in, and what they are told listLeaves" },
    replacements: [{ file: "src/http/leaves.ts", find: '    access: "leaves:read",\n', put: "" }],
  },
  {
    name: "an endpoint without `access` that lets everybody in",
    seenBy: { ...matrix, test: "who is let in, and what they are told listLeaves" },
    replacements: [{ file: "src/http/leaves.ts", find: '    access: "leaves:read",\n', put: '    access: "public",\n' }],
  },
  {
    name: "a manager who sees what others did more than 13 months ago",
    seenBy: { file: "src/http/own-things.pg.test.ts", test: "who leads sees thirteen months of what others did, and the rep all of it" },
    replacements: [{ file: "src/domain/sight.ts", find: "    since: sinceOf(today),\n", put: "    since: -Infinity,\n" }],
  },
  {
    name: "an answer kept outside the transaction that did it",
    seenBy: {
      file: "tests/faults/answers-cut.pg.test.ts",
      test: "whatever was cut at COMMIT, the same again under its key is answered as if it had been done now: one effect, one answer (G59, G60)",
    },
    replacements: [
      {
        file: "src/operations/answer-once.ts",
        find: "  return inJointTransaction(database, companyId, async (tx)",
        put: "  return inCompany(database, companyId, async (tx)",
      },
    ],
  },
  {
    name: "a hook's signature held against the body as it was read",
    seenBy: {
      file: "src/http/hooks.pg.test.ts",
      test: "signatures of github are taken when they are right, and refused otherwise",
    },
    replacements: [
      {
        file: "src/http/hooks.ts",
        find: "        body: request.body as Buffer,\n",
        put: "        body: Buffer.from(JSON.stringify(JSON.parse((request.body as Buffer).toString()))),\n",
      },
    ],
  },
  {
    name: "a redirect that is followed to an address inside",
    seenBy: { file: "src/operations/outgoing/guarded-request.test.ts", test: "a redirect is an answer and is not followed" },
    replacements: [
      {
        file: "src/operations/outgoing/guarded-request.ts",
        find: "      (response) => {\n",
        put: `      (response) => {
        const { location } = response.headers;
        if (location !== undefined) {
          response.resume();
          send({ url: new URL(location, url), lookup: undefined, signal, method, headers, mostBytes }).then(resolve, reject);
          return;
        }\n`,
      },
    ],
  },
];
