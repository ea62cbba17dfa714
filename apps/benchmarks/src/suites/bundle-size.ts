import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Suite } from './suite.ts'

/** The bundle size of a minimal program. */
export const bundleSize: Suite = {
  name: 'size',
  title: 'A minimal program, minified and gzipped',
  about:
    'A program that streams one answer, bundled by esbuild with every dependency, in kB gzipped; for the adapters and their peers, in addition to a program that uses only the framework.',
  rows: [
    'floor',
    'openai',
    'azure-ai-inference',
    'core',
    'openai-compatible',
    'provider',
    'langchain-openai',
    'langchain',
  ],
  columns: [
    { name: 'gzipped', unit: 'kB', bounds: { core: 8, provider: 8, langchain: 12 } },
    { name: 'minified', unit: 'kB', bounds: {} },
  ],
  rounds: 1,
  sampling: { kind: 'own', sample: sizes },
}

const programs: Readonly<Record<string, URL>> = {
  ai: new URL('../programs/ai.ts', import.meta.url),
  'azure-ai-inference': new URL('../programs/azure-ai-inference.ts', import.meta.url),
  core: new URL('../programs/core.ts', import.meta.url),
  floor: new URL('../programs/floor.ts', import.meta.url),
  langchain: new URL('../programs/langchain.ts', import.meta.url),
  'langchain-core': new URL('../programs/langchain-core.ts', import.meta.url),
  'langchain-openai': new URL('../programs/langchain-openai.ts', import.meta.url),
  openai: new URL('../programs/openai.ts', import.meta.url),
  'openai-compatible': new URL('../programs/openai-compatible.ts', import.meta.url),
  provider: new URL('../programs/provider.ts', import.meta.url),
}

/** The program whose size is subtracted from a row's. */
const bases: Readonly<Record<string, string>> = {
  'openai-compatible': 'ai',
  provider: 'ai',
  'langchain-openai': 'langchain-core',
  langchain: 'langchain-core',
}

async function sizes(row: string): Promise<readonly number[]> {
  const base = bases[row]
  const [own, beyond] = await Promise.all([bundled(row), base === undefined ? noSize : bundled(base)])
  return own.map((bytes, index) => (bytes - (beyond[index] ?? 0)) / 1_000)
}

const noSize = [0, 0] as const

/** Bundles a program and returns its size, gzipped and minified. */
async function bundled(program: string): Promise<readonly number[]> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(programs[program] ?? '')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    tsconfigRaw: '{}',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`The bundle of the program "${program}" is empty.`)
  return [gzipSync(file.contents, { level: 9 }).byteLength, file.contents.byteLength]
}
