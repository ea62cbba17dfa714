import {
  AzureMLEndpointClient,
  ConfigurationError,
  ContentFormatterBase,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const base = { endpointApiKey: 'a-key-of-tests', contentFormatter: CustomOpenAIChatContentFormatter }
const managed = 'https://my-ep.eastus2.inference.ml.azure.com'

beforeEach(() => {
  for (const name of ['URL', 'API_TYPE', 'API_KEY']) vi.stubEnv(`AZUREML_ENDPOINT_${name}`, '')
  vi.stubEnv('AZUREML_DEPLOYMENT_NAME', '')
  vi.stubEnv('AZUREML_TIMEOUT', '')
})
afterEach(() => void vi.unstubAllEnvs())

function configurationError(options: Partial<EndpointOptions>): ConfigurationError {
  try {
    const client = new AzureMLEndpointClient({ ...base, ...options })
    throw new Error(`accepted as ${client.apiType}`)
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

describe('endpointUrl', () => {
  it.each([
    [`${managed}/score`, undefined, 'dedicated'],
    [`${managed}/score/`, undefined, 'dedicated'],
    [`${managed}/score?x=1`, 'dedicated', 'dedicated'],
    ['https://k8s.example.org/api/v1/endpoint/mine/score', undefined, 'dedicated'],
    [`${managed}/v1/chat/completions`, undefined, 'serverless'],
    [`${managed}/chat/completions`, 'serverless', 'serverless'],
    [`${managed}/v1/completions`, undefined, 'serverless'],
    [`${managed}/v1/embeddings`, undefined, 'serverless'],
    ['https://r.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview', undefined, 'serverless'],
    [`${managed}/generate`, 'dedicated', 'dedicated'],
    ['https://m.eastus2.models.ai.azure.com/v1/chat', 'serverless', 'serverless'],
    ['http://localhost:4280/score', undefined, 'dedicated'],
    ['http://127.0.0.2:4280/score', undefined, 'dedicated'],
    ['http://[::1]:4280/score', undefined, 'dedicated'],
  ] as const)('%s with type %s is %s', (endpointUrl, endpointApiType, expected) => {
    expect(new AzureMLEndpointClient({ ...base, endpointUrl, endpointApiType }).apiType).toBe(expected)
  })

  it('causes an error that shows the expected form', () => {
    expect(configurationError({ endpointUrl: 'my-ep/score' }).message).toMatchInlineSnapshot(`
      "\`endpointUrl\` is not an https URL: "my-ep/score". The expected form is
        dedicated:  https://<your-endpoint>.<your_region>.inference.ml.azure.com/score
        serverless: https://<your-endpoint>.<your_region>.models.ai.azure.com/v1/chat/completions"
    `)
    expect(configurationError({ endpointUrl: managed }).message).toMatchInlineSnapshot(
      `"\`endpointUrl\` has no path: https://my-ep.eastus2.inference.ml.azure.com. Pass the full invocation URL, as the endpoint's "Consume" tab shows it: https://my-ep.eastus2.inference.ml.azure.com/score (for a dedicated endpoint), or https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do)."`,
    )
    expect(configurationError({ endpointUrl: `${managed}/v1/chat/completions`, endpointApiType: 'dedicated' }).message)
      .toMatchInlineSnapshot(`
        "\`endpointApiType\` is 'dedicated', but https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions is the URL of a serverless endpoint. Pass endpointApiType 'serverless', or the URL of the dedicated endpoint. The expected form is
          dedicated:  https://<your-endpoint>.<your_region>.inference.ml.azure.com/score
          serverless: https://<your-endpoint>.<your_region>.models.ai.azure.com/v1/chat/completions"
      `)
    expect(configurationError({ endpointUrl: `${managed}/score`, endpointApiType: 'serverless' }).setting).toBe(
      'endpointUrl',
    )
  })

  it('must not be http, unless the caller allows it', () => {
    const endpointUrl = 'http://my-ep.eastus2.inference.ml.azure.com/score'
    expect(configurationError({ endpointUrl }).message).toContain(
      'unencrypted to http://my-ep.eastus2.inference.ml.azure.com',
    )
    expect(new AzureMLEndpointClient({ ...base, endpointUrl, allowInsecureHttp: true }).apiType).toBe('dedicated')
    expect(configurationError({ endpointUrl: 'http://localhost.example.org/score' }).setting).toBe('endpointUrl')
  })

  it('must use http or https without credentials; errors show neither password nor query', () => {
    expect(configurationError({ endpointUrl: 'ftp://host/score' }).message).toContain('not an https URL')
    const error = configurationError({ endpointUrl: 'https://me:hunter2@host.example.org/score' })
    expect(error.message).not.toContain('hunter2')
    const other = configurationError({ endpointUrl: `${managed}/score?key=hunter2`, endpointApiType: 'serverless' })
    expect(other.message).not.toContain('hunter2')
  })
})

describe('endpointApiType', () => {
  it('must be passed if it cannot be inferred from the path', () => {
    expect(configurationError({ endpointUrl: `${managed}/generate` }).message).toMatchInlineSnapshot(
      `"\`endpointApiType\` cannot be inferred from the path /generate. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE)."`,
    )
  })
})

describe('a missing option', () => {
  it.each(['', '\n', ' \r\n'])('is read from the environment, where it may end with %j', async (end) => {
    vi.stubEnv('AZUREML_ENDPOINT_URL', `${managed}/generate${end}`)
    vi.stubEnv('AZUREML_ENDPOINT_API_TYPE', `dedicated${end}`)
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', `key-of-the-environment${end}`)
    vi.stubEnv('AZUREML_DEPLOYMENT_NAME', `blue${end}`)
    let sent: Request | undefined
    const client = new AzureMLEndpointClient({
      contentFormatter: new CustomOpenAIChatContentFormatter(),
      fetch: async (url, init) => {
        sent = new Request(url, init)
        return Response.json({ output: 'Yes.' })
      },
    })
    await client.chat({ messages: [{ role: 'user', content: 'Hi' }] })
    expect(sent?.url).toBe(`${managed}/generate`)
    expect(sent?.headers.get('authorization')).toBe('Bearer key-of-the-environment')
    expect(sent?.headers.get('azureml-model-deployment')).toBe('blue')
  })

  it.each([
    ['foundry', 'https://r.services.ai.azure.com/models/chat/completions'],
    ['openai', 'https://r.openai.azure.com/openai/v1/chat/completions'],
    ['managed', `${managed}/score`],
  ])('must not be a deployment name with white space at its end: %s', (_kind, endpointUrl) => {
    const error = configurationError({ endpointUrl, deploymentName: 'gpt-4o\n' })
    expect(error).toMatchObject({ setting: 'deploymentName', message: expect.stringContaining('"gpt-4o\\n"') })
  })
})

describe('contentFormatter', () => {
  class OnlyDedicated extends ContentFormatterBase {
    readonly name = 'only-dedicated'
    readonly codecs = { dedicated: { formatRequest: () => ({}), parseResponse: () => ({ text: '' }) } }
  }

  it('must support the API type', () => {
    const options = { endpointUrl: `${managed}/v1/chat/completions`, contentFormatter: OnlyDedicated }
    expect(configurationError(options).message).toMatchInlineSnapshot(
      `"Formatter "only-dedicated" supports dedicated only, but the endpoint is serverless. Pass another \`contentFormatter\`, or the \`endpointApiType\` and URL that it supports."`,
    )
  })
})
