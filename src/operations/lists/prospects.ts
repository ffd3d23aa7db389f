import { narrowed, seenOf, type Sight } from "../../domain/sight.ts";
import { given } from "../../domain/given.ts";
import type { ProspectReference } from "../../domain/activity.ts";
import type { Settings } from "../../domain/company.ts";
import { notFound } from "../../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../../domain/refusal.ts";
import type { Transaction } from "../../store/database.ts";
import { exportedProspects, type ExportedProspect } from "../../store/exported-prospects.ts";
import { attributeFields, withAttributes } from "../files/maps/fields.ts";
import { importColumns, type ListTable } from "../files/writing/list-table.ts";
import { prospectFields } from "../import-prospects.ts";
import { attributeCells } from "./attribute-cells.ts";
import type { ListFilter } from "./list-filter.ts";

const pageSize = 2000;

type Named = Partial<Record<ProspectReference["kind"], string>>;

/**
 * A row names a prospect once in each way. Whoever has several of a way (two e-mail addresses) has further rows, each with one that stands in
 * the first row too, so that an import finds who is meant.
 */
const namings = (references: readonly ProspectReference[]): readonly [Named, ...Named[]] => {
  const first: Named = {};
  const others: ProspectReference[] = [];
  for (const reference of references) {
    if (first[reference.kind] === undefined) first[reference.kind] = reference.value;
    else others.push(reference);
  }
  const known = (of: ProspectReference): Named => {
    const anchor = (Object.keys(first) as (keyof Named)[]).find((kind) => kind !== of.kind);
    return anchor === undefined ? {} : { [anchor]: first[anchor] };
  };
  return [first, ...others.map((reference): Named => ({ ...known(reference), [reference.kind]: reference.value }))];
};

/** One row as a rule; further ones for further names, and for each later stage. */
const rowsOf = (prospect: ExportedProspect, { company, members }: Settings): readonly Readonly<Record<string, string>>[] => {
  const [named, ...others] = namings(prospect.references);
  const [stage, ...later] = prospect.stages.map(({ value, from }) => ({ stage: value, stage_from: from ?? "" }));
  return [
    {
      ...named,
      name: prospect.name ?? "",
      ...stage,
      owner: members.find(({ number }) => number === prospect.ownerNumber)?.id ?? "",
      time_zone: prospect.timeZone ?? "",
      segment: prospect.segment ?? "",
      ...attributeCells(prospect.attributes, company),
    },
    ...others,
    ...later.map((each) => ({ ...named, ...each })),
  ];
};

/** Prospects in the columns by which they are imported. Who was said to be one with whom is a person's word and no part of it. */
export const prospectsTable = (tx: Transaction, whole: Settings, { member: id }: ListFilter, sight: Sight): Outcome<ListTable> => {
  const { company, companyId } = whole;
  const members = seenOf(sight, whole.members);
  const settings = { ...whole, members };
  const member = members.find((each) => each.id === id);
  if (id !== undefined && member === undefined) return refused(notFound("member", id, members));
  const columns = importColumns(withAttributes(prospectFields, attributeFields(company)).fields);
  const attributes = Object.entries(company.attributes);
  async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
    let after: bigint | null = null;
    do {
      const page: readonly ExportedProspect[] = await exportedProspects(tx, companyId, {
        attributes,
        ownerNumber: member?.number ?? null,
        after,
        limit: pageSize,
        ...given({ seen: narrowed(sight) }),
      });
      yield page.flatMap((prospect) => rowsOf(prospect, settings).map((cells) => columns.map(({ name }) => cells[name] ?? "")));
      after = page.length < pageSize ? null : (page.at(-1)?.number ?? null);
    } while (after !== null);
  }
  return accepted({ columns, pages });
};
