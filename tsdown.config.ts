import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsdown'

/** The condition under which the packages import each other's sources while developing. */
const sourceCondition = '@azureml-endpoints/source'

// Run in a package's folder (`tsdown -c ../../tsdown.config.ts`): its package.json says what is built.
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const entry = Object.values<string | Record<string, string>>(manifest.exports)
  .flatMap((target) => (typeof target === 'string' ? [] : [target[sourceCondition]]))
  .concat(manifest.bin ? ['src/command.ts'] : [])
  .filter((file) => file !== undefined)

export default defineConfig({
  cwd: process.cwd(),
  entry,
  format: 'esm',
  platform: 'neutral',
  deps: {
    // Bundled, since each file costs at its import what core's own code costs as a whole; its licence goes along.
    onlyBundle: ['eventsource-parser'],
    // `core/testing` uses what its users use, and does not share a file with it.
    neverBundle: [manifest.name],
  },
  target: 'es2023',
  // What an entry loads at its start is one file, since each costs time and bytes; the rest is loaded on demand.
  outputOptions: {
    // A fifth of the files would be comments, which an import has to read; they are in the declarations and the source maps.
    comments: { jsdoc: false },
    codeSplitting: {
      groups: [{ name: 'shared', minShareCount: 2, tags: ['$initial'], test: /src\/(?!testing\/).*(?<!\.d)\.ts$/ }],
    },
  },
  sourcemap: true,
  fixedExtension: false,
  define: { __PACKAGE_VERSION__: JSON.stringify(manifest.version) },
  dts: { oxc: true, tsconfig: '../../tsconfig.base.json', compilerOptions: { isolatedDeclarations: true } },
  publint: { strict: true },
  attw: { profile: 'esm-only', level: 'error' },
})
