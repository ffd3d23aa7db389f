import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/store/package-root.ts";

/** The most resident memory that a process had, in MB; of Linux's own books. */
const peakOf = (pid: number): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended
  }
};

export type Import = { readonly seconds: number; readonly peakMegabytes: number; readonly report: string };

/** `attain import` of a file in a process of its own. */
export const importBy = (data: string, file: string, options: readonly string[] = []): Promise<Import> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const command = [join(packageRoot, "bin/attain.mjs"), "import", "activities", file, "--data", data, "--json", ...options];
    const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
    let report = "";
    let peakMegabytes = 0;
    child.stdout.on("data", (chunk: Buffer) => (report += chunk.toString()));
    const watch = setInterval(() => (peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid ?? 0))), 100);
    child.on("error", reject);
    child.on("exit", (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - begun) / 1000, peakMegabytes, report });
      else reject(new Error(`the import ended with ${code}: ${report.slice(0, 400)}`));
    });
  });
