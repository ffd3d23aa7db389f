import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/store/package-root.ts";
import { launch } from "../tests/e2e/browser.ts";

const folder = join(packageRoot, "src", "web", "public");
const drawing = readFileSync(join(folder, "icon.svg"), "utf8");

/** A telephone cuts its own shape out of a maskable icon: nothing that matters stands in the outer fifth, and the ground reaches the edge. */
const maskable = drawing.replace('rx="7" ', "").replace("<svg ", '<svg style="background:#1B1D21;padding:12%;box-sizing:border-box" ');
const square = drawing.replace('rx="7" ', "");

const icons = [
  { name: "icon-192.png", size: 192, svg: drawing },
  { name: "icon-512.png", size: 512, svg: drawing },
  { name: "icon-maskable-512.png", size: 512, svg: maskable },
  // What iOS puts on the home screen; it rounds the corners itself.
  { name: "apple-touch-icon.png", size: 180, svg: square },
];

/** Writes the icons of the installed app anew, out of the one drawing. */
const browser = await launch();
try {
  for (const { name, size, svg } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await page.screenshot({ path: join(folder, name), omitBackground: true });
    process.stderr.write(`${name}\n`);
    await page.close();
  }
} finally {
  await browser.close();
}
