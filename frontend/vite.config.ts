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
      input: "src/main.ts",
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
