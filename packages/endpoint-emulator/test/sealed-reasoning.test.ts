import { describe, expect, it } from 'vitest'
import { isRedactedThought, isSigned, redactThought, signThought } from '../src/anthropic-format/signatures.ts'
import { seal, unseal } from '../src/responses-format/sealed-reasoning.ts'

const thought = 'Two cities, one by one.'

describe.each<[name: string, sealed: string, isAccepted: (text: string) => boolean]>([
  ['encrypted reasoning', seal('rs_1', thought), (text) => unseal('rs_1', text) === thought],
  ['a signature', signThought(thought), (text) => isSigned(thought, text)],
  ['a redacted thought', redactThought(thought), isRedactedThought],
])('%s', (_, sealed, isAccepted) => {
  it('is accepted as it was, and rejected with any one character changed, missing or repeated', () => {
    expect(isAccepted(sealed)).toBe(true)
    const letters = [...sealed]
    const changed = letters.flatMap((letter, index) => {
      const [before, after] = [sealed.slice(0, index), sealed.slice(index + 1)]
      return [`${before}${letter === 'A' ? 'B' : 'A'}${after}`, before + after, before + letter + letter + after]
    })
    expect(changed.filter(isAccepted)).toEqual([])
  })
})
