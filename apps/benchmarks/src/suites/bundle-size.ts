import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type BuildOptions } from 'esbuild'
import type { Suite } from './suite.ts'

/** The bundle size of a minimal program. */
export const bundleSize: Suite = {
  name: 'size',
  title: 'A minimal program, minified and gzipped',
  about:
    'A program that streams one answer, bundled by esbuild with every dependency, in kB gzipped: what it loads while all calls succeed, and all of it in one file; for the adapters and their peers, in addition to a program that uses only the framework. What describes failures, and what only some calls need, is loaded on demand.',
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
    { name: 'loaded', unit: 'kB', bounds: { core: 22, provider: 8, langchain: 12 } },
    { name: 'in one file', unit: 'kB', bounds: {} },
    { name: 'in one file, not gzipped', unit: 'kB', bounds: {} },
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
  const [own, beyond] = await Promise.all([programSize(row), base === undefined ? noSize : programSize(base)])
  return (['loaded', 'whole', 'minified'] as const).map((size) => (own[size] - beyond[size]) / 1_000)
}

/** The size of a program in bytes. */
export interface ProgramSize {
  /** What it loads at its start, gzipped. */
  readonly loaded: number
  /** All of it in one file, gzipped. */
  readonly whole: number
  /** All of it in one file. */
  readonly minified: number
}

const noSize: ProgramSize = { loaded: 0, whole: 0, minified: 0 }

/**
 * Bundles a program twice: in one file, and split where it imports on demand. Bundled from sources, whose `conditions` are given,
 * what it loads is joined: the published packages leave a bundler far fewer files to split.
 */
export async function programSize(
  program: string,
  { conditions }: Pick<BuildOptions, 'conditions'> = {},
): Promise<ProgramSize> {
  const options: BuildOptions & { write: false } = {
    entryPoints: [fileURLToPath(programs[program] ?? '')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    tsconfigRaw: '{}',
    outdir: 'bundled',
    ...(conditions && { conditions, define: { __PACKAGE_VERSION__: '"0.0.0"' } }),
  }
  const { outputFiles } = await build(options)
  const [file] = outputFiles
  if (file === undefined) throw new Error(`The bundle of the program "${program}" is empty.`)
  return {
    loaded: await sizeAtStart(options),
    whole: gzipped(file.contents),
    minified: file.contents.byteLength,
  }
}

/** Splits a program where it imports on demand, and adds up the files that it loads at its start. */
async function sizeAtStart(options: BuildOptions): Promise<number> {
  const { metafile, outputFiles = [] } = await build({ ...options, splitting: true, metafile: true, write: false })
  const { outputs } = metafile
  const loaded = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint?.includes('/programs/'))
  for (const path of loaded) {
    for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[imported] !== undefined && !loaded.includes(imported))
        loaded.push(imported)
    }
  }
  const contents = outputFiles
    .filter(({ path }) => loaded.some((one) => path.endsWith(one)))
    .map((file) => file.contents)
  const files = options.conditions === undefined ? contents : [Buffer.concat(contents)]
  return files.reduce((sum, file) => sum + gzipped(file), 0)
}

function gzipped(contents: Uint8Array): number {
  return gzipSync(contents, { level: 9 }).byteLength
}
