import type { AttributeType, Company } from "../../../domain/company.ts";
import type { FieldType } from "../../../domain/field-type.ts";

export type { FieldType };

/** Something that a table can give. `column` is its name in a header, `name` in JSON. */
export type Field = { readonly column: string; readonly name: string; readonly type: FieldType };

/** What is imported: its fields, and which of them every record needs; of a list inside, one. */
export type FieldSet = { readonly fields: readonly Field[]; readonly needed: readonly (readonly string[])[] };

const jsonName = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const field = (column: string, type: FieldType): Field => ({ column, name: jsonName(column), type });

/** Names are the same however they are spaced and cased: `External ID`, `external_id`, `externalId`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, "");

const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\ufeff]/gu;

/** A column's name as people see it. */
export const columnName = (cell: string): string => cell.replace(unseen, "").trim();

export const attributePrefix = "attributes.";
export const identityPrefix = "identities.";

/** Fields that stand inside of another: `attributes.campaign` is the field campaign of attributes. */
export const placeOf = (name: string): { readonly outer: string; readonly inner: string } | undefined => {
  const dot = name.indexOf(".");
  return dot < 0 ? undefined : { outer: name.slice(0, dot), inner: name.slice(dot + 1) };
};

const attributeFieldTypes: Readonly<Record<AttributeType, FieldType>> = {
  string: "text",
  int: "integer",
  money: "amount",
  bool: "boolean",
};

/** How the cells of a company's attributes are read. */
export const attributeFields = ({ attributes }: Pick<Company, "attributes">): Readonly<Record<string, FieldType>> =>
  Object.fromEntries(Object.entries(attributes).map(([name, type]) => [name, attributeFieldTypes[type]]));

/** The fields of a company: the set's, and one for each attribute that it declares. */
export const withAttributes = ({ fields, needed }: FieldSet, attributes: Readonly<Record<string, FieldType>>): FieldSet => ({
  fields: [
    ...fields,
    ...Object.entries(attributes).map(([name, type]): Field => ({ column: attributePrefix + name, name: attributePrefix + name, type })),
  ],
  needed,
});

export const fieldNamed = (fields: readonly Field[], name: string): Field | undefined => {
  const wanted = plainName(name);
  return fields.find((each) => each.column === name) ?? fields.find((each) => plainName(each.column) === wanted);
};

export const pointerTo = ({ name }: Field): string => {
  const place = placeOf(name);
  return place === undefined ? `/${name}` : `/${place.outer}/${place.inner}`;
};
