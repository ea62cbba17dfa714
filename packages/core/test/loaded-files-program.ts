// Prints which files of core a program loads, and the error of a failing call. The arguments say what the program does, and the status of a failure.
import { registerHooks } from 'node:module'

const [, , what, status = '429'] = process.argv
const loaded: string[] = []
const onDemand = /failures\/(?:failure|connection-errors)\.ts$|family-advice|check-chat-request/
registerHooks({
  resolve(specifier, context, next) {
    if (what?.startsWith('missing') && onDemand.test(specifier)) throw new Error('EMFILE: too many open files')
    const result = next(specifier, context)
    const file = /packages\/core\/src\/(.*)\.ts$/.exec(result.url)?.[1]
    if (file !== undefined) loaded.push(file)
    return result
  },
})

const { AzureMLEndpointClient } = await import('@azureml-endpoints/core')
const { CustomOpenAIChatContentFormatter } = await import('@azureml-endpoints/formatters-openai')

const whole = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }
const events = ['data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":null}]}', 'data: [DONE]', ''].join('\n\n')

async function answer(_url: unknown, { body }: { readonly body?: unknown } = {}): Promise<Response> {
  if (what === 'missing and unreachable') throw new TypeError('fetch failed')
  const isStream = String(body).includes('"stream":true')
  if (what === 'healthy') {
    return isStream
      ? new Response(events, { headers: { 'content-type': 'text/event-stream' } })
      : Response.json(whole, { headers: { 'x-request-id': 'r1' } })
  }
  return new Response('{"error":{"message":"Slow down."}}', { status: Number(status), headers: { 'retry-after': '7' } })
}

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions',
  endpointApiKey: 'a-key-of-this-program',
  contentFormatter: CustomOpenAIChatContentFormatter,
  fetch: answer as typeof fetch,
  maxRetries: 0,
})
const request = { messages: [{ role: 'user', content: 'Hello' }], temperature: 0.5 } as const
let error: unknown
try {
  await client.chat(what === 'missing check' ? { ...request, logprobs: true } : request)
  for await (const { text } of client.stream(request)) if (text !== undefined && text !== 'Hi') throw new Error(text)
} catch (thrown) {
  error = thrown
}
process.stdout.write(JSON.stringify({ loaded, error }))
