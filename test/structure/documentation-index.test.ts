import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const docs = join(import.meta.dirname, '../../docs')

it('docs/README.md lists every page once', () => {
  const index = readFileSync(join(docs, 'README.md'), 'utf8')
  const listed = Array.from(index.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm), ([, page]) => page)
  const pages = globSync('*/**/*.md', { cwd: docs })
  expect(pages.length).toBeGreaterThan(20)
  expect(listed.toSorted()).toEqual(pages.toSorted())
})
