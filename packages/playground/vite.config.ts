import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/page',
  logLevel: 'error',
  plugins: [react()],
  resolve: { conditions: ['@azureml-endpoints/source', 'module', 'browser', 'production'] },
  build: { chunkSizeWarningLimit: 4_000 },
})
