import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/**
 * The workbench, built to hashed files under `dist/web`. The server fills `__CSP_NONCE__` in index.html; nothing is inlined,
 * so that `script-src 'self'` and `style-src 'self' 'nonce-…'` hold without exceptions.
 */
export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Tokens use light-dark(): older targets would have it compiled away into variables that do not follow the scheme switch.
    target: ["chrome123", "firefox121", "safari17.5"],
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    chunkSizeWarningLimit: 400,
  },
});
