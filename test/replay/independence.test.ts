import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const naive = join(import.meta.dirname, '../../scripts/replay/naive')

it('keeps the naive readings apart from the packages that they are compared with', () => {
  const files = globSync('*.ts', { cwd: naive })
  expect(files.length).toBeGreaterThan(5)
  const imports = files.flatMap((file) => readFileSync(join(naive, file), 'utf8').match(/from '[^']+'/g) ?? [])
  expect(imports.filter((line) => !/^from '\.{1,2}\/[a-z0-9-]+\.ts'$/.test(line))).toEqual([])
})
