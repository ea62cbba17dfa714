import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateText, isStepCount, streamText, type Telemetry } from 'ai'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { key } from '../emulator.ts'
import { endpoints, open } from './endpoints.ts'
import { weather, weatherCalls } from './weather.ts'

/** What DevTools keep of a step; all but the first two are JSON text. */
interface Step {
  readonly model_id: string
  readonly provider: string
  readonly input: string
  readonly output: string
  readonly usage: string
  readonly raw_request: string | null
  readonly error: string | null
}

let folder = ''
let devTools: () => Telemetry

// DevTools write below the working directory: `.devtools`, and a line in `.gitignore`.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devtools-'))
  vi.spyOn(process, 'cwd').mockReturnValue(folder)
  const { DevToolsTelemetry } = await import('@ai-sdk/devtools')
  devTools = DevToolsTelemetry
})
afterAll(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

async function lastSteps(count: number): Promise<readonly Step[]> {
  const { steps } = JSON.parse(await readFile(join(folder, '.devtools/generations.json'), 'utf8')) as { steps: Step[] }
  expect(JSON.stringify(steps)).not.toContain(key)
  return steps.slice(-count)
}

describe.each(endpoints)('DevTools on %s', (name) => {
  it.each(['generateText', 'streamText'] as const)('show every step of %s', async (way) => {
    const endpoint = await open(name)
    await endpoint.reply(weatherCalls('Rome'), { text: 'Mild.', usage: { inputTokens: 20, outputTokens: 5 } })
    const options = {
      model: endpoint.model,
      prompt: 'Rome?',
      tools: { weather },
      stopWhen: isStepCount(2),
      telemetry: { integrations: [devTools()] },
      include: { requestBody: true },
    }
    if (way === 'generateText') await generateText(options)
    else await streamText(options).consumeStream()
    const [first, second] = await lastSteps(2)
    expect(first).toMatchObject({ model_id: 'blue', provider: 'azure-ml.chat', error: null })
    expect(first?.output).toContain('weather')
    expect(second?.output).toContain('Mild.')
    expect(JSON.parse(second?.usage ?? '')).toMatchObject({ inputTokens: 20, outputTokens: 5 })
    expect(second?.raw_request).toContain('degrees')
  })

  it('show what failed', async () => {
    const endpoint = await open(name)
    await endpoint.fail({ status: 400, body: { error: { message: `The key ${key} cannot do this` } } })
    const telemetry = { integrations: [devTools()] }
    await generateText({ model: endpoint.model, prompt: 'Rome?', telemetry }).catch(() => {})
    const [step] = await lastSteps(1)
    expect(step?.error).toContain('HTTP 400')
  })
})
