import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../../src/index.ts'
import { anyTexts, shortest } from '../../src/testing/values/any-text.ts'
import { problemOf } from './broken-rules.ts'
import { eachMessage, eachText, whenStreaming } from './changes.ts'

const userText = /^sends any user text unchanged$/
const otherTexts = /^sends the texts of system and assistant messages unchanged$/

/** Each is seen in one of the texts that formatters are known to damage. */
const damages: Readonly<Record<string, (text: string) => string>> = {
  'expands tabs': (text) => text.replaceAll('\t', '  '),
  'trims spaces at the end': (text) => text.replace(/ +$/, ''),
  'trims lines at the start': (text) => text.replace(/^\n+/, ''),
  'strips tags': (text) => text.replaceAll(/<\/?b>/g, ''),
  'folds letters': (text) => text.replaceAll('İ', 'i'),
  'strips marks of direction': (text) => text.replaceAll('\u202E', ''),
  'replaces lone surrogates': (text) => text.replaceAll(/\p{Surrogate}/gu, '?'),
  'strips NUL': (text) => text.replaceAll('\0', ''),
  'strips a byte order mark': (text) => text.replace(/^\uFEFF/, ''),
  'normalizes line ends': (text) => text.replaceAll(/\r(?!\n)/g, '\n'),
  'fills templates': (text) => text.replaceAll('{text}', 'text'),
  'formats objects': (text) => text.replaceAll('":"', '": "'),
  'formats lists': (text) => text.replaceAll(', null', ',null'),
  'unquotes strings': (text) => text.replace(/^"(.*)"$/s, '$1'),
  'unescapes characters': (text) => text.replaceAll('\\u0041', 'A'),
  'drops the word null': (text) => (text === 'null' ? '' : text),
  'converts booleans': (text) => (text === 'true' ? '1' : text),
  'converts numbers': (text) => (/^\d+$/.test(text) ? String(Number(text)) : text),
  'strips special tokens': (text) => text.replaceAll(/<\|\w+\|>/g, ''),
  'strips code fences': (text) => text.replaceAll('```', ''),
  'cuts at 16 KiB': (text) => text.slice(0, 16_384),
}

describe('the rules for texts notice a formatter that', () => {
  it.each(Object.entries(damages))('%s', async (_name, damage) => {
    for (const rule of [userText, otherTexts]) {
      expect(await problemOf(rule, eachText(damage))).toMatch(/^`formatRequest` changed the text "/)
      expect(await problemOf(rule, whenStreaming(eachText(damage)))).toMatch(/"stream":true}\.$|…$/)
    }
  })

  it.each<[string, RegExp, (message: ChatMessage, index: number, all: readonly ChatMessage[]) => boolean]>([
    ['the first of several', userText, ({ role }, index, all) => role === 'user' && index === 0 && all.length === 3],
    ['the last of several', userText, ({ role }, index) => role === 'user' && index === 2],
    ['the one after a system message', userText, ({ role }, index) => role === 'user' && index === 1],
    ['a system message', otherTexts, ({ role }) => role === 'system'],
    ['an answer', otherTexts, ({ role }) => role === 'assistant'],
  ])('trims %s', async (_name, rule, isTrimmed) => {
    const change = eachMessage((message, ...place) => {
      if (typeof message.content !== 'string' || !isTrimmed(message, ...place)) return message
      return Object.assign({ ...message }, { content: message.content.trim() })
    })
    expect(await problemOf(rule, change)).toContain('changed the text')
  })

  it('trims parts', async () => {
    const change = eachMessage((message) => {
      if (message.role !== 'user' || typeof message.content === 'string') return message
      const content = message.content.map((part) => (part.type === 'text' ? { ...part, text: part.text.trim() } : part))
      return { ...message, content }
    })
    expect(await problemOf(userText, change)).toContain('changed the text')
  })

  it('damages what only random texts have', async () => {
    const change = eachText((text) => text.replaceAll("'\\", '/'))
    expect(await problemOf(userText, change)).toMatch(/^`formatRequest` changed the text "'\\\\"/)
  })
})

describe('random texts', () => {
  it('are the same in every run', () => {
    expect(Array.from(anyTexts(3))).toEqual([
      "\r\n\\漢&>1[5$r🙂D\n5$'=M$\r\n\\",
      '&\n }\\B\t &| /_/q&BJ/ Xé',
      'é%\n7`"🙂<1漢',
    ])
    expect(Array.from(anyTexts(200))).toEqual(Array.from(anyTexts(200)))
  })

  it('contain every character that formatters damage', () => {
    const all = Array.from(anyTexts(200)).join('')
    for (const one of ['"', '\\', '\n', '\r\n', '\t', ' ', '{', '}', '<', '>', '&', "'", '$', '%', '`', '/']) {
      expect(all).toContain(one)
    }
    for (const one of ['é', '漢', '🙂', '\uD83D']) expect(all).toContain(one)
  })
})

it.each([
  ['----X------', /X/, 'X'],
  ['--X--Y---Z-', /X.*Y.*Z/, 'XYZ'],
  ['-'.repeat(99), /-/, '-'],
  ['ab', /^ab$/, 'ab'],
  ['xaby', /a/, 'a'],
])('shrinks %j to the shortest text that still matches %s', (text, fault, expected) => {
  expect(shortest(text, (candidate) => fault.test(candidate))).toBe(expected)
  expect(shortest(text, () => true)).toHaveLength(1)
})

it('shrinks a long text as far as it gets in 1 000 attempts', () => {
  let attempts = 0
  const isCut = (text: string): boolean => {
    attempts += 1
    return text.length > 16_384
  }
  expect(shortest('x'.repeat(20_000), isCut).length).toBeLessThan(16_500)
  expect(attempts).toBe(1000)
})
