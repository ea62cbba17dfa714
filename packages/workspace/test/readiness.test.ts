import { describe, expect, it } from 'vitest'
import { locateEndpoint } from '../src/endpoints/endpoint-url.ts'
import { checkReadiness } from '../src/endpoints/readiness.ts'
import { otherTasks } from '../src/formatters/model-families.ts'
import { suggestFormatter } from '../src/index.ts'
import { anyEndpoint } from './any-endpoint.ts'

const blue = { name: 'Blue', provisioningState: 'Succeeded', traffic: 100 }
const endpoint = { ...anyEndpoint, deployments: [blue] }

const refused: readonly (readonly [state: string, code: string, retryable: boolean, advice: string])[] = [
  ['Creating', 'Creating', true, 'It takes up to 20 minutes to create: connect again when it has succeeded.'],
  ['Deleting', 'Deleting', false, 'It is being deleted: connect to another one, or create it again.'],
  ['Failed', 'Failed', false, 'Its page in Azure Machine Learning studio shows why'],
  ['Canceled', 'Canceled', false, 'Its creation was canceled: create it again.'],
  ['Suspending', 'Suspended', false, 'It is being suspended: look at the subscription of its model'],
  ['Suspended', 'Suspended', false, 'It is suspended: look at the subscription of its model'],
  ['Unheard', 'NotReady', false, 'Look at its page in Azure Machine Learning studio.'],
]

describe('the provisioning state', () => {
  it.each(['Succeeded', 'Updating', 'Scaling'])('%s is ready', (provisioningState) => {
    expect(checkReadiness({ ...endpoint, provisioningState }, undefined)).toBeUndefined()
    const deployments = [{ ...blue, provisioningState }]
    expect(checkReadiness({ ...endpoint, deployments }, 'blue')).toBe('Blue')
  })

  it.each(refused)(
    '%s is not ready, of an endpoint and of a deployment',
    (provisioningState, code, retryable, advice) => {
      const error = (what: string): object =>
        expect.objectContaining({
          code,
          retryable,
          message: expect.stringContaining(
            `${what} is not ready: its provisioning state is ${provisioningState}. ${advice}`,
          ),
        })
      const deployments = [{ ...blue, provisioningState }]
      expect(() => checkReadiness({ ...endpoint, provisioningState }, 'blue')).toThrow(error('The endpoint e'))
      expect(() => checkReadiness({ ...endpoint, deployments }, 'blue')).toThrow(
        error('The deployment Blue of the endpoint e'),
      )
    },
  )
})

describe('the URL of a serverless endpoint', () => {
  const arm = { origin: 'https://management.azure.com', scope: 's', loopback: false }
  const located = (scoringUrl: string, route?: string): string =>
    locateEndpoint({ ...endpoint, kind: 'serverless', scoringUrl }, { arm, route, allowInsecureHttp: undefined })
      .endpointUrl

  it.each(['chat/completions', 'embeddings', 'rerank', 'responses', 'embed', 'chat', 'messages', 'score'])(
    'that ends in a route is kept: %s',
    (route) => {
      for (const url of [`https://e.x/v1/${route}`, `https://e.x/v1/${route}/`]) expect(located(url)).toBe(url)
      expect(located(`https://e.x/v1/${route}`, '/v2/other?a=1')).toMatch(/^https:\/\/e\.x(?:\/v1)?\/v2\/other\?a=1$/)
    },
  )

  it.each(['https://e.x', 'https://e.x/', 'https://e.x/prefix'])('that ends in none gets one: %s', (url) => {
    const prefix = url.replace(/\/$/, '')
    expect(located(url)).toBe(`${prefix}/v1/chat/completions`)
    expect(located(url, '/v2/other')).toBe(`${prefix}/v2/other`)
  })
})

describe('a name in the form of a family', () => {
  const words =
    'base embed embedder rerank reranker reward prm rm safeguard classifier detector image audio omni speech tts asr transcribe ocr document moderation multi-agent'

  it.each(words.split(' '))('is no chat model with another task in it: %s', (word) => {
    for (const name of [`phi-4-${word}`, `phi-4-${word}-1`, `phi-4.${word}`]) {
      expect([name, suggestFormatter(`azureml:${name}:1`).known]).toEqual([name, false])
    }
    // The words count only as a whole.
    expect(otherTasks.test(`phi-4-x${word === 'safeguard' ? 'safe' : word}x`)).toBe(false)
  })
})
