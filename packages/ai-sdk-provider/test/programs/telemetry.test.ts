import { OpenTelemetry } from '@ai-sdk/otel'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { embed, generateText, isStepCount, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { key } from '../emulator.ts'
import { endpoints, open } from './endpoints.ts'
import { weather, weatherCalls } from './weather.ts'

/** Records the spans of calls that are given its `telemetry`. */
function record() {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const integration = new OpenTelemetry({ tracer: provider.getTracer('test') })
  return {
    telemetry: { integrations: [integration], functionId: 'weather-report' },
    spans: () => exporter.getFinishedSpans(),
    /** Everything that was recorded, as text. */
    text: () =>
      JSON.stringify(
        exporter.getFinishedSpans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
      ),
  }
}

const ways = {
  async generateText(options: Parameters<typeof generateText>[0]) {
    await generateText(options)
  },
  async streamText(options: Parameters<typeof streamText>[0]) {
    await streamText({ ...options, onError: () => {} }).consumeStream()
  },
}

describe.each(endpoints)('the spans of a call on %s', (name) => {
  it.each(Object.entries(ways))('name model, server, tokens and tools: %s', async (_way, call) => {
    const endpoint = await open(name)
    await endpoint.reply(weatherCalls('Rome'), { text: 'Mild.', usage: { inputTokens: 20, outputTokens: 5 } })
    const { telemetry, spans, text } = record()
    await call({
      model: endpoint.model,
      prompt: 'Rome?',
      tools: { weather },
      stopWhen: isStepCount(2),
      telemetry,
      include: { requestBody: true },
    })
    const names = spans().map((span) => span.name)
    expect(names).toEqual(expect.arrayContaining(['invoke_agent blue', 'chat blue', 'execute_tool weather']))
    const chats = spans().filter((span) => span.name === 'chat blue')
    expect(chats.map(({ attributes }) => attributes['gen_ai.response.finish_reasons'])).toEqual([
      ['tool-calls'],
      ['stop'],
    ])
    const { hostname, port } = new URL(endpoint.url)
    expect(chats[1]?.attributes).toMatchObject({
      'gen_ai.provider.name': 'azure.ai.inference',
      'gen_ai.request.model': 'blue',
      'gen_ai.usage.input_tokens': 20,
      'gen_ai.usage.output_tokens': 5,
      'server.address': hostname,
      'server.port': Number(port),
    })
    const root = spans().find((span) => span.name === 'invoke_agent blue')
    expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(new Set([root?.spanContext().traceId]))
    expect(text()).toContain('weather-report')
    expect(text()).not.toContain(key)
  })

  it.each(Object.entries(ways))('tell what failed, without the key: %s', async (_way, call) => {
    const endpoint = await open(name)
    await endpoint.fail({ status: 401, body: { error: { message: `The key ${key} is wrong` } } })
    const { telemetry, spans, text } = record()
    await call({ model: endpoint.model, prompt: 'Rome?', telemetry, maxRetries: 0 }).catch(() => {})
    const failed = spans().filter(({ status }) => status.code === 2)
    expect(failed.map((span) => span.name)).toContain('chat blue')
    expect(text()).toContain('HTTP 401')
    expect(text()).not.toContain(key)
  })

  it('contain no texts if the caller forbids it', async () => {
    const endpoint = await open(name)
    await endpoint.reply({ text: 'A private answer.' })
    const { telemetry, text } = record()
    const silent = { ...telemetry, recordInputs: false, recordOutputs: false }
    await generateText({ model: endpoint.model, prompt: 'A private question?', telemetry: silent })
    expect(text()).toContain('azure.ai.inference')
    expect(text()).not.toContain('private')
  })
})

it('the span of an embedding names its model and tokens', async () => {
  const endpoint = await open('serverless')
  const { telemetry, spans, text } = record()
  const provider = endpoint.provider('/v1/embeddings', { name: 'east' })
  await embed({ model: provider.embeddingModel('e5'), value: 'Mild', telemetry })
  expect(spans().map((span) => span.name)).toContain('embeddings e5')
  expect(text()).toContain('"gen_ai.provider.name":"east.embedding"')
  expect(text()).not.toContain(key)
})
