import { startEndpointEmulator, type RunningEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { curlCommand } from '../src/page/sharing/curl-command.ts'
import { runInBash } from './run-in-bash.ts'

const key = `it's"the"$KEY\`of\`\\this-test!`
let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator({ apiKey: key, deployments: [{ name: "o'brien" }, { name: 'blue' }] })
})
afterAll(() => emulator.close())

/** Texts that shells, curl or JSON give a meaning. */
const hostile = [
  `It's "quoted", $HOME, $(id), \`id\`, \\n, !history and ~`,
  'JSON\nJSON\n',
  "<<'JSON'\nJSON\n; id",
  '@/etc/passwd',
  '--data @/etc/passwd',
  '%{http_code} %s %00 \u0000 \u001b[2J \u007f \u0085 \u202e \u2028 \u{1f469}\u200d\u{1f680}',
  '\ttabs\tand\r\nline ends',
  '\ud800',
]

describe('the curl command, run by bash', () => {
  it.each(hostile)('sends %j as it is', async (text) => {
    expect(await sentBody({ messages: [{ role: 'user', content: text }] })).toEqual({
      messages: [{ role: 'user', content: text }],
    })
  })

  it('sends any JSON as it is', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), 200)
    const messages = [{ role: 'user', content: texts.join(' ') }]
    expect(await sentBody({ messages, metadata: texts })).toEqual({ messages, metadata: texts })
  })

  it('sends a body that is longer than an argument may be', async () => {
    const content = 'x'.repeat(300_000)
    expect(await sentBody({ messages: [{ role: 'user', content }] })).toEqual({ messages: [{ role: 'user', content }] })
  })

  it.each([
    ['authorization', '<redacted>'],
    ['api-key', '<redacted>'],
    ['x-api-key', '<redacted>'],
  ])('reads the key of the header %s from the environment', async (name, value) => {
    const command = commandFor({ headers: { [name]: value } })
    expect(command).toContain('$AZUREML_ENDPOINT_API_KEY')
    expect(command).not.toContain('<redacted>')
  })

  it('quotes header values', async () => {
    await run(commandFor({ headers: { ...headers, 'azureml-model-deployment': "o'brien", 'x-empty': '' } }))
    const sent = emulator.requests.at(-1)!
    expect(sent.headers).toMatchObject({ 'azureml-model-deployment': "o'brien", 'x-empty': '' })
  })

  it.each([`/v1/chat/completions?api-version=it's`, '/v1/chat/completions?api-version=[1-3]{a,b}'])(
    'quotes the URL %s',
    async (path) => {
      const before = emulator.requests.length
      await run(commandFor({ url: emulator.url + path }))
      expect(emulator.requests).toHaveLength(before + 1)
    },
  )

  it('reads a URL with secrets from the environment', async () => {
    const url = `${emulator.url}/v1/chat/completions?code=a-secret-code`
    const command = commandFor({ url })
    expect(command).not.toContain('secret')
    expect(await run(command, { AZUREML_ENDPOINT_URL: url })).toContain('"object"')
  })

  it('fails with the body of the error', async () => {
    await expect(run(commandFor({}), { AZUREML_ENDPOINT_API_KEY: 'wrong' })).rejects.toMatchObject({
      code: 22,
      stdout: expect.stringContaining('Invalid auth token'),
    })
  })

  it('streams', async () => {
    const body = { messages: [{ role: 'user', content: 'Hello' }], stream: true }
    expect(await run(commandFor({ body, headers: { ...headers, accept: 'text/event-stream' } }))).toContain(
      'data: [DONE]',
    )
  })

  it('keeps a placeholder for the user to fill in', () => {
    const url = 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score'
    expect(curlCommand({ url, headers, body: {} })).toContain(`'${url}'`)
  })

  it('reads like a command that a person would write', () => {
    const url = 'https://my-endpoint.eastus2.inference.ml.azure.com/score'
    const body = { input_data: { input_string: [{ role: 'user', content: "What's up?" }] } }
    expect(curlCommand({ url, headers: { ...headers, accept: 'application/json' }, body })).toMatchInlineSnapshot(`
      "curl --fail-with-body --silent --show-error \\
        'https://my-endpoint.eastus2.inference.ml.azure.com/score' \\
        --header 'content-type: application/json' \\
        --header "Authorization: Bearer $AZUREML_ENDPOINT_API_KEY" \\
        --header 'accept: application/json' \\
        --data-binary @- <<'JSON'
      {
        "input_data": {
          "input_string": [
            {
              "role": "user",
              "content": "What's up?"
            }
          ]
        }
      }
      JSON
      "
    `)
  })
})

const headers = { 'content-type': 'application/json', authorization: 'Bearer <redacted>' }

function commandFor(part: Partial<Parameters<typeof curlCommand>[0]>): string {
  const body = { messages: [{ role: 'user', content: 'Hello' }] }
  return curlCommand({ url: `${emulator.url}/v1/chat/completions`, headers, body, ...part })
}

async function sentBody(body: unknown): Promise<unknown> {
  await run(commandFor({ body }))
  return emulator.requests.at(-1)?.body
}

async function run(command: string, environment: Record<string, string> = {}): Promise<string> {
  return runInBash(command, { AZUREML_ENDPOINT_API_KEY: key, ...environment })
}
