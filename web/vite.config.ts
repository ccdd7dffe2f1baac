import { defineConfig } from "vite";
import { chunkGroups } from "./build/chunk-groups.ts";
import { shellWorker } from "./build/shell-worker.ts";

/** Where `npm run dev -w web` finds an api: the mock by default, or a running Resik. */
const API_URL = "http://127.0.0.1:8099";

export default defineConfig({
  // `npm run build -w web` and `vite build web` must both find index.html.
  root: import.meta.dirname,
  plugins: [shellWorker()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { host: "127.0.0.1", port: 5173, proxy: { "/api": API_URL } },
  build: {
    outDir: "dist",
    // Phones of the Android 7 days run at most Chrome 119; many were last updated years earlier.
    target: ["chrome87", "firefox85", "safari14"],
    modulePreload: { polyfill: false },
    // A font as data: would need a wider content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { app: "index.html", sw: "src/service-worker/main.ts" },
      output: {
        codeSplitting: { groups: [...chunkGroups] },
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
