type Facts = Readonly<Record<string, unknown>> | null;

export type Change = { readonly field: string; readonly before: string | undefined; readonly after: string | undefined };

const said = (value: unknown): string => {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(said).join(", ") || "–";
  if (typeof value === "object")
    return (
      Object.entries(value)
        .map(([name, each]) => `${name} ${said(each)}`)
        .join(", ") || "–"
    );
  return JSON.stringify(value) ?? "–";
};

/** What of a thing is otherwise since: a field that stayed as it was is left out. */
export const changesOf = (before: Facts, after: Facts): readonly Change[] => {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const valueIn = (facts: Facts, name: string): string | undefined =>
    facts !== null && Object.hasOwn(facts, name) ? said(facts[name]) : undefined;
  return names.flatMap((field) => {
    const change = { field, before: valueIn(before, field), after: valueIn(after, field) };
    return change.before === change.after ? [] : [change];
  });
};
