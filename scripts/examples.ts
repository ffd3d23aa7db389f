import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { signalFiles } from "./example-signals.ts";
import { packageRoot } from "../src/store/package-root.ts";
import { exampleFiles } from "./example-files.ts";
import { presetSamples } from "./preset-samples.ts";

/** Writes the activity files of the examples and presets anew. */
for (const [path, text] of [...exampleFiles(), ...signalFiles()]) {
  writeFileSync(join(packageRoot, "examples", path), text);
  process.stderr.write(`examples/${path}\n`);
}

for (const [preset, text] of presetSamples()) {
  writeFileSync(join(packageRoot, "presets", preset, "sample.csv"), text);
  process.stderr.write(`presets/${preset}/sample.csv\n`);
}
