// Makes a fresh clone ready: installs what package-lock.json names and builds what is older than its sources.
// Nothing but node: may be imported here, since nothing else is there yet. Everything is said on stderr: stdout belongs to the command.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => process.stderr.write(`${text}\n`);

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

const fail = (text) => {
  say(text);
  process.exit(1);
};

const checkNode = () => {
  const needed = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node.replace(">=", "");
  const [major, minor] = needed.split(".").map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split(".").map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor))
    fail(`Attain needs Node ${needed} or later; this is Node ${process.versions.node}. Get a newer one at https://nodejs.org`);
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    // A dead process keeps its number until its parent has asked for it.
    return !/\) Z /.test(read(`/proc/${pid}/stat`));
  } catch (error) {
    return error.code === "EPERM";
  }
};

const pause = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** Two commands started at once: one works, the other waits and then finds it done. */
const inTurn = (work) => {
  const lock = join(root, ".bootstrap.lock");
  const holder = join(lock, "pid");
  for (let told = false; ; pause(100)) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`Attain cannot write to ${root}: ${error.message}`);
    }
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    const pid = Number(read(holder));
    const isLeft = pid > 0 ? !isAlive(pid) : Date.now() - since > 5_000;
    if (isLeft) rmSync(lock, { recursive: true, force: true });
    else if (!told) {
      say("Another command is making Attain ready; waiting for it …");
      told = true;
    }
  }
  try {
    writeFileSync(holder, String(process.pid));
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
};

/** Settings that npm hands to its scripts (omit, prefix, production …) would change what is installed; the way to the registry stays. */
const npmEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_/i.test(name) ||
        /^npm_config_(registry|cache|userconfig|proxy|https?_proxy|noproxy|cafile|strict_ssl|offline|prefer_offline)$/i.test(name),
    ),
  );

const run = (command, commandArguments, env) => {
  // stdout of the tools goes to stderr.
  const { status, error } = spawnSync(command, commandArguments, { cwd: root, env, stdio: ["ignore", 2, 2] });
  return error?.message ?? (status === 0 ? undefined : `it ended with ${status}`);
};

const installed = join(root, "node_modules", ".bootstrap");
const installStamp = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest("hex");
/** A linked node_modules is kept by whoever linked it. */
const isLinked = () => lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() === true;

const install = () => {
  const stamp = installStamp();
  if (isLinked() || read(installed) === stamp) return;
  inTurn(() => {
    if (read(installed) === stamp) return;
    say("Installing what Attain needs (about half a minute) …");
    const npm = process.env.npm_execpath ?? "";
    const ci = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
    const trouble =
      basename(npm) === "npm-cli.js" ? run(process.execPath, [npm, ...ci], npmEnvironment()) : run("npm", ci, npmEnvironment());
    if (trouble !== undefined) fail(`npm ci did not succeed (${trouble}). Is the npm registry within reach?`);
    writeFileSync(installed, stamp);
  });
};

/** Path, size and time of every file that the built program is made of. */
const sources = () => {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) files.push(path);
    }
  };
  walk("src");
  files.push("package.json", "package-lock.json", ...readdirSync(root).filter((name) => name.startsWith("vite.config")));
  return files.toSorted().map((path) => {
    const { mtimeMs, size } = statSync(join(root, path));
    return `${path} ${size} ${mtimeMs}`;
  });
};

const built = join(root, "dist", ".built");

const build = ({ anyway = false } = {}) => {
  const isFresh = () => read(built) === createHash("sha256").update(sources().join("\n")).digest("hex");
  if (!anyway && isFresh()) return;
  inTurn(() => {
    if (!anyway && isFresh()) return;
    // Read before the build: what is saved while it runs is built next time.
    const stamp = createHash("sha256").update(sources().join("\n")).digest("hex");
    say("Building …");
    rmSync(built, { force: true });
    for (const config of ["vite.config.server.ts", "vite.config.web.ts"].filter((name) => existsSync(join(root, name)))) {
      const trouble = run(
        process.execPath,
        [join("node_modules", "vite", "bin", "vite.js"), "build", "--config", config, "--logLevel", "error"],
        process.env,
      );
      if (trouble !== undefined) fail(`The build with ${config} did not succeed (${trouble}).`);
    }
    writeFileSync(built, stamp);
  });
};

/** Installed and built. A second call finds so in a few milliseconds. */
export const makeReady = () => {
  checkNode();
  install();
  build();
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  checkNode();
  install();
  if (process.argv.includes("--build")) build({ anyway: true });
}
