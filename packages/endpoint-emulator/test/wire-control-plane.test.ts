import { describe, expect, it } from 'vitest'
import { createEndpointEmulator, type EmulatedWorkspace, type Fault, type NamedEndpoint } from '../src/index.ts'
import { sendTo } from './wire-text.ts'

// The whole answers of the control plane, as they stand in test/fixtures/wire.

const version = '?api-version=2022-10-01'
const base = '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces'
const names = { subscriptionId: 's', resourceGroupName: 'g', workspaceName: 'w', endpointName: 'first' }

const endpoints: readonly NamedEndpoint[] = [
  { name: 'tokens', auth: { mode: 'aml_token' }, instanceCount: 3, maxConcurrentRequestsPerInstance: 4 },
  { name: 'entra', auth: { mode: 'aad_token' }, provisioningState: 'Creating' },
  { name: 'open', auth: { mode: 'none' }, provisioningState: 'Updating', apiKey: 'k' },
  {
    name: 'two',
    apiKey: ['one', 'other'],
    deployments: [
      { name: 'blue', traffic: 2, modelId: 'azureml://m' },
      { name: 'green', traffic: 1, provisioningState: 'Failed' },
      { name: 'idle' },
    ],
  },
  { name: 'even', deployments: [{ name: 'a' }, { name: 'b' }] },
  { name: 'none', deployments: [{ name: 'a', traffic: 0 }] },
  { name: 'paid', image: 'serverless', apiKey: 'paid-key', modelId: 'azureml://m' },
  { name: 'paid-entra', image: 'serverless', auth: { mode: 'aad_token' }, provisioningState: 'Creating' },
  { name: 'resource', image: 'foundry' },
]

interface Ask {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** Answers requests to one emulator, one after the other. */
async function answers(
  asked: readonly (readonly [path: string, Ask?])[],
  workspace: EmulatedWorkspace = {},
): Promise<string> {
  const emulator = createEndpointEmulator({ apiKey: 'first-key', endpoints, workspace: { ...names, ...workspace } })
  const texts: string[] = []
  for (const [path, { method = 'GET', ...ask } = {}] of asked) {
    const shown = `${method} ${path}${ask.body === undefined ? '' : ` ${JSON.stringify(ask.body)}`}`
    texts.push(`- ${shown}\n${await sendTo(emulator.fetch, { path, method, ...ask })}\n\n`)
  }
  return texts
    .join('')
    .replaceAll(
      / \| (cache-control: no-cache|date: <…>|x-ms-correlation-request-id: <uuid>|x-ms-request-id: <uuid>)/g,
      '',
    )
    .replaceAll(base, '<workspaces>')
    .replaceAll(/"[\da-f]{32}"/g, '"<key>"')
    .replaceAll(/"accessToken":"[^"]+"/g, '"accessToken":"<token>"')
    .replaceAll(/TimeUtc":\d+/g, 'TimeUtc":0')
}

describe('the control plane', () => {
  it('shows every resource', async () => {
    const kinds = ['onlineEndpoints', 'serverlessEndpoints']
    const text = await answers([
      [`/subscriptions${version}`],
      [`${base}${version}`],
      [`${base}/w${version}`],
      ...kinds.map((kind) => [`${base}/w/${kind}${version}`] as const),
      ...['first', 'TWO', 'paid', 'resource'].map((name) => [`${base}/W/OnlineEndpoints/${name}${version}`] as const),
      [`${base}/w/serverlessEndpoints/paid/${version}`],
      ...['first', 'two', 'tokens'].map((name) => [`${base}/w/onlineEndpoints/${name}/deployments${version}`] as const),
      [`${base}/w/onlineEndpoints/two/deployments/Green${version}`],
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/arm-resources.txt')
  })

  it('cuts lists into pages', async () => {
    const list = `${base}/w/onlineEndpoints${version}`
    const text = await answers(
      ['', '&$skip=2', '&$skip=4', '&$skip=7', '&$skip=-1', '&$skip=x', '&$skip=1.9'].map((skip) => [list + skip]),
      { pageSize: 2 },
    )
    const pages = text
      .split('\n')
      .map((line) =>
        [...line.matchAll(/"name":"(\w+)","type":"Micro|(\$skip=\d+|%24skip=\d+)"/g)].map((one) => one[1] ?? one[2]),
      )
    expect(pages.filter((page) => page.length > 0)).toMatchInlineSnapshot(`
      [
        [
          "first",
          "tokens",
          "%24skip=2",
        ],
        [
          "entra",
          "open",
          "%24skip=4",
        ],
        [
          "two",
          "even",
          "%24skip=6",
        ],
        [
          "first",
          "tokens",
          "%24skip=2",
        ],
        [
          "first",
          "tokens",
          "%24skip=2",
        ],
        [
          "tokens",
          "entra",
          "%24skip=3",
        ],
      ]
    `)
  })

  it('names what it cannot find or do', async () => {
    const text = await answers([
      ['/subscriptions'],
      [`/subscriptions/other${version}`],
      [`/subscriptions/s${version}`],
      [`/subscriptions/s/resourceGroups/other${version}`],
      [`/subscriptions/s/resourceGroups/g/providers/Microsoft.Other/things${version}`],
      [`${base.replace('workspaces', 'others')}${version}`],
      [`${base}/other${version}`],
      [`${base}/w/other${version}`],
      [`${base}/w/onlineEndpoints/other${version}`],
      [`${base}/w/onlineEndpoints/%E0%A4${version}`],
      [`${base}/w/serverlessEndpoints/two${version}`],
      [`${base}/w/onlineEndpoints/two/deployments/other${version}`],
      [`${base}/w/onlineEndpoints/two/listKeys${version}`],
      [`${base}/w/onlineEndpoints/two/other${version}`, { method: 'POST' }],
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/arm-errors.txt')
  })

  it('issues keys and tokens, and regenerates keys', async () => {
    const regenerate = (name: string, body: unknown): [string, Ask] => [
      `${base}/w/onlineEndpoints/${name}/regenerateKeys${version}`,
      { method: 'POST', body },
    ]
    const act = (name: string, action: string): [string, Ask] => [
      `${base}/w/onlineEndpoints/${name}/${action}${version}`,
      { method: 'POST' },
    ]
    const text = await answers([
      ...['first', 'two', 'tokens', 'entra', 'open', 'even'].flatMap((name) => [
        act(name, 'listKeys'),
        act(name, 'token'),
      ]),
      [`${base}/w/serverlessEndpoints/paid/listKeys${version}`, { method: 'POST' }],
      ...[
        { keyType: 'Primary', keyValue: 'new' },
        { keyType: 'Secondary' },
        { keyType: 'Primary', keyValue: 'new' },
      ].flatMap((body) => [regenerate('two', body), act('two', 'listKeys')]),
      ...[{}, { keyType: 'Third' }, []].map((body) => regenerate('two', body)),
      regenerate('open', { keyType: 'Primary' }),
      [`${base}/w/operationResults/a${version}`],
      [`${base}/w/operationResults/a-done${version}`],
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/arm-keys.txt')
  })

  it('checks tokens, rights and faults', async () => {
    const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`
    const paths = [`${base}/w${version}`]
    const tokens = [
      'any',
      'other',
      jwt({ aud: 'https://management.azure.com' }),
      jwt({ aud: 'https://management.core.windows.net/' }),
      jwt({ aud: 'https://ml.azure.com' }),
      jwt({ exp: 1 }),
      jwt({ exp: 9_999_999_999, aud: ['a'] }),
    ]
    const asked = [undefined, 'Basic any', ...tokens.map((token) => `Bearer ${token}`)].flatMap((authorization) =>
      paths.map((path) => [path, { headers: { authorization } }] as const),
    )
    const open = await answers(asked)
    const strict = await answers(asked, { accept: ['any'] })
    const provider = 'Microsoft.MachineLearningServices/workspaces'
    const deniedActions = [
      `${provider}/onlineEndpoints/LISTKEYS/action`,
      `${provider}/onlineEndpoints/deployments/read`,
      `${provider}/serverlessEndpoints/read`,
    ]
    const rights = await answers(
      [
        [`${base}/w/onlineEndpoints/two/listKeys${version}`, { method: 'POST' }],
        [`${base}/w/onlineEndpoints/two/deployments/blue${version}`],
        [`${base}/w/serverlessEndpoints${version}`],
        [`${base}/w/onlineEndpoints/two/token${version}`, { method: 'POST' }],
      ],
      { deniedActions },
    )
    const statuses = [400, 401, 403, 404, 405, 409, 429, 500, 503, 504]
    const faults: readonly Fault[] = [
      ...statuses.map((status) => ({ status })),
      { status: 429, retryAfter: 3 },
      { status: 503, body: 'text' },
      { status: 503, body: { own: 1 } },
      { body: 'ignored', headers: { 'x-own': '1' } },
    ]
    const faulty = await answers(
      faults.map(() => [`${base}/w${version}`]),
      { faults: faults.map((fault) => Object.assign(fault, { times: 1 })) },
    )
    const text = `# any token\n\n${open}# one token\n\n${strict}# rights\n\n${rights}# faults\n\n${faulty}`
    const now = text.replaceAll(/(current UTC time ')[^']+/g, '$1<…>')
    await expect(now).toMatchFileSnapshot('fixtures/wire/arm-tokens.txt')
  })
})
