import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

it('has the weight that its README tells, which `pnpm check:size` measures', () => {
  const budgets = JSON.parse(read('../../.size-limit.json')) as readonly { name: string; limit: string }[]
  const budget = budgets.find(({ name }) => name.startsWith('workspace,'))
  expect(read('README.md')).toContain(`At most ${budget?.limit}, minified and compressed`)
})

it('loads Microsoft’s clients only once they are needed', () => {
  const importing = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
    /^(?:import|export) (?!type).*from '@azure\//m.test(read(file)),
  )
  expect(importing).toEqual(['src/control-plane/azure-modules.ts'])
  expect(globSync('src/**/*.ts', { cwd: root }).filter((file) => /^import .*azure-modules/m.test(read(file)))).toEqual(
    [],
  )
})
