import { secretIn } from "../../../domain/secret-number.ts";
import { mailColumns, type MailRule } from "./mail-parties.ts";
import { peopleIn } from "../formats/mail-words.ts";

/** Outlook has the names of people in a column beside that of their addresses: `From: (Name)`, `보낸 사람: (이름)`. */
const nameColumnOf = (column: string): string | null => {
  const other = column.replace("(Address)", "(Name)").replace("(주소)", "(이름)");
  return other === column ? null : other;
};

const partsOf = (cell: string): readonly string[] => cell.split(";").map((part) => part.trim());

const isName = (text: string): boolean => text !== "" && !text.includes("@") && secretIn(text) === undefined;

/** Taking a million characters of addresses apart takes a fifth of a second, in which nobody else is answered. */
const mostRead = 500_000;

/** What a list of mails calls the people whose addresses are in it, by their addresses in lower case; whoever is called in two ways, as first. Reads no more than it can at once. */
export const mailNames = (
  rule: MailRule | undefined,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  let read = 0;
  const put = (address: string, name: string): void => {
    if (isName(name) && address.includes("@") && !names.has(address)) names.set(address, name);
  };
  for (const column of [...new Set([...mailColumns(rule, "member"), ...mailColumns(rule, "prospect")])]) {
    const at = header.indexOf(column);
    const beside = header.indexOf(nameColumnOf(column) ?? column);
    for (const cells of at < 0 ? [] : rows) {
      const cell = cells[at] ?? "";
      read += cell.length;
      if (read > mostRead) return names;
      for (const { address, name } of peopleIn(cell)) put(address, name);
      if (beside < 0 || beside === at) continue;
      const [addresses, called] = [partsOf(cell), partsOf(cells[beside] ?? "")];
      if (addresses.length === called.length)
        for (const [place, address] of addresses.entries()) put(address.toLowerCase(), called[place] ?? "");
    }
  }
  return names;
};
