import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaygroundSettings } from '../src/contract/playground-contract.ts'
import { holdsSettings, parseSettingsLink, settingsLink } from '../src/page/sharing/settings-link.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'

const settings: PlaygroundSettings = {
  ...initialSettings,
  endpoint: 'own',
  system: 'Answer in verse.',
  temperature: 0.5,
  tools: true,
}
const endpoint = { url: 'https://h.example/v1/chat/completions', apiType: 'serverless' } as const
const page = 'http://127.0.0.1:4281/'

describe('a link', () => {
  it('holds the settings and the endpoint, in its fragment', async () => {
    const link = new URL(await settingsLink(page, { settings, endpoint }))
    expect(link.origin + link.pathname + link.search).toBe(page)
    expect(holdsSettings(link.hash)).toBe(true)
    expect(await parseSettingsLink(link.hash)).toEqual({ settings, endpoint })
  })

  it('survives any text, compressed if it is long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2_000 }), async (system) => {
        const link = new URL(await settingsLink(page, { settings: { ...settings, system } }))
        expect((await parseSettingsLink(link.hash)).settings.system).toBe(system)
      }),
      { numRuns: 100 },
    )
    const long = await settingsLink(page, { settings: { ...settings, system: 'Answer in verse. '.repeat(1_000) } })
    expect(long.length).toBeLessThan(600)
  })

  it.each([
    ['a password', 'https://me:the-secret@h.example/score', 'https://h.example/score'],
    ['a query parameter', 'https://h.example/score?code=the-secret', 'https://h.example/score'],
    ['a parameter with a harmless name', 'https://h.example/score?x=the-secret', 'https://h.example/score'],
    ['a fragment', 'https://h.example/score#the-secret', 'https://h.example/score'],
    [
      'a parameter beside the API version',
      'https://h.example/score?api-version=1&sig=the-secret',
      'https://h.example/score?api-version=1',
    ],
  ])('leaves out %s, also when it is parsed', async (_what, url, expected) => {
    const link = new URL(await settingsLink(page, { settings, endpoint: { ...endpoint, url } }))
    expect(Buffer.from(link.hash.split('=')[1] ?? '', 'base64url').toString()).not.toContain('the-secret')
    expect((await parseSettingsLink(link.hash)).endpoint?.url).toBe(expected)
    const hostile = encoded({ version: 1, settings, endpoint: { ...endpoint, url } })
    expect((await parseSettingsLink(hostile)).endpoint?.url).toBe(expected)
  })

  it('leaves out a fault, the endpoint of others, and fields that it does not know', async () => {
    const more = { ...settings, fault: 'overloaded', apiKey: 'the-secret' } as const
    expect(await parseSettingsLink(new URL(await settingsLink(page, { settings: more })).hash)).toEqual({ settings })
    const embedded = { ...settings, endpoint: 'embedded' } as const
    expect(await parseSettingsLink(encoded({ version: 1, settings: embedded, endpoint }))).toEqual({
      settings: embedded,
    })
  })

  it('is refused if it would be too long', async () => {
    const random = fc.sample(fc.string({ minLength: 20_000, maxLength: 20_000 }), 1)[0] ?? ''
    await expect(settingsLink(page, { settings: { ...settings, system: random } })).rejects.toThrow(
      /truncate links.*file/,
    )
  })
})

describe('a hostile link', () => {
  const bomb = deflateRawSync(Buffer.alloc(50 * 1024 * 1024, ' ')).toString('base64url')

  it.each([
    ['damaged base64', '#settings=%%%'],
    ['not JSON', `#settings=${Buffer.from('{').toString('base64url')}`],
    ['not compressed', '#settings.z=AAAA'],
    ['a compressed bomb', `#settings.z=${bomb}`],
    ['nothing', '#settings='],
    ['null', encoded(null)],
    ['a list', encoded([])],
    ['a newer version', encoded({ version: 2, settings })],
    ['a wrong type', encoded({ version: 1, settings: { ...settings, tools: 'yes' } })],
    [
      'a script as the endpoint',
      encoded({ version: 1, settings, endpoint: { ...endpoint, url: 'javascript:alert(1)' } }),
    ],
    ['a file as the endpoint', encoded({ version: 1, settings, endpoint: { ...endpoint, url: 'file:///etc/passwd' } })],
    ['settings nested deeply', `#settings=${Buffer.from('['.repeat(100_000)).toString('base64url')}`],
    ['a prototype', encoded(JSON.parse('{"version":1,"__proto__":{"settings":{}}}'))],
  ])('with %s is refused with a message for a person', async (_what, fragment) => {
    const error = await parseSettingsLink(fragment).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).toMatch(/^The link is (damaged|not valid)/)
    expect((error as Error).message.length).toBeLessThan(700)
    expect({}).not.toHaveProperty('settings')
  })

  it('is not mistaken for a link to a part of the page', () => {
    expect(['', '#', '#top', '#setting=', 'settings='].map(holdsSettings)).toEqual([false, false, false, false, false])
  })
})

function encoded(value: unknown): string {
  return `#settings=${Buffer.from(JSON.stringify(value)).toString('base64url')}`
}
