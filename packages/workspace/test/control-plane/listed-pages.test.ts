import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline'
import { describe, expect, it } from 'vitest'
import type { ControlPlane } from '../../src/control-plane/arm-client.ts'
import { listEntries } from '../../src/control-plane/pages.ts'
import {
  getServerlessEndpoint,
  listServerlessEndpoints,
  listServerlessKeys,
} from '../../src/control-plane/serverless-endpoints.ts'

const origin = 'https://arm.example'
const endpoints = `${origin}/subscriptions/s/resourceGroups/g%20h/providers/Microsoft.MachineLearningServices/workspaces/w/serverlessEndpoints`
const endless = expect.objectContaining({
  name: 'EndpointError',
  message: 'The control plane sent more than 200 pages of one list, or links them in a circle.',
})

/** A control plane with these responses in turn, the last one for good; it records what it was asked. */
function planeWith(...bodies: readonly unknown[]): { readonly plane: ControlPlane; readonly asked: unknown[] } {
  const asked: unknown[] = []
  const answer = (body: unknown): [status: number, body: unknown] =>
    Array.isArray(body) ? (body as [number, unknown]) : [200, body]
  const plane: Partial<ControlPlane> = {
    names: { subscriptionId: 's', resourceGroupName: 'g h', workspaceName: 'w' },
    arm: { origin, scope: `${origin}/.default`, loopback: false },
    signal: AbortSignal.timeout(1e6),
    send: async (request) => {
      const [status, body] = answer(bodies[Math.min(asked.length, bodies.length - 1)])
      asked.push(request)
      const { url } = request
      return {
        status,
        headers: createHttpHeaders(),
        bodyAsText: JSON.stringify(body),
        request: createPipelineRequest({ url }),
      }
    },
  }
  return { plane: plane as ControlPlane, asked }
}

describe('a list', () => {
  it('of our own requests has up to 200 pages', async () => {
    const page = { value: [1], nextLink: `${origin}/next` }
    const { plane, asked } = planeWith(...Array.from({ length: 199 }, () => page), { value: [2] })
    expect(await listEntries(plane, '/first')).toHaveLength(200)
    expect(asked[0]).toEqual({ method: 'GET', url: `${origin}/first`, abortSignal: plane.signal })
    expect(asked[1]).toEqual({ method: 'GET', url: `${origin}/next`, abortSignal: plane.signal })
    const circle = planeWith(page)
    await expect(listEntries(circle.plane, '/first')).rejects.toEqual(endless)
    expect(circle.asked).toHaveLength(200)
  })

  it.each([{ nextLink: '' }, { nextLink: 7 }, { nextLink: null }, { value: 'ab' }, { value: { length: 1 } }])(
    'ends with %o, and has no entry of it',
    async (page) => {
      const { plane, asked } = planeWith(page)
      expect([await listEntries(plane, '/x'), asked.length]).toEqual([[], 1])
    },
  )

  it('fails with what the response says', async () => {
    const { plane } = planeWith([403, { error: { code: 'No', message: 'Not you.' } }])
    await expect(listEntries(plane, '/x')).rejects.toMatchObject({ statusCode: 403, code: 'No', message: 'Not you.' })
  })
})

describe('serverless endpoints', () => {
  const described = {
    name: 'mini',
    kind: 'serverless',
    provisioningState: 'Succeeded',
    authMode: 'key',
    scoringUrl: 'https://mini.example',
    endpointApiType: 'serverless',
    deployments: [],
    modelId: 'azureml:Phi-4:1',
  }
  const properties = {
    provisioningState: 'Succeeded',
    authMode: 'Key',
    inferenceEndpoint: { uri: 'https://mini.example' },
    modelSettings: { modelId: 'azureml:Phi-4:1' },
  }
  const unknown = {
    ...described,
    name: '',
    provisioningState: 'Unknown',
    authMode: 'unknown',
    scoringUrl: undefined,
    modelId: undefined,
  }

  it.each<[changed: object, expected: object]>([
    [{}, described],
    [{ endpointState: 'Online' }, described],
    [{ endpointState: 'Suspended' }, { ...described, provisioningState: 'Suspended' }],
    [{ endpointState: 'Suspending' }, { ...described, provisioningState: 'Suspending' }],
    [{ provisioningState: undefined }, { ...described, provisioningState: 'Unknown' }],
    [{ authMode: 'KeyAndAAD' }, described],
    [{ authMode: 'AAD' }, { ...described, authMode: 'aad_token' }],
    [{ authMode: 'New' }, { ...described, authMode: 'New' }],
    [{ inferenceEndpoint: 'https://mini.example' }, { ...described, scoringUrl: undefined }],
    [{ modelSettings: null }, { ...described, modelId: undefined }],
  ])('with %o are described', async (changed, expected) => {
    const entry = { name: 'mini', properties: { ...properties, ...changed } }
    const one = planeWith(entry)
    expect(await getServerlessEndpoint(one.plane, 'mini')).toEqual(expected)
    expect(one.asked).toEqual([
      { method: 'GET', url: `${endpoints}/mini?api-version=2024-04-01`, abortSignal: one.plane.signal },
    ])
    const all = planeWith({ value: [entry, 'x', {}] })
    expect(await listServerlessEndpoints(all.plane)).toEqual([expected, unknown, unknown])
    expect(all.asked).toMatchObject([{ url: `${endpoints}?api-version=2024-04-01` }])
  })

  it('have keys', async () => {
    const { plane, asked } = planeWith({ primaryKey: 'one' })
    expect(await listServerlessKeys(plane, 'mini')).toEqual({ primaryKey: 'one' })
    const url = `${endpoints}/mini/listKeys?api-version=2024-04-01`
    expect(asked).toEqual([{ method: 'POST', url, abortSignal: plane.signal }])
  })

  it('are none in a cloud that does not know them', async () => {
    const failing = (code: string) => listServerlessEndpoints(planeWith([400, { error: { code } }]).plane)
    expect(await failing('NoRegisteredProviderFound')).toEqual([])
    expect(await failing('InvalidResourceType')).toEqual([])
    await expect(failing('Other')).rejects.toMatchObject({ code: 'Other' })
  })
})
