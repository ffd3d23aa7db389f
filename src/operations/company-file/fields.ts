import { companyFileSchema } from "./schema.ts";

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
};

let published: Schema | undefined;

/** A schema and what it stands for: each choice, each definition that it refers to. */
const meant = (schema: Schema, root: Schema): readonly Schema[] => {
  const target = schema.$ref === undefined ? undefined : schema.$ref === "#" ? root : root.$defs?.[schema.$ref.slice("#/$defs/".length)];
  return [schema, ...(target === undefined ? [] : meant(target, root)), ...(schema.anyOf ?? []).flatMap((choice) => meant(choice, root))];
};

const within = (schema: Schema, part: PropertyKey): Schema | undefined => {
  if (typeof part === "number") return schema.items;
  return schema.properties?.[String(part)] ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
};

/** The fields that the published schema knows at a place of the file, for the sentence that refuses another one. */
export const fieldsAt = (path: readonly PropertyKey[]): readonly string[] => {
  // JSON Schema is an open shape; these are the parts of it that the file's schema is made of.
  const root = (published ??= companyFileSchema() as Schema);
  const found = path.reduce<readonly Schema[]>(
    (schemas, part) => schemas.flatMap((schema) => meant(schema, root)).flatMap((schema) => within(schema, part) ?? []),
    [root],
  );
  return [...new Set(found.flatMap((schema) => meant(schema, root)).flatMap(({ properties }) => Object.keys(properties ?? {})))];
};
