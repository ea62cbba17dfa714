import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/page',
  logLevel: 'error',
  plugins: [react()],
  resolve: { conditions: ['@azureml-endpoints/source', 'module', 'browser', 'production'] },
  // The licences of what the page contains go along with it.
  build: { chunkSizeWarningLimit: 4_000, license: { fileName: 'third-party-notices.md' } },
})
