/** The law of the layers (STYLE): domain ◄ store ◄ operations ◄ http | jobs | connectors | cli; web ──► domain. */
const doors = ["http", "jobs", "connectors", "cli"];
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const notTests = "[.]test[.]tsx?$";

module.exports = {
  forbidden: [
    forbid(
      "domain-is-pure",
      "No I/O, no schema library: data in, data out.",
      { path: "^src/domain/", pathNot: notTests },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "domain-reads-no-schemas",
      "Schemas read what comes from outside; that happens at the doors.",
      { path: "^src/domain/", pathNot: notTests },
      { path: "node_modules/(zod|fastify|pg|kysely|commander|react)/" },
    ),
    forbid(
      "domain-stands-alone",
      "The domain imports nothing above it.",
      { path: "^src/domain/", pathNot: notTests },
      { path: "^(src/(?!domain/)|tests/|scripts/|bench/)" },
    ),
    forbid(
      "store-knows-only-domain",
      "Store never decides.",
      { path: "^src/store/", pathNot: notTests },
      { path: "^(src/(?!domain/|store/)|tests/|scripts/|bench/)" },
    ),
    forbid(
      "operations-know-no-door",
      "An operation does not know who calls it.",
      { path: "^src/operations/", pathNot: notTests },
      { path: "^(src/(?!domain/|store/|operations/)|tests/|scripts/|bench/)" },
    ),
    ...doors.map((door) =>
      forbid(
        `${door}-calls-operations`,
        "A door parses, calls one operation, presents: no other door, no store.",
        { path: `^src/${door}/`, pathNot: notTests },
        { path: `^(src/(?!domain/|operations/|${door}/)|tests/|scripts/|bench/)` },
      ),
    ),
    forbid(
      "web-knows-only-domain",
      "The pages speak to the server over HTTP.",
      { path: "^src/web/", pathNot: notTests },
      { path: "^(src/(?!domain/|web/)|tests/|scripts/|bench/)" },
    ),
    forbid(
      "web-runs-in-a-browser",
      "No module of Node in a page.",
      { path: "^src/web/", pathNot: notTests },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "only-store-speaks-sql",
      "Store is the only folder that knows PostgreSQL.",
      { path: "^src/(?!store/)", pathNot: notTests },
      { path: "node_modules/(@types/)?(pg|kysely|pg-.*)/" },
    ),
    forbid(
      "only-web-draws",
      "React belongs to the pages.",
      { path: "^src/(?!web/)", pathNot: notTests },
      { path: "node_modules/(@types/)?(react|react-dom|@tanstack|@base-ui)/" },
    ),
    forbid(
      "no-cycles",
      "Two files that need each other are one, or have a third in them.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    forbid("everything-resolves", "An import that leads nowhere.", {}, { couldNotResolve: true }),
    forbid(
      "the-server-runs-without-development",
      "What the server imports is installed with it.",
      { path: "^src/(?!web/)", pathNot: notTests },
      { dependencyTypes: ["npm-dev", "npm-no-pkg"], dependencyTypesNot: ["type-only"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
