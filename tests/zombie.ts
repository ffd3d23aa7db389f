import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** A dead process whose parent never asks for it, as in a container without an init: its number stays taken until `parent` is killed. */
export const zombie = async (): Promise<{ readonly pid: number; readonly parent: ChildProcess }> => {
  const parent = spawn("/bin/sh", ["-c", "true & echo $!; exec tail -f /dev/null"], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: parent.stdout })) return { pid: Number(line), parent };
  throw new Error("The shell did not start");
};
