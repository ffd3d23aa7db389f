import { defineConfig } from "vite";

/** The server and the command line in one file; dependencies stay in node_modules. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/server",
    sourcemap: true,
    rollupOptions: { input: { attain: "src/main.ts" }, output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
  },
});
