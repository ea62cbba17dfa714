// Prints how many bytes core allocates: for a call, and for each delta of a stream. `allocations.test.ts` runs it without optimizing
// compilers, whose decisions depend on time, and with a heap that needs no garbage collection meanwhile.
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model: 'llama' }
const encoder = new TextEncoder()
const whole = encoder.encode(
  JSON.stringify({
    ...head,
    choices: [{ index: 0, message: { role: 'assistant', content: 'x'.repeat(1000) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 },
  }),
)

let body = whole
const client = new AzureMLEndpointClient({
  endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions',
  endpointApiKey: 'a-key-of-this-program',
  contentFormatter: CustomOpenAIChatContentFormatter,
  fetch: async () => new Response(body),
})
const request = { messages: [{ role: 'user', content: 'Hello' }], temperature: 0.5 } as const

async function call(): Promise<void> {
  await client.chat(request)
}

/** What every client over `fetch` does. */
async function bareCall(): Promise<void> {
  await (await Promise.resolve(new Response(body))).json()
}

async function stream(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  body = bytes
  for await (const { text } of client.stream(request)) if (text === '') throw new Error('no text')
}

function deltas(size: number): Uint8Array<ArrayBuffer> {
  const choices = [{ index: 0, delta: { content: ' word' }, logprobs: null, finish_reason: null }]
  return encoder.encode(`${`data: ${JSON.stringify({ ...head, choices })}\n\n`.repeat(size)}data: [DONE]\n\n`)
}

async function allocated(times: number, run: () => Promise<void>): Promise<number> {
  for (let count = 0; count < 20; count++) await run()
  const before = process.memoryUsage().heapUsed
  for (let count = 0; count < times; count++) await run()
  return (process.memoryUsage().heapUsed - before) / times
}

const [bare, core] = [await allocated(100, bareCall), await allocated(100, call)]
const [shortStream, longStream] = [deltas(200), deltas(2200)]
const [short, long] = [await allocated(10, () => stream(shortStream)), await allocated(10, () => stream(longStream))]
process.stdout.write(JSON.stringify({ call: core - bare, delta: (long - short) / 2000 }))
