// How the page is built: `npm run build` makes web/dist, which the controller serves from memory. Not here: serving.
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Everything is a file of ours with a hash in its name: the page's policy takes nothing from elsewhere.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    // Browsers of the last two years: they know light-dark(), nesting and color-mix() themselves.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      onLog: (level, log, tell) => {
        // Marks for servers that draw React; we have none.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log);
      },
    },
  },
});
