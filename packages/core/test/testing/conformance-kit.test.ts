import { expect, it } from 'vitest'
import { testContentFormatter } from '../../src/testing/index.ts'
import { brokenDuties } from './broken-duties.ts'
import { exchanges, SoundFormatter } from './sound-formatter.ts'

testContentFormatter(SoundFormatter, exchanges)

it('finds nothing', async () => {
  expect([...(await brokenDuties(new SoundFormatter(), exchanges))]).toEqual([])
})
