import {
  type ChatRequest,
  ConfigurationError,
  ContentFormatterBase,
  type RequestContext,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText, jsonSchema, streamText, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { emulate, routes } from './emulator.ts'

const weather = tool({
  description: 'Tells the weather',
  inputSchema: jsonSchema({ type: 'object', properties: { city: { type: 'string' } } }),
})

const everything = {
  maxOutputTokens: 9,
  temperature: 0.5,
  topP: 0.9,
  topK: 40,
  presencePenalty: 0.1,
  frequencyPenalty: 0.2,
  stopSequences: ['END'],
  seed: 7,
  reasoning: 'low' as const,
  tools: { weather },
  toolChoice: 'none' as const,
}

describe.each(Object.entries(routes))('a %s endpoint', (_type, route) => {
  it('answers a question', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Perhaps.', usage: { inputTokens: 7, outputTokens: 2 } })
    const result = await generateText({ model: emulator.provider(route)(), prompt: 'Will Collatz be solved?' })
    expect(result.text).toBe('Perhaps.')
    expect(result.finishReason).toBe('stop')
    expect(result.rawFinishReason).toBe('stop')
    expect(result.usage).toMatchObject({ inputTokens: 7, outputTokens: 2, totalTokens: 9 })
    expect(result.warnings).toEqual([])
  })

  it('streams an answer', async () => {
    const emulator = await emulate()
    await emulator.reply({ pieces: ['Per', 'haps', '.'], usage: { inputTokens: 7, outputTokens: 3 } })
    const result = streamText({ model: emulator.provider(route)(), prompt: 'Will Collatz be solved?' })
    let text = ''
    for await (const delta of result.textStream) text += delta
    expect(text).toBe('Perhaps.')
    expect(await result.finishReason).toBe('stop')
    expect(await result.usage).toMatchObject({ inputTokens: 7, outputTokens: 3 })
  })

  it('separates reasoning from text, streamed or not', async () => {
    const emulator = await emulate()
    const model = emulator.provider(route)()
    await emulator.reply({ reasoning: 'Hm.', text: 'Yes.' }, { reasoning: 'Hm.', text: 'Yes.' })
    const whole = await generateText({ model, prompt: 'Is it?' })
    expect([whole.reasoningText, whole.text]).toEqual(['Hm.', 'Yes.'])
    const streamed = streamText({ model, prompt: 'Is it?' })
    expect([await streamed.reasoningText, await streamed.text]).toEqual(['Hm.', 'Yes.'])
  })

  it('reports the deployment, the region and the request', async () => {
    const emulator = await emulate()
    const model = emulator.provider(route)('blue')
    await emulator.reply({ text: 'Yes.' })
    const { finalStep } = await generateText({ model, prompt: 'Is it?', include: { requestBody: true } })
    expect(finalStep.providerMetadata?.['azureML']).toMatchObject({
      requestId: expect.stringMatching(/.{36}/),
      deployment: 'blue',
    })
    expect(finalStep.response.headers).toHaveProperty('x-request-id')
    expect(finalStep.request.body).toEqual(await emulator.body())
    const { request } = await model.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] })
    expect(request?.url).toBe(emulator.url + route)
  })

  it('calls the named deployment, or follows the traffic rules', async () => {
    const emulator = await emulate()
    const provider = emulator.provider(route)
    await generateText({ model: provider('blue'), prompt: 'Hi' })
    await generateText({ model: provider(), prompt: 'Hi' })
    const [named, unnamed] = await emulator.requests()
    expect(named?.headers['azureml-model-deployment']).toBe('blue')
    expect(unnamed?.headers).not.toHaveProperty('azureml-model-deployment')
  })
})

describe('a call option', () => {
  it('is sent to a serverless endpoint', async () => {
    const emulator = await emulate()
    const { warnings } = await generateText({
      model: emulator.provider(routes.serverless)(),
      instructions: 'Be brief.',
      prompt: 'Hi',
      ...everything,
    })
    expect(warnings).toEqual([])
    expect(await emulator.body()).toMatchInlineSnapshot(`
      {
        "frequency_penalty": 0.2,
        "max_tokens": 9,
        "messages": [
          {
            "content": "Be brief.",
            "role": "system",
          },
          {
            "content": "Hi",
            "role": "user",
          },
        ],
        "presence_penalty": 0.1,
        "reasoning_effort": "low",
        "seed": 7,
        "stop": [
          "END",
        ],
        "temperature": 0.5,
        "tool_choice": "none",
        "tools": [
          {
            "function": {
              "description": "Tells the weather",
              "name": "weather",
              "parameters": {
                "properties": {
                  "city": {
                    "type": "string",
                  },
                },
                "type": "object",
              },
            },
            "type": "function",
          },
        ],
        "top_k": 40,
        "top_p": 0.9,
      }
    `)
  })

  it('is sent to a dedicated endpoint', async () => {
    const emulator = await emulate()
    const { warnings } = await generateText({
      model: emulator.provider(routes.dedicated)(),
      prompt: 'Hi',
      ...everything,
    })
    expect(warnings).toEqual([])
    expect(await emulator.body()).toMatchInlineSnapshot(`
      {
        "input_data": {
          "input_string": [
            {
              "content": "Hi",
              "role": "user",
            },
          ],
          "parameters": {
            "frequency_penalty": 0.2,
            "max_new_tokens": 9,
            "presence_penalty": 0.1,
            "reasoning_effort": "low",
            "seed": 7,
            "stop": [
              "END",
            ],
            "temperature": 0.5,
            "tool_choice": "none",
            "tools": [
              {
                "function": {
                  "description": "Tells the weather",
                  "name": "weather",
                  "parameters": {
                    "properties": {
                      "city": {
                        "type": "string",
                      },
                    },
                    "type": "object",
                  },
                },
                "type": "function",
              },
            ],
            "top_k": 40,
            "top_p": 0.9,
          },
        },
      }
    `)
  })

  it('that the formatter does not support becomes a warning with ai’s name for it, and the call continues', async () => {
    const emulator = await emulate()
    const contentFormatter = new Frugal()
    const { warnings, text } = await generateText({
      model: emulator.provider(routes.serverless, { contentFormatter })(),
      prompt: 'Hi',
      ...everything,
    })
    expect(warnings?.map((warning) => ('feature' in warning ? `${warning.type} ${warning.feature}` : warning.type)))
      .toMatchInlineSnapshot(`
      [
        "unsupported topK",
        "unsupported maxOutputTokens",
        "unsupported stopSequences",
        "unsupported seed",
        "unsupported reasoning",
        "unsupported toolChoice",
        "unsupported tools",
      ]
    `)
    expect(warnings?.[0]).toMatchObject({ details: 'topK is beyond this model.' })
    expect(Object.keys(await emulator.body()).toSorted()).toEqual([
      'frequency_penalty',
      'messages',
      'presence_penalty',
      'temperature',
      'top_p',
    ])
    expect(text).not.toBe('')
    expect(await emulator.requests()).toHaveLength(1)
  })

  it('overrides the settings of the provider, for this call only', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { modelKwargs: { temperature: 0.1, min_p: 0.2 } })()
    await generateText({
      model,
      prompt: 'Hi',
      temperature: 0.9,
      providerOptions: { azureML: { modelKwargs: { min_p: 0.3 } } },
    })
    await generateText({ model, prompt: 'Hi' })
    const [first, second] = await emulator.requests()
    expect(first?.body).toMatchObject({ temperature: 0.9, min_p: 0.3 })
    expect(second?.body).toMatchObject({ temperature: 0.1, min_p: 0.2 })
  })
})

const openAI = new CustomOpenAIChatContentFormatter().codecs.serverless

/** A formatter that supports few settings. */
class Frugal extends ContentFormatterBase {
  readonly name = 'frugal'
  readonly codecs = { serverless: { ...openAI, formatRequest } }
}

function formatRequest(request: ChatRequest, context: RequestContext): unknown {
  for (const setting of ['topK', 'maxTokens', 'stop', 'seed', 'reasoningEffort', 'toolChoice', 'tools'] as const) {
    if (request[setting] !== undefined) throw new ConfigurationError(`${setting} is beyond this model.`, { setting })
  }
  return openAI.formatRequest(request, context)
}
