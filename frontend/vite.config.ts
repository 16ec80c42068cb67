import { defineConfig } from "vite";

// Plain names: the server says by a tag whether a file has changed, and a page can be read without a manifest.
export default defineConfig({
  base: "/static/app/",
  publicDir: false,
  build: {
    outDir: "../src/whoholds/web/static/app",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { main: "src/main.ts", rtl: "src/rtl/plugin.ts" },
      output: {
        // the map's worker imports what ends in .mjs, and would run anything else as text, which the policy forbids
        entryFileNames: (chunk) => (chunk.name === "rtl" ? "rtl.mjs" : "[name].js"),
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
