import { grants, permissions, scopes } from "../src/domain/access.ts";
import { roles } from "../src/domain/member.ts";

const words = {
  en: { own: "own", team: "team", company: "company", sums: "sums", head: "permission", key: "API key", yes: "may have it" },
  ko: { own: "본인", team: "팀", company: "회사", sums: "합계", head: "권한", key: "API 키", yes: "줄 수 있음" },
} as const;

export const rolesPages = [
  ["docs/roles.md", "en"],
  ["docs/roles.ko.md", "ko"],
] as const;

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
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
};

/** The page with its table as the program goes by it. Throws where the page has no table. */
export const rolesPage = (page: string, language: keyof typeof words): string => {
  const table = /(?:^\|.*\n)+/m;
  if (!table.test(page)) throw new Error("the page has no table");
  return page.replace(table, () => tableIn(language));
};
