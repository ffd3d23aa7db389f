import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grants, type Extent, type Permission } from "../../src/domain/access.ts";
import { roles, type Role } from "../../src/domain/member.ts";
import { sampleAccounts } from "../../src/domain/sample-accounts.ts";
import { innerPages, pages } from "../../src/web/pages.tsx";
import { browserPath, latinWords, launch, picture, reader, seriousFindings, tooWide, type Look, type Visit } from "./browser.ts";
import { serveEmpty, serveSample, type Cookie, type SampleServed, type Served } from "./served-company.ts";

type Opened = { readonly path: string; readonly needs: Permission | "signed-in"; readonly reach?: readonly Extent[] };

const everyPage: readonly Opened[] = [...pages, ...innerPages];

const mayOpen = (role: Role, { needs, reach }: Opened): boolean => {
  if (needs === "signed-in") return true;
  const extent = grants[role][needs];
  return extent !== undefined && (reach === undefined || reach.includes(extent));
};

/** In every one both themes are seen, and one of them is looked into: contrast goes by the theme, and all the rest by width and words. */
const everyLook = [
  { language: "ko", width: 360, theme: "light" },
  { language: "ko", width: 1440, theme: "dark" },
  { language: "en", width: 360, theme: "dark" },
  { language: "en", width: 1440, theme: "light" },
] as const satisfies readonly Look[];

/** What is opened in one of the looks by whom: whoever may, in turn. */
const openedBy = (turn: number, among: readonly Role[]): ReadonlyMap<Role, readonly Opened[]> => {
  const found = new Map<Role, Opened[]>();
  for (const page of everyPage) {
    const may = among.filter((role) => mayOpen(role, page));
    if (may.length === 0) throw new Error(`nobody may open ${page.path}`);
    const role = may[turn % may.length] ?? "admin";
    found.set(role, [...(found.get(role) ?? []), page]);
  }
  return found;
};

const fileName = (path: string): string => path.replaceAll(/[/$]+/g, "-").replace(/^-/, "");

describe.skipIf(browserPath === undefined)("every page that there is", { timeout: 600_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const wrongs = async (
    look: (typeof everyLook)[number],
    { page, complaints, settled, become }: Visit,
    session: Cookie,
    {
      kept,
      paths,
      names,
      url,
    }: { kept: string; paths: readonly (readonly [of: string, path: string])[]; names: ReadonlySet<string>; url: string },
  ): Promise<readonly string[]> => {
    const found: string[] = [];
    await become(session);
    for (const [of, path] of paths) {
      await page.goto(`${url}${path}`);
      await settled();
      const title = await page.getByRole("heading", { level: 1 }).count();
      const shows = async (theme: "light" | "dark"): Promise<void> => {
        await page.emulateMedia({ colorScheme: theme });
        await picture(page, `${kept}-${fileName(of)}-${look.language}-${look.width}-${theme}`);
      };
      await shows(look.theme === "dark" ? "light" : "dark");
      await shows(look.theme);
      const latin = look.language === "ko" ? (await latinWords(page)).filter((word) => !names.has(word)) : [];
      found.push(
        ...[
          ...(title === 1 ? [] : [`${title} headings of the first level`]),
          ...(await tooWide(page)),
          ...(await seriousFindings(page)),
          ...latin.map((word) => `not Korean: ${word}`),
          ...complaints.splice(0),
        ].map((wrong) => `${path}: ${wrong}`),
      );
    }
    return found;
  };

  describe("with the sample company", () => {
    let served: SampleServed;
    const sessions = new Map<Role, Cookie>();
    const parts = new Map<string, string>();
    // An account by its address, and the program that signed it in.
    const names = new Set<string>([...roles, "node"]);

    const asked = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
      const { name, value } = sessions.get("admin") ?? { name: "", value: "" };
      const answer = await fetch(`${served.url}/api/v1${path}`, { headers: { cookie: `${name}=${value}`, "accept-language": "ko" } });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      return (await answer.json()) as Readonly<Record<string, unknown>>;
    };
    const idIn = async (path: string, list: string, key: string): Promise<string> => {
      const [first] = (await asked(path))[list] as readonly Readonly<Record<string, unknown>>[];
      return String(first?.[key]);
    };
    /** What things and people are called is whatever the company calls them; its rules are written in the words of its file. */
    const gather = (value: unknown): void => {
      if (typeof value === "string") for (const [word] of value.matchAll(/[A-Za-z]{2,}/g)) names.add(word);
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        gather(key);
        gather(inner);
      }
    };

    beforeAll(async () => {
      served = await serveSample();
      for (const { email, role } of sampleAccounts) sessions.set(role, await served.enter(email));
      parts.set("planId", await idIn("/plans", "plans", "id"));
      parts.set("metricId", await idIn("/metrics", "metrics", "id"));
      parts.set("importId", await idIn("/imports", "imports", "id"));
      for (const path of ["/company/file", "/prospects", "/sources", "/activities?limit=200", `/imports/${parts.get("importId")}`])
        gather(await asked(path));
    }, 600_000);
    afterAll(() => served?.stop());

    const filled = (path: string): string =>
      path.replaceAll(/\$(\w+)/g, (_, part: string) => {
        const found = parts.get(part);
        if (found === undefined) throw new Error(`Say what $${part} is in ${path}`);
        return found;
      });

    test.each(everyLook.map((look, turn) => ({ ...look, turn })))("$language, $width px", async ({ turn, ...look }) => {
      const found: string[] = [];
      await using visit = await reader(browser, look);
      for (const [role, opened] of openedBy(turn, roles)) {
        const session = sessions.get(role);
        if (session === undefined) throw new Error(`nobody is ${role}`);
        const paths = opened.map(({ path }) => [path, filled(path)] as const);
        found.push(
          ...(await wrongs(look, visit, session, { kept: `sample-${role}`, paths, names, url: served.url })).map(
            (each) => `${role} ${each}`,
          ),
        );
      }
      expect(found).toEqual([]);
    });
  });

  describe("with a company that has nothing yet", () => {
    let served: Served;
    const sessions = new Map<Role, Cookie>();
    beforeAll(async () => {
      served = await serveEmpty();
      await served.startCompany({ id: "new", name: "새 회사", country: "KR", timeZone: "Asia/Seoul" });
      sessions.set("admin", served.admin());
      for (const role of ["operations", "viewer"] as const)
        sessions.set(role, await served.signedIn({ email: `${role}@new.example`, roles: [role] }));
    });
    afterAll(() => served?.stop());

    test.each([everyLook[0], everyLook[3]].map((look, turn) => ({ ...look, turn })))("$language, $width px", async ({ turn, ...look }) => {
      const found: string[] = [];
      await using visit = await reader(browser, look);
      for (const [role, opened] of openedBy(turn, [...sessions.keys()])) {
        // What is opened from a list of nothing is not there.
        const paths = opened.flatMap(({ path }) => (path.includes("$") ? [] : [[path, path] as const]));
        found.push(
          ...(
            await wrongs(look, visit, sessions.get(role) ?? served.admin(), {
              kept: `empty-${role}`,
              paths,
              names: new Set(["new", "node", "admin"]),
              url: served.url,
            })
          ).map((each) => `${role} ${each}`),
        );
      }
      expect(found).toEqual([]);
    });
  });
});
