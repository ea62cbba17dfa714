import { describe, expect, it } from 'vitest'
import { testContentFormatter } from '../../src/testing/index.ts'
import { brokenRules } from './broken-rules.ts'
import { brokenFormatters } from './broken-formatters.ts'
import { exchanges, SoundFormatter } from './sound-formatter.ts'

testContentFormatter(SoundFormatter, exchanges)

describe('the kit fails exactly the expected rules for a formatter that', () => {
  it.each(Object.entries(brokenFormatters))('%s', async (_name, { change, breaks }) => {
    const broken = await brokenRules(new SoundFormatter(change), exchanges)
    const titles = [...broken.keys()]
    expect(titles.filter((title) => !breaks.some((rule) => rule.test(title)))).toEqual([])
    expect(breaks.filter((rule) => !titles.some((title) => rule.test(title)))).toEqual([])
  })
})
