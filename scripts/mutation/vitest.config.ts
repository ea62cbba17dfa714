// The tests of one package, for Stryker. It needs a config without projects.
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { SourceModules } from '../descriptions/source-modules.ts'
import { mutatedPackages, testsWithoutMutants } from './packages.ts'
import { QuickestFirst } from './quickest-first.ts'

const root = join(import.meta.dirname, '../..')
const name = process.env.MUTATED_PACKAGE ?? ''
const folders = [`packages/${name}/test`, ...(mutatedPackages[name]?.alsoTestedIn ?? [])]

/** In Stryker's copy of the repository, the links of pnpm still lead to the sources without mutants. */
const alias = Array.from(new SourceModules(root).entries, ([specifier, replacement]) => ({
  find: new RegExp(`^${specifier}$`),
  replacement,
}))

export default defineConfig({
  root,
  resolve: { alias },
  test: {
    include: folders.map((folder) => `${folder}/**/*.test.ts`),
    exclude: [...testsWithoutMutants, '**/test/browser/**', '**/node_modules/**'],
    setupFiles: [join(root, 'vitest.setup.ts'), join(import.meta.dirname, 'fast-check.ts')],
    // Each mutant gets a new worker anyway; starting one for each file as well takes too long.
    isolate: false,
    // A flaky test must not count as having found a mutant.
    retry: 1,
    testTimeout: 30_000,
    reporters: [],
    sequence: { sequencer: QuickestFirst },
  },
})
