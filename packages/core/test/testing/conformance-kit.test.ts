import { describe, expect, it } from 'vitest'
import { generalRules, operationRules } from '../../src/testing/conformance-kit.ts'
import { testContentFormatter } from '../../src/testing/index.ts'
import { rulesOf } from '../../src/testing/rules/recorded-rules.ts'
import { brokenRules, problemIn } from './broken-rules.ts'
import { brokenFormatters } from './broken-formatters.ts'
import { exchanges, SoundFormatter } from './sound-formatter.ts'

testContentFormatter(SoundFormatter, exchanges)

describe('the kit says exactly what is wrong with a formatter that', () => {
  it.each(Object.entries(brokenFormatters))('%s', async (_name, { change, breaks }) => {
    const titles: Record<string, string[]> = {}
    for (const [title, message] of await brokenRules(new SoundFormatter(change), exchanges)) {
      ;(titles[problemIn({ title }, message)] ??= []).push(title)
    }
    expect(titles).toEqual(breaks)
  })
})

it.each([...generalRules, ...operationRules, ...exchanges.flatMap(rulesOf)])(
  'has a title and a remedy that are sentences: $title',
  ({ title, remedy }) => {
    expect(title).toMatch(/^[a-z]+ (\S+ )+\S+$/)
    expect(remedy).toMatch(/^[a-z]+ (\S+ )+\S+[.…]$/)
  },
)
