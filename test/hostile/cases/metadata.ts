import { completion, events, either, whole } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'
import type { SecretKindName } from '../search/secret-kinds.ts'

const kinds: readonly SecretKindName[] = [
  'key',
  'key by a function',
  'x-api-key of the call',
  'cookie of the call',
  'code in the URL',
]
const answer = (more: string): string =>
  `{${more}"choices":[{"index":0,"message":{"content":"Yes."},"delta":{"content":"Yes."},"finish_reason":"stop"}]}`

/** Good answers whose metadata shows what the endpoint was told; what the model says is the model's. */
export const metadataCases: readonly HostileCase[] = kinds.flatMap((secret): HostileCase[] => {
  const setup = { secret }
  const group = 'secrets echoed in metadata'
  const field = (name: string, json: (echo: string) => string): HostileCase => ({
    group,
    name: `${secret}, in the ${name} of a good answer`,
    setup,
    allowance: { secretInContent: true },
    answer: (exchange) => {
      const body = answer(json(JSON.stringify(exchange.secret)))
      return either(whole({ body }), events(body, '[DONE]'))(exchange)
    },
  })
  return [
    {
      group,
      name: `${secret}, in the headers of a good answer`,
      setup,
      answer: (exchange) => {
        const lines = [
          'x-request-id',
          'x-echo',
          'set-cookie',
          'x-ratelimit-key',
          'azureml-model-deployment',
          'retry-after',
        ]
        const body = answer('')
        const parts = { lines: lines.map((name) => `${name}: ${exchange.secret}`) }
        return either(
          whole({ ...parts, body }),
          whole({ ...parts, contentType: 'text/event-stream', body: `data: ${body}\n\ndata: [DONE]\n\n` }),
        )(exchange)
      },
    },
    {
      group,
      name: `${secret}, in no place of a good answer`,
      setup,
      answer: completion('{"content":"Yes."}', '"id":"c1","model":"m",'),
    },
    field('id', (echo) => `"id":${echo},`),
    field('model', (echo) => `"model":${echo},`),
    field('usage', (echo) => `"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"key":${echo}},`),
  ]
})
