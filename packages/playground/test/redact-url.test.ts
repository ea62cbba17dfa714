import { describe, expect, it } from 'vitest'
import { redactUrl } from '../src/redaction/redact-url.ts'

describe('redactUrl', () => {
  it.each([
    ['https://h.example/score', 'https://h.example/score'],
    [
      'https://h.example/score?code=SECRET&api-version=2024-05-01',
      'https://h.example/score?code=<redacted>&api-version=2024-05-01',
    ],
    ['https://me:SECRET@h.example/score#SECRET', 'https://me:redacted@h.example/score'],
    ['no URL', 'no URL'],
  ])('%s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown)
  })
})
