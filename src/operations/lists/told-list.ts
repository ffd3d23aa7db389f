import type { AskedBy } from "../sight-in.ts";
import type { Amount } from "../../domain/amount.ts";
import { nameIn, type Language, type Name } from "../../domain/language.ts";
import { moneyText } from "../../domain/money.ts";
import type { Instant } from "../../domain/instant.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import type { Database } from "../../store/database.ts";
import type { ColumnType, ListTable } from "../files/writing/list-table.ts";

/** What an operation that tells a list page by page is asked with. */
export type Asking = {
  readonly database: Database;
  readonly companyId: number;
  readonly language: Language;
  readonly now: Instant;
} & AskedBy;

type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** How one column is told of each entry. */
export type Told<Item> = {
  readonly name: string;
  readonly type?: ColumnType;
  readonly en: string;
  readonly ko: string;
  readonly of: (item: Item, language: Language) => string | number | boolean | null | undefined;
};

/** A list that an operation tells in pages, as a table with titles in the reader's language. Refuses what its first page refuses. */
export const toldList = async <Item>(
  columns: readonly Told<Item>[],
  { language }: Asking,
  pageAt: (cursor: string | null) => Promise<Outcome<Page<Item>>>,
): Promise<Outcome<ListTable>> => {
  const first = await pageAt(null);
  if (!first.ok) return first;
  async function* pages(page: Page<Item>): AsyncGenerator<readonly (readonly string[])[]> {
    for (let current = page; ;) {
      yield current.items.map((item) => columns.map(({ of }) => String(of(item, language) ?? "")));
      if (current.next === null) return;
      const following = await pageAt(current.next);
      if (!following.ok) throw new Error(`a further page was refused: ${following.refusals[0].code}`);
      current = following.value;
    }
  }
  return accepted({
    columns: columns.map(({ name, type = "text", en, ko }) => ({ name, type, title: { en, ko } })),
    pages: () => pages(first.value),
  });
};

export const named = (name: Name | null | undefined, language: Language): string =>
  name === null || name === undefined ? "" : nameIn(name, language);

export const amountCell = (amount: Amount | null | undefined): string => {
  if (amount === null || amount === undefined) return "";
  return typeof amount === "number" ? String(amount) : moneyText({ amountMinor: BigInt(amount.amountMinor), currency: amount.currency });
};

export const currencyCell = (amount: Amount | null | undefined): string =>
  typeof amount === "object" && amount !== null ? amount.currency : "";
