// Run by child-run.test.ts: formatters as authors register them, most of them broken.
import { describe } from 'vitest'
import { ContentFormatterBase } from '../../src/index.ts'
import { testContentFormatter } from '../../src/testing/index.ts'
import { brokenFormatters } from './broken-formatters.ts'
import { exchanges, SoundFormatter } from './sound-formatter.ts'

describe('sound', () => {
  testContentFormatter(SoundFormatter, exchanges)
})

describe('broken', () => {
  const change = brokenFormatters['drops tools silently']?.change
  testContentFormatter(new SoundFormatter(change), exchanges)
})

describe('unrecorded', () => {
  testContentFormatter(new SoundFormatter(), [])
})

class Shapeless extends ContentFormatterBase {
  override readonly name = 'shapeless'
  override readonly codecs = { serverless: { formatRequest: 1, parseResponse: () => ({ text: '' }) } as never }
}

describe('shapeless', () => {
  testContentFormatter(Shapeless, exchanges)
})
