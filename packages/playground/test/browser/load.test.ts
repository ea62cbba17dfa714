import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'
import { usePlayground } from '../playground-on-screen.ts'
import { recordTasks } from '../recorded-tasks.ts'

const on = usePlayground()

/** A minute was measured with `LOAD_SECONDS=60`; ten seconds show the same growth. */
const seconds = Number(process.env['LOAD_SECONDS'] ?? 10)
const tokensPerSecond = 200

describe('the page under load', { timeout: 60_000 + seconds * 5_000 }, () => {
  it('needs less than a second of processor time until it can be used', async () => {
    const stop = await recordTasks(on.page)
    await on.page.reload()
    await on.box.waitFor()
    const total = (await stop()).reduce((sum, duration) => sum + duration, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(1_000)
  })

  it.each(['Requests', 'Timing'])('has no task over 50 ms while tokens stream, with the tab %s', async (tab) => {
    const pieces = Array.from({ length: seconds * tokensPerSecond }, (_, index) => pieceOf(index))
    const pace = { delayMs: 1_000 / tokensPerSecond }
    await using emulator = await startEndpointEmulator({ apiKey: 'any-key', pace, replies: [{ pieces }] })
    await on.setEndpoint(`${emulator.url}/v1/chat/completions`, 'any-key')
    await on.page.getByText('Using 127.0.0.1').waitFor()
    await on.page.getByRole('tab', { name: tab }).click()
    const stop = await recordTasks(on.page)
    await on.ask('Please write a lot.')
    await on.page.getByRole('button', { name: 'Send', exact: true }).waitFor({ timeout: seconds * 4_000 })
    const tasks = await stop()
    expect(tasks.length).toBeGreaterThan(100)
    expect(Math.max(...tasks)).toBeLessThan(50)
    expect(await on.lastAnswer()).toContain(`Section ${Math.floor(pieces.length / 200)}`)
  })
})

/** A text with headings, paragraphs, code and lists. */
function pieceOf(index: number): string {
  const place = index % 200
  if (place === 0) return `\n\n## Section ${index / 200 + 1}\n\n`
  if (place === 60) return '\n\n```ts\n'
  if (place === 120) return '\n```\n\n'
  if (place > 60 && place < 120) return place % 8 === 0 ? `const x${place} = ${place}\n` : 'value += 1; '
  if (place > 120 && place < 160) return place % 8 === 0 ? `\n- item **${place}** ` : 'word '
  return place === 160 ? '\n\n' : `word${place} `
}
