import { Command, CommanderError } from "commander";

/** What the program hands to its commands: they know operations, not how the database is opened or the server made. */
export type Wiring = {
  /** Runs until the process is told to stop; answers with the exit code. */
  readonly serve: (flags: { readonly port?: string; readonly data?: string }) => Promise<number>;
};

const USAGE = 64;

/** One command line. Answers with the exit code: 0 done, 1 fault, 2 refused, 64 usage. */
export const attain = async (commandLine: readonly string[], { serve }: Wiring): Promise<number> => {
  let exitCode = 0;
  const program = new Command("attain").description("Counts sales activity so that everybody believes the number").exitOverride().showHelpAfterError();
  program
    .command("serve")
    .description("start the server with its pages and, unless DATABASE_URL or ATTAIN_OWNER_URL names one, its own PostgreSQL")
    .option("--port <number>", "where it listens (3000)")
    .option("--data <folder>", "where it keeps its data (attain-data)")
    .action(async (flags: { port?: string; data?: string }) => {
      exitCode = await serve(flags);
    });
  try {
    await program.parseAsync(commandLine, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    throw error;
  }
};
