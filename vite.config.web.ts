import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const webApp: UserConfig = {
  root: fileURLToPath(new URL("./src/web", import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL("./dist/web", import.meta.url)),
    emptyOutDir: true,
    // Which files a page needs: read by what keeps them for a time without a connection.
    manifest: "files.json",
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": process.env.ATTAIN_API ?? "http://127.0.0.1:3000" } },
};

/** The web app, built to plain files. Nothing is inlined: the page is served without `unsafe-inline` and without `data:` sources. */
export default defineConfig(({ command }) => {
  // A shell or a test runner may say otherwise, and React would be built for development: what is served is always the real thing.
  if (command === "build") process.env["NODE_ENV"] = "production";
  return webApp;
});
