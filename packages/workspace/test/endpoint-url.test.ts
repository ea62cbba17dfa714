import { describe, expect, it } from 'vitest'
import { parseArmEndpoint } from '../src/control-plane/arm-endpoint.ts'
import { checkRoute, locateEndpoint } from '../src/endpoints/endpoint-url.ts'
import { checkReadiness } from '../src/endpoints/readiness.ts'
import { anyEndpoint as endpoint } from './any-endpoint.ts'

const azure = parseArmEndpoint(undefined)
const emulator = parseArmEndpoint('http://127.0.0.1:1')

function locate(scoringUrl: string | undefined, { arm = azure, route, allow }: Rules = {}): unknown {
  return locateEndpoint({ ...endpoint, scoringUrl }, { arm, route, allowInsecureHttp: allow })
}

interface Rules {
  readonly arm?: typeof azure
  readonly route?: string
  readonly allow?: boolean
}

describe('the scoring URI of an online endpoint', () => {
  it.each<[url: string, rules: Rules, located: string, type: string | undefined]>([
    ['https://h.x/score', {}, 'https://h.x/score', 'dedicated'],
    ['https://h.x/v1/chat/completions', {}, 'https://h.x/v1/chat/completions', undefined],
    ['https://h.x/api/e/score', { route: '/v1/x?a=1' }, 'https://h.x/api/e/v1/x?a=1', undefined],
    ['https://h.x/score/', { route: '/v1/x' }, 'https://h.x/v1/x', undefined],
    ['https://h.x/api/other?b=2', { route: '/v1/x' }, 'https://h.x/v1/x', undefined],
    ['https://h.x/a', { route: '/score' }, 'https://h.x/score', 'dedicated'],
    ['http://h.x/score', { allow: true }, 'http://h.x/score', 'dedicated'],
    ['http://127.0.0.1/score', { arm: emulator }, 'http://127.0.0.1/score', 'dedicated'],
  ])('%s with %j is called at %s', (url, rules, endpointUrl, endpointApiType) => {
    expect(locate(url, rules)).toEqual({ endpointUrl, endpointApiType })
  })

  const insecure =
    'would send the key unencrypted; give the endpoint TLS, or pass `allowInsecureHttp: true` if you must'
  it.each<[url: string | undefined, rules: Rules, setting: string, message: string]>([
    [undefined, {}, 'endpointName', 'The control plane shows no scoring URI for the endpoint e.'],
    ['no\nURL', {}, 'endpointName', 'The scoring URI of the endpoint e is not an https URL: "no URL".'],
    [
      'x'.repeat(201),
      {},
      'endpointName',
      `The scoring URI of the endpoint e is not an https URL: "${'x'.repeat(200)}".`,
    ],
    ['ftp://h.x/score', {}, 'endpointName', 'The scoring URI of the endpoint e is not an https URL: ftp://h.x.'],
    [
      'https://me@h.x/score',
      {},
      'endpointName',
      'The scoring URI of the endpoint e contains a user name or password: https://h.x.',
    ],
    [
      'https://:pass@h.x/score',
      {},
      'endpointName',
      'The scoring URI of the endpoint e contains a user name or password: https://h.x.',
    ],
    [
      'https://localhost/score',
      { allow: true },
      'endpointName',
      'The scoring URI of the endpoint e is on this machine, but the control plane is not: https://localhost.',
    ],
    ['http://h.x/score', {}, 'allowInsecureHttp', `The scoring URI of the endpoint e ${insecure}: http://h.x.`],
    [
      'http://h.x/score',
      { allow: false, arm: emulator },
      'allowInsecureHttp',
      `The scoring URI of the endpoint e ${insecure}: http://h.x.`,
    ],
  ])('%s with %j is rejected', (url, rules, setting, message) => {
    const error = expect.objectContaining({ name: 'ConfigurationError', setting, message })
    expect(() => locate(url, rules)).toThrow(error)
  })
})

describe('a route', () => {
  it.each([
    ['/v1/x', '/v1/x'],
    ['/v1/../x?a=b#c', '/x?a=b'],
  ])('%s is the path %s', (route, path) => expect(checkRoute(route)).toBe(path))

  it.each([
    ['v1', '"v1"'],
    ['/', '"/"'],
    ['//h/x', '"//h/x"'],
    ['/\\h/x', '"/\\\\h/x"'],
    [7, '"7"'],
    ['x'.repeat(300), `"${'x'.repeat(200)}"`],
  ])('%s is none', (route, shown) => {
    const message = `\`route\` is ${shown}; it must be a path, such as "/v1/chat/completions".`
    expect(() => checkRoute(route)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', setting: 'route', message }),
    )
  })
})

describe('an endpoint without traffic', () => {
  const deployment = (name: string, traffic: number) => ({ name, traffic, provisioningState: 'Succeeded' })

  it('needs a deployment', () => {
    expect(() => checkReadiness(endpoint, undefined)).toThrow(
      expect.objectContaining({
        name: 'EndpointError',
        code: 'NoDeployment',
        retryable: false,
        message: 'The endpoint e has no deployment. Create one, and give it traffic.',
      }),
    )
    expect(() => checkReadiness(endpoint, 'blue')).toThrow(
      expect.objectContaining({
        setting: 'deploymentName',
        message: 'The endpoint e has no deployment blue. No deployment was found.',
      }),
    )
  })

  it('needs one by name, unless it is serverless', () => {
    const deployments = [deployment('blue', 0), deployment('green', 0)]
    expect(() => checkReadiness({ ...endpoint, deployments }, undefined)).toThrow(
      expect.objectContaining({
        setting: 'deploymentName',
        message: 'No deployment of the endpoint e has traffic. Name one of them as `deploymentName`: blue, green.',
      }),
    )
    expect(checkReadiness({ ...endpoint, deployments: [...deployments, deployment('late', 1)] }, undefined)).toBe(
      undefined,
    )
    expect(checkReadiness({ ...endpoint, kind: 'serverless' }, undefined)).toBe(undefined)
  })

  it('shows an unknown state cut', () => {
    const state = `S\n${'x'.repeat(200)}`
    expect(() => checkReadiness({ ...endpoint, provisioningState: state }, undefined)).toThrow(
      expect.objectContaining({
        message: `The endpoint e is not ready: its provisioning state is S ${'x'.repeat(98)}. Look at its page in Azure Machine Learning studio.`,
      }),
    )
  })
})
