import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/page',
  logLevel: 'error',
  plugins: [react()],
  resolve: { conditions: ['@azureml-endpoints/source', 'module', 'browser', 'production'] },
  // The page ships with the licenses of everything that it contains. Older CSS targets have no `light-dark()`, which the colors of
  // code need; what replaces it does not work with a `color-scheme` from a variable.
  build: {
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 4_000,
    license: { fileName: 'third-party-notices.md' },
  },
})
