import { EndpointError, type ParsedChatResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, type OpenAIFormatterOptions } from '../src/index.ts'

const toolCalls = [{ id: 'c', type: 'function', function: { name: 'f', arguments: { a: 1 } } }]

const usage = { prompt_tokens: 3, completion_tokens: 2 }

describe('a response of /score', () => {
  it.each([
    [{ output: ' Hi ' }, { text: ' Hi ' }],
    [{ output: '' }, { text: '' }],
    [{ output: ['Hi'] }, { text: 'Hi' }],
    [{ output: null, message: { content: 'Hi' } }, { text: 'Hi' }],
    [{ output: null, message: { content: '' } }, { text: '' }],
    [{ message: { content: [{ type: 'text', text: 'Hi' }] } }, { text: 'Hi' }],
    [
      { output: 'Hi', message: null, finish_reason: null, usage: null },
      { text: 'Hi', toolCalls: [], usage: undefined },
    ],
    [{ output: 'Hi', message: 'read' }, { text: 'Hi' }],
    [
      { output: null, message: { content: null, tool_calls: toolCalls }, finish_reason: 'tool_calls' },
      { text: '', toolCalls: [{ id: 'c', name: 'f', arguments: '{"a":1}' }], finishReason: 'tool-calls' },
    ],
    [{ output: null, tool_calls: toolCalls }, { toolCalls: [{ id: 'c', name: 'f', arguments: '{"a":1}' }] }],
    [
      { output: null, finish_reason: 'content_filter' },
      { text: '', finishReason: 'content-filter' },
    ],
    [
      { output: null, message: { content: null, reasoning_content: 'Hm' } },
      { text: '', reasoning: 'Hm' },
    ],
    [
      { output: 'Hi', reasoning_content: 'Hm', message: { reasoning_content: null } },
      { text: 'Hi', reasoning: 'Hm' },
    ],
    [{ output: '<think>Hm</think>Hi' }, { text: 'Hi', reasoning: 'Hm' }],
    [
      { messages: [{ role: 'assistant', content: 'Hi', id: 'm' }], finish_reason: 'stop', usage },
      { text: 'Hi', toolCalls: [], finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2 } },
    ],
    [
      {
        messages: [
          { role: 'assistant', content: 'I look.', tool_calls: [{ ...toolCalls[0], id: 'done' }] },
          { role: 'tool', content: '7', tool_call_id: 'done' },
          { role: 'assistant', content: 'It is seven.', tool_calls: toolCalls, reasoning_content: 'Hm' },
        ],
      },
      {
        text: 'I look.\nIt is seven.',
        reasoning: 'Hm',
        toolCalls: [{ id: 'c', name: 'f', arguments: '{"a":1}' }],
      },
    ],
    [
      { choices: [{ message: { content: 'Hi' }, finish_reason: 'length' }], model: 'm' },
      { text: 'Hi', finishReason: 'length', model: 'm' },
    ],
  ])('%j', (body, expected) => {
    expect(read(body)).toMatchObject(expected)
  })

  it('is parsed if it was encoded twice or more often', () => {
    let body: unknown = { output: 'Hi' }
    for (let layer = 0; layer < 3; layer += 1) {
      body = JSON.stringify(body)
      expect(read(body).text).toBe('Hi')
    }
  })

  it("keeps the tags with 'off'", () => {
    expect(read({ output: '<think>a</think>b' }, { reasoning: 'off' }).text).toBe('<think>a</think>b')
  })
})

describe('an empty response', () => {
  it.each([
    {},
    { output: null },
    { output: null, message: null },
    { output: null, id: 'c', model: 'm', usage: { total_tokens: 3 } },
    { output: null, message: { role: 'assistant', content: null, tool_calls: null }, finish_reason: null },
    { message: { role: 'assistant', content: null } },
    '{}',
  ])('is a failure of the endpoint: %j', (body) => {
    const error = thrownBy(body)
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ retryable: false })
  })

  it('says what happened and what to do', () => {
    expect((thrownBy({}) as Error).message).toMatchInlineSnapshot(
      `"The container returned status 200 with an empty response: either its content safety blocked the prompt or the response, or its engine failed without an error. Rephrase the prompt to rule out the first; then check the deployment's logs."`,
    )
  })
})

describe('a response in another format', () => {
  const script = 'If score.py returns the text of the model, let it return {"output": text}.'
  const agent =
    'It contains the messages of an agent, but no separate answer: let the agent return only its own messages.'
  it.each([
    [[{ '0': 'Once' }], 'an array of length 1 whose first item is an object with 0.'],
    [['Once'], 'an array of length 1.'],
    [{ output: ['Once', 'Twice'] }, 'an object with output.'],
    [{ answer: 'Yes', chat_history: [] }, 'an object with answer, chat_history.'],
    [{ output: null, answer: 'Yes' }, 'an object with output, answer.'],
    [
      {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Ho' },
        ],
      },
      `an object with messages. ${agent}`,
    ],
    [
      { messages: [{ role: 'assistant', content: '' }], finish_reason: 'stop' },
      `an object with messages, finish_reason. ${agent}`,
    ],
    [{ messages: ['Hi'], finish_reason: 'stop' }, `an object with messages, finish_reason. ${agent}`],
    [
      { text: 'Hi', generation_id: 'g', finish_reason: 'COMPLETE' },
      'an object with text, generation_id, finish_reason.',
    ],
    [{ finish_reason: 'stop', id: 'c' }, 'an object with finish_reason, id.'],
    [{ content: 'Hi', finish_reason: 'stop' }, 'an object with content, finish_reason.'],
    [{ reasoning: 'because', verdict: 'yes' }, 'an object with reasoning, verdict.'],
    [{ output: null, finish_reason: 'stop', response: 'Hi' }, 'an object with output, finish_reason, response.'],
    [{ message: 'A value is missing' }, 'an object with message.'],
    [{ id: 'c' }, 'an object with id.'],
    [{ output: { text: 'Yes' } }, 'an object with output.'],
    [{ output: 5 }, 'an object with output.'],
    ['Once upon a time', `the text "Once upon a time". ${script}`],
    ['"Once upon a time"', `the text "Once upon a time". ${script}`],
    [' \n', 'empty.'],
    ['<html>', 'a web page.'],
    [' <!DOCTYPE html><p>', 'a web page.'],
    ['[ 1', 'text that is not JSON.'],
    ['a'.repeat(60), `the text "${'a'.repeat(60)}". ${script}`],
    [`\n${'a'.repeat(60)}`, `the text " ${'a'.repeat(59)}…". ${script}`],
    [[], 'an array of length 0.'],
    [{ [`\n${'k'.repeat(40)}`]: 1 }, `an object with  ${'k'.repeat(39)}.`],
    [Object.fromEntries(Array.from('abcdefghij', (key) => [key, 1])), 'an object with a, b, c, d, e, f, g, h, i, j.'],
    [
      Object.fromEntries(Array.from('abcdefghijk', (key) => [key, 1])),
      'an object with a, b, c, d, e, f, g, h, i, j, ….',
    ],
    [true, 'a boolean.'],
    ['{"output": NaN}', 'text that is not JSON.'],
    ['5', 'a number.'],
    [null, 'null.'],
  ])('%j is rejected: %s', (body, text) => {
    const error = thrownBy(body)
    expect(error).not.toBeInstanceOf(EndpointError)
    const expected = 'Expected the response of a chat model on /score ({"output": text})'
    expect((error as Error).message).toBe(`${expected}, but the body is ${text}`)
  })

  it('does not suggest a dedicated endpoint to a dedicated endpoint', () => {
    expect((thrownBy({ output: 5 }) as Error).message).not.toContain('endpointApiType')
  })

  it('is rejected as a completion if it has choices', () => {
    expect((thrownBy({ choices: [] }) as Error).message).toContain('a chat completion')
  })
})

function read(body: unknown, options?: OpenAIFormatterOptions): ParsedChatResponse {
  return new CustomOpenAIChatContentFormatter(options).codecs.dedicated.parseResponse(body)
}

function thrownBy(body: unknown): unknown {
  try {
    read(body)
  } catch (error) {
    return error
  }
  throw new Error('The body was read.')
}
