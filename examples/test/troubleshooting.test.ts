// Messages on the troubleshooting page are those that users see: in the pages that tests write, or in the sources.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folder } from './run-example.ts'

const root = join(folder, '..')
const page = readFileSync(join(root, 'docs/start/troubleshooting.md'), 'utf8')
const quotes = Array.from(page.matchAll(/^> (?!\[!)(.+)$/gm), ([, quote = '']) => quote)
const written = ['docs/production/errors.md', 'docs/reference/fault-matrix.md']
const sources = globSync('packages/*/src/**/*.ts', { cwd: root })
const known = [...written, ...sources].map((file) => plain(readFileSync(join(root, file), 'utf8')))

it('has at least twenty symptoms, each with its own heading', () => {
  const symptoms = Array.from(page.matchAll(/^### (.+)$/gm), ([, heading]) => heading)
  expect(symptoms.length).toBeGreaterThanOrEqual(20)
  expect(new Set(symptoms).size).toBe(symptoms.length)
})

it.each(quotes)('quotes a real message: %s', (quote) => {
  const parts = quote.split('…').map((part) => plain(part).trim())
  expect(known.some((text) => parts.every((part) => text.includes(part)))).toBe(true)
})

it('notices a message that nothing prints', () => {
  expect(known.some((text) => text.includes(plain('Check `endpointKey` against the portal.')))).toBe(false)
})

/** Without what Markdown and string literals add. */
function plain(text: string): string {
  return text.replaceAll(/[\\`]/g, '')
}
