import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { grants, permissions, scopes } from "../src/domain/access.ts";
import { roles } from "../src/domain/member.ts";
import { packageRoot } from "../src/store/package-root.ts";

const words = {
  en: { own: "own", team: "team", company: "company", sums: "sums", head: "permission", key: "API key", yes: "may have it" },
  ko: { own: "본인", team: "팀", company: "회사", sums: "합계", head: "권한", key: "API 키", yes: "줄 수 있음" },
} as const;

/** What the document has to say, from what the program goes by. */
const tableIn = (language: keyof typeof words): string => {
  const said = words[language];
  const lines = permissions.map((permission) => {
    const cells = roles.map((role) => {
      const extent = grants[role][permission];
      return extent === undefined ? "–" : said[extent];
    });
    return [`\`${permission}\``, ...cells, scopes.includes(permission) ? said.yes : "–"];
  });
  const rows = [[said.head, ...roles, said.key], Array.from({ length: roles.length + 2 }, () => "---"), ...lines];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};

test.each([
  ["docs/roles.md", "en"],
  ["docs/roles.ko.md", "ko"],
] as const)("%s says what each role may do", (path, language) => {
  expect(readFileSync(join(packageRoot, path), "utf8")).toContain(tableIn(language));
});
