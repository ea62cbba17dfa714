import { ConfigurationError, ContentFormatterBase } from '@azureml-endpoints/core'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { hello } from './prompt.ts'

const endpointUrl = 'https://ep.eastus2.inference.ml.azure.com/v1/chat/completions'

function model(body: unknown, status = 400): ReturnType<ReturnType<typeof createAzureML>> {
  const fetch = async (): Promise<Response> =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  return createAzureML({ endpointUrl, endpointApiKey: 'a-key-of-tests', fetch })()
}

async function messageOf(body: unknown, status?: number): Promise<string> {
  const error: unknown = await generateText({ model: model(body, status), prompt: 'Hi', maxRetries: 0 }).catch(
    (thrown: unknown) => thrown,
  )
  return (error as Error).message
}

describe('the advice of an error names what the AI SDK has', () => {
  it.each<[string, unknown, string]>([
    ['a long conversation', { error: { message: 'prompt is too long' } }, 'lower `maxOutputTokens`'],
    [
      'a renamed parameter',
      { error: { message: "Use 'max_completion_tokens' instead" } },
      'so that it sends `maxOutputTokens`',
    ],
    [
      'a parameter of streams',
      { error: { message: 'stream_options?' } },
      'Create the provider with `streamUsage: false`',
    ],
    [
      'reasoning',
      { error: { message: 'reasoning_content is missing' } },
      'Create the provider with `sendReasoning: true`',
    ],
    [
      'no streaming',
      { error: { message: 'Streaming is not supported' } },
      'use `generateText` instead of `streamText`',
    ],
    [
      "the endpoint's own words as they are",
      { error: { message: '`maxTokens` and chat() are bad' } },
      ': `maxTokens` and chat() are bad.',
    ],
  ])('for %s', async (_name, body, expected) => {
    const message = await messageOf(body)
    expect(message).toContain(expected)
    if (!_name.includes('own words')) expect(message).not.toMatch(/`maxTokens`|chat\(\)/)
  })

  it('for a body that the formatter cannot parse', async () => {
    expect(await messageOf({ answer: 'Hi' }, 200)).toContain('The answer is in `data`')
  })

  it('for the first event of a stream', async () => {
    const errors: unknown[] = []
    const body = `data: ${JSON.stringify({ error: { message: 'prompt is too long' } })}\n\n`
    const result = streamText({
      model: model(body, 200),
      prompt: 'Hi',
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    })
    await result.consumeStream()
    expect(String(errors[0])).toContain('lower `maxOutputTokens`')
  })
})

describe('an error of a formatter names what the AI SDK has', () => {
  it.each([
    ['chat()', 'generateText'],
    ['stream()', 'streamText'],
    ['embed()', 'embedMany'],
    ['`maxTokens`', '`maxOutputTokens`'],
    ['`stop`', '`stopSequences`'],
    ['`responseFormat.schema`', '`output.schema`'],
    ['`tools[0].parameters`', '`tools[0].inputSchema`'],
    ['`signal`', '`abortSignal`'],
    ['`payload`', '`data`'],
    ['`topP`', '`topP`'],
  ])('instead of %s', async (name, expected) => {
    class Strict extends ContentFormatterBase {
      readonly name = 'strict'
      readonly codecs = { serverless: { formatRequest: reject, parseResponse: () => ({ text: '' }) } }
    }
    const reject = (): never => {
      throw new ConfigurationError(`Mind ${name}.`, { setting: 'modelKwargs' })
    }
    const failed = createAzureML({ endpointUrl, endpointApiKey: 'key', contentFormatter: Strict })().doGenerate({
      prompt: hello,
    })
    await expect(failed).rejects.toMatchObject({ argument: 'modelKwargs', message: `Mind ${expected}.` })
  })
})
