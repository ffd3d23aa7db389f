import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Language } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { sectionRows, sectionsOf, type DataOf, type DataSection } from "../store/personal-data.ts";
import { prospectsNamed } from "../store/prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { findProspect } from "./find-prospect.ts";

export const dataFormats = ["json", "text"] as const;
export type DataFormat = (typeof dataFormats)[number];

/** A member by id, or a prospect by any of the names that it has. */
export type DataAsked = { readonly member: string } | { readonly prospect: string };

/** Where the file is made, and how. */
export type DataFile = { readonly format: DataFormat; readonly path: string; readonly language: Language };

const ROWS_AT_ONCE = 1_000;

const dataOf = async (tx: Transaction, companyId: number, named: DataAsked): Promise<Outcome<DataOf>> => {
  const settings = await loadSettings(tx, companyId);
  if ("prospect" in named) {
    const found = await findProspect(tx, settings, named.prospect, "/prospect");
    return found.ok ? accepted({ memberNumber: null, roots: [found.value.root] }) : found;
  }
  const member = settings.members.find(({ id }) => id === named.member);
  if (member === undefined) return refused({ ...notFound("member", named.member, settings.members), pointer: "/member" });
  const address = member.email === null ? [] : [{ kind: "email" as const, value: member.email.toLowerCase() }];
  const roots = [...new Set([...(await prospectsNamed(tx, companyId, address)).values()].map(({ root }) => root))];
  return accepted({ memberNumber: member.number, roots });
};

async function* rowsOf(tx: Transaction, companyId: number, section: DataSection): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    const page = await sectionRows(tx, companyId, section, { offset, limit: ROWS_AT_ONCE });
    yield* page;
    if (page.length < ROWS_AT_ONCE) return;
  }
}

/** `{"members": [ … ], "leaves": [ … ]}`, one row on a line. */
async function* asJson(tx: Transaction, companyId: number, sections: readonly DataSection[]): AsyncGenerator<string> {
  yield "{";
  for (const [place, section] of sections.entries()) {
    yield `${place === 0 ? "" : ","}\n${JSON.stringify(`${section.table}: ${section.title.en}`)}: [`;
    let isFirst = true;
    for await (const row of rowsOf(tx, companyId, section)) {
      yield `${isFirst ? "" : ","}\n  ${JSON.stringify(row)}`;
      isFirst = false;
    }
    yield isFirst ? "]" : "\n]";
  }
  yield "\n}\n";
}

const cell = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** For people: each thing under its title, its values one on a line. */
async function* asText(tx: Transaction, companyId: number, sections: readonly DataSection[], language: Language): AsyncGenerator<string> {
  for (const section of sections) {
    yield `${section.title[language]}\n`;
    let count = 0;
    for await (const row of rowsOf(tx, companyId, section)) {
      count += 1;
      yield `\n${Object.entries(row)
        .map(([name, value]) => `  ${name}: ${cell(value)}\n`)
        .join("")}`;
    }
    yield count === 0 ? "  –\n\n" : "\n";
  }
}

/**
 * Everything that is stored about a person, as one file, as it was at one moment. What others wrote of them in texts of their own is not in it, nor
 * what only opens doors. Refuses somebody who is not there.
 */
export const showPersonalData = (
  database: Database,
  companyId: number,
  named: DataAsked,
  { format, path, language }: DataFile,
): Promise<Outcome<void>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<void>> => {
      const found = await dataOf(tx, companyId, named);
      if (!found.ok) return found;
      const sections = sectionsOf(found.value);
      const pieces = format === "json" ? asJson(tx, companyId, sections) : asText(tx, companyId, sections, language);
      await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(path, { mode: 0o600 }));
      return accepted(undefined);
    },
    { isolation: "repeatable read", timeoutSeconds: 120 },
  );
