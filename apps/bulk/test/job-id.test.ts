import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toCustomId, toJobId } from '../src/items/job-id.ts'

/** Texts of any UTF-16 code units, half surrogate pairs among them. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

it.each([
  '',
  '0',
  '42',
  '-1',
  'a:b',
  ':',
  '::',
  '%',
  '%003a',
  '=',
  'ü',
  '😀',
  '\ud800',
  'a\ndb',
  '__proto__',
  '0:delay',
])('gives %j an id that BullMQ takes, and reads it back', (customId) => {
  const id = toJobId(customId)
  expect(id).not.toMatch(/:|^-?\d+$/)
  expect(id).not.toBe('')
  expect(toCustomId(id)).toBe(customId)
})

it('does so for any text, in UTF-8', () => {
  fc.assert(
    fc.property(anyText, (customId) => {
      const id = Buffer.from(toJobId(customId), 'utf8').toString('utf8')
      expect(id).not.toContain(':')
      expect(toCustomId(id)).toBe(customId)
    }),
  )
})
