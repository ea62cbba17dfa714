import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { clients } from './clients.ts'
import { useScript } from './use-script.ts'

const words = Array.from({ length: 12 }, (_, index) => `word${index}`)
const text = words.join(' ')

describe('a script that streams from /score', () => {
  const server = useScript('streaming')
  /** Waits until the server has noted that another caller left, and returns how many words it had sent. */
  const leaving = async (before: number): Promise<string | undefined> => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const lines =
        server()
          .process.output()
          .match(/The caller left after \d+ of \d+ words/g) ?? []
      if (lines.length > before) return lines.at(-1)
      await pause(50)
    }
    return undefined
  }
  const left = (): number =>
    server()
      .process.output()
      .match(/The caller left/g)?.length ?? 0

  describe.each(clients)('for $name', ({ stream }) => {
    it('arrives word by word', async () => {
      const arrivals: number[] = []
      const texts: string[] = []
      for await (const piece of stream({ url: server().url, text, parameters: { pause: 0.05 } })) {
        arrivals.push(performance.now())
        texts.push(piece)
      }
      expect(texts.join('')).toBe(text)
      expect(texts.length).toBeGreaterThan(6)
      expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(300)
    })

    it('ends on the server when the call is aborted', async () => {
      const before = left()
      const controller = new AbortController()
      const reading = (async () => {
        for await (const piece of stream({
          url: server().url,
          text,
          parameters: { pause: 0.2 },
          signal: controller.signal,
        }))
          void piece
      })().catch(() => undefined)
      await pause(700)
      controller.abort()
      await reading
      expect(await leaving(before)).toMatch(/after [1-9]\d? of 12 words/)
    })
  })

  it.each(clients.filter(({ name }) => name !== 'the AI SDK'))(
    'ends on the server when the loop over $name is left',
    async ({ stream }) => {
      const before = left()
      for await (const _ of stream({ url: server().url, text, parameters: { pause: 0.1 } })) break
      expect(await leaving(before)).toMatch(/after [1-9] of 12 words/)
    },
  )

  it.each(clients)('answers 32 calls of $name at once, each with its own answer', async ({ stream }) => {
    const texts = Array.from({ length: 32 }, (_, index) => `call ${index} of 32`)
    const answers = await Promise.all(
      texts.map(async (one) => {
        let answer = ''
        for await (const piece of stream({ url: server().url, text: one })) answer += piece
        return answer
      }),
    )
    expect(answers).toEqual(texts)
  })
})
