import type { ChatRequest, Tool } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { dedicatedBodyOf, question, refusalOf, serverlessBodyOf } from './conversation.ts'

const clock: Tool = { name: 'clock', parameters: { type: 'object' } }
const everything: ChatRequest = {
  ...question('Hello'),
  temperature: 0,
  topP: 0.5,
  topK: 40,
  maxTokens: 7,
  stop: ['A', 'B'],
  seed: 0,
  presencePenalty: -1,
  frequencyPenalty: 1,
  reasoningEffort: 'low',
  parallelToolCalls: false,
  logprobs: true,
  topLogprobs: 0,
  logitBias: { 50256: -100 },
  user: 'user-1',
  tools: [{ ...clock, description: 'Tells the time', strict: true }],
  toolChoice: { name: 'clock' },
  responseFormat: {
    type: 'json',
    name: 'time',
    description: 'The time',
    schema: { type: 'object', properties: { hour: { type: 'integer' } } },
    strict: false,
  },
  modelKwargs: { safe_prompt: true },
}

describe('every parameter', () => {
  it('is sent to a serverless endpoint', () => {
    expect(serverlessBodyOf(everything)).toMatchInlineSnapshot(`
      {
        "frequency_penalty": 1,
        "logit_bias": {
          "50256": -100,
        },
        "logprobs": true,
        "max_tokens": 7,
        "messages": [
          {
            "content": "Hello",
            "role": "user",
          },
        ],
        "parallel_tool_calls": false,
        "presence_penalty": -1,
        "reasoning_effort": "low",
        "response_format": {
          "json_schema": {
            "description": "The time",
            "name": "time",
            "schema": {
              "properties": {
                "hour": {
                  "type": "integer",
                },
              },
              "type": "object",
            },
            "strict": false,
          },
          "type": "json_schema",
        },
        "safe_prompt": true,
        "seed": 0,
        "stop": [
          "A",
          "B",
        ],
        "temperature": 0,
        "tool_choice": {
          "function": {
            "name": "clock",
          },
          "type": "function",
        },
        "tools": [
          {
            "function": {
              "description": "Tells the time",
              "name": "clock",
              "parameters": {
                "type": "object",
              },
              "strict": true,
            },
            "type": "function",
          },
        ],
        "top_k": 40,
        "top_logprobs": 0,
        "top_p": 0.5,
        "user": "user-1",
      }
    `)
  })

  it('is sent to a dedicated endpoint among the parameters', () => {
    const { messages, max_tokens: maxTokens, ...others } = serverlessBodyOf(everything)
    expect(dedicatedBodyOf(everything)).toStrictEqual({
      input_data: { input_string: messages, parameters: { ...others, max_new_tokens: maxTokens } },
    })
  })

  it('is omitted if it is not set', () => {
    const unset: ChatRequest = { ...question('Hello'), tools: [], stop: [], temperature: undefined, modelKwargs: {} }
    expect(serverlessBodyOf(unset)).toStrictEqual({ messages: [{ role: 'user', content: 'Hello' }] })
    expect(dedicatedBodyOf(unset)).toStrictEqual({
      input_data: { input_string: [{ role: 'user', content: 'Hello' }], parameters: {} },
    })
    expect(serverlessBodyOf({ ...question('Hello'), stop: '' })).not.toHaveProperty('stop')
  })

  it('is omitted if it is null, which untyped callers may pass', () => {
    const nulls = {
      temperature: null,
      tools: null,
      toolChoice: null,
      stop: null,
      responseFormat: null,
      maxTokens: null,
    }
    const request = { ...question('Hello'), ...nulls } as unknown as ChatRequest
    expect(Object.keys(serverlessBodyOf(request))).toEqual(['messages'])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is rejected if JSON would turn it into null: %d', (temperature) => {
    const refusal = refusalOf(() => serverlessBodyOf({ ...question('Hello'), temperature }))
    expect(refusal.setting).toBe('temperature')
    expect(refusal.message).toContain(`temperature is ${temperature}`)
  })
})

describe('maxTokens', () => {
  it('is sent under the name in maxTokensParameter', () => {
    const request = { ...question('Hello'), maxTokens: 3 }
    const options = { maxTokensParameter: 'max_completion_tokens' }
    expect(serverlessBodyOf(request, options)).toStrictEqual({
      messages: [{ role: 'user', content: 'Hello' }],
      max_completion_tokens: 3,
    })
    expect(dedicatedBodyOf(request, options)).toHaveProperty('input_data.parameters', { max_completion_tokens: 3 })
  })
})

describe('modelKwargs', () => {
  const context = { modelKwargs: { temperature: 1, top_p: 1, user: 'client' } }
  const request = { ...question('Hello'), temperature: 2, modelKwargs: { temperature: 3, user: 'call' } }

  it('override parameters if passed with the call, but not if set on the client', () => {
    const expected = { temperature: 3, top_p: 1, user: 'call' }
    expect(serverlessBodyOf(request, { context })).toMatchObject(expected)
    expect(dedicatedBodyOf(request, { context })).toHaveProperty('input_data.parameters', expected)
    expect(serverlessBodyOf({ ...question('Hello'), temperature: 2 }, { context })).toMatchObject({ temperature: 2 })
  })

  it('keep unusual keys', () => {
    const modelKwargs = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Record<string, unknown>
    for (const ask of [{ ...question('Hello'), modelKwargs }, question('Hello')]) {
      const body = JSON.stringify(serverlessBodyOf(ask, { context: { modelKwargs } }))
      expect(body).toContain('"__proto__":{"a":1}')
      expect(body).toContain('"constructor":2')
      expect(JSON.stringify(dedicatedBodyOf(ask, { context: { modelKwargs } }))).toContain('"__proto__":{"a":1}')
    }
  })
})

describe('parallelToolCalls', () => {
  it('is omitted without tools, where it means nothing and some servers reject it', () => {
    for (const tools of [undefined, []]) {
      const request = { ...question('Hello'), tools, parallelToolCalls: false }
      expect(serverlessBodyOf(request)).not.toHaveProperty('parallel_tool_calls')
      expect(dedicatedBodyOf(request)).toHaveProperty('input_data.parameters', {})
    }
  })
})

describe('toolChoice', () => {
  it.each(['auto', 'none', 'required'] as const)('is sent as %s', (toolChoice) => {
    expect(serverlessBodyOf({ ...question('Hello'), tools: [clock], toolChoice })).toMatchObject({
      tool_choice: toolChoice,
    })
  })

  it.each(['auto', 'none'] as const)('is omitted without tools: %s', (toolChoice) => {
    expect(serverlessBodyOf({ ...question('Hello'), toolChoice })).not.toHaveProperty('tool_choice')
    expect(serverlessBodyOf({ ...question('Hello'), tools: [], toolChoice })).not.toHaveProperty('tool_choice')
  })

  it.each(['required', { name: 'clock' }] as const)('is rejected without tools: %j', (toolChoice) => {
    for (const tools of [undefined, []]) {
      const refusal = refusalOf(() => dedicatedBodyOf({ ...question('Hello'), tools, toolChoice }))
      expect(refusal.setting).toBe('toolChoice')
      expect(refusal.message).toContain('the request has no tools')
    }
  })

  it('is rejected if it names no tool of the request', () => {
    const request = { ...question('Hello'), tools: [clock], toolChoice: { name: 'watch' } }
    expect(refusalOf(() => serverlessBodyOf(request))).toMatchInlineSnapshot(`
      {
        "message": "toolChoice names "watch", which is not among the tools: "clock". Add the tool to \`tools\`, or use 'auto'.",
        "setting": "toolChoice",
      }
    `)
  })
})

describe('responseFormat', () => {
  it.each([
    [{ type: 'text' }, { type: 'text' }],
    [{ type: 'json' }, { type: 'json_object' }],
    [
      { type: 'json', schema: {} },
      { type: 'json_schema', json_schema: { name: 'response', schema: {} } },
    ],
  ] as const)('%j is sent as %j', (responseFormat, sent) => {
    expect(serverlessBodyOf({ ...question('Hello'), responseFormat })['response_format']).toStrictEqual(sent)
    expect(dedicatedBodyOf({ ...question('Hello'), responseFormat })).toHaveProperty(
      'input_data.parameters.response_format',
      sent,
    )
  })
})

describe("jsonSchema: 'prompt'", () => {
  const responseFormat = { type: 'json', description: 'a "point"', schema: { type: 'object' } } as const
  const options = { jsonSchema: 'prompt' } as const

  it('puts the schema into a separate system message', () => {
    expect(serverlessBodyOf({ ...question('Hello'), responseFormat }, options)).toMatchInlineSnapshot(`
      {
        "messages": [
          {
            "content": "The answer is: a "point"
      Answer with JSON only, without any other text and without a code fence. The JSON must match this JSON Schema:
      {"type":"object"}",
            "role": "system",
          },
          {
            "content": "Hello",
            "role": "user",
          },
        ],
        "response_format": {
          "type": "json_object",
        },
      }
    `)
  })

  it('appends the schema to the leading system message', () => {
    const messages = [{ role: 'system', content: 'Few words.' }, ...question('Hello').messages] as const
    const body = serverlessBodyOf({ messages, responseFormat }, options)
    expect(body['messages']).toEqual([
      {
        role: 'system',
        content: expect.stringMatching(/^Few words\.\n\nThe answer is: a "point"\n[^]*\n\{"type":"object"\}$/),
      },
      { role: 'user', content: 'Hello' },
    ])
  })

  it('changes nothing if there is no schema', () => {
    for (const format of [undefined, { type: 'json' }, { type: 'text' }] as const) {
      const request = { ...question('Hello'), responseFormat: format }
      expect(serverlessBodyOf(request, options)).toStrictEqual(serverlessBodyOf(request))
    }
  })
})
