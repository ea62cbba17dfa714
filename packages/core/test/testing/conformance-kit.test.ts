import { describe, expect, it } from 'vitest'
import { testContentFormatter } from '../../src/testing/index.ts'
import { brokenDuties } from './broken-duties.ts'
import { brokenFormatters } from './broken-formatters.ts'
import { exchanges, SoundFormatter } from './sound-formatter.ts'

testContentFormatter(SoundFormatter, exchanges)

describe('the kit turns red, and only there, on a formatter that', () => {
  it.each(Object.entries(brokenFormatters))('%s', async (_name, { change, breaks }) => {
    const broken = await brokenDuties(new SoundFormatter(change), exchanges)
    const titles = [...broken.keys()]
    expect(titles.filter((title) => !breaks.some((duty) => duty.test(title)))).toEqual([])
    expect(breaks.filter((duty) => !titles.some((title) => duty.test(title)))).toEqual([])
  })
})
