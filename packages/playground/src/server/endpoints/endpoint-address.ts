import { ConfigurationError, type EndpointOptions } from '@azureml-endpoints/core'
import type { ChosenOperation } from '../../contract/operation-contract.ts'
import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import { findFormatter, pathOf } from '../formats/formatter-choices.ts'
import type { EmbeddedEndpoint } from './embedded-endpoint.ts'
import type { Session } from './sessions.ts'

/** The endpoints that a session can call; no other is ever called. */
export interface Reachable {
  readonly session: Session
  readonly embedded: EmbeddedEndpoint
}

/** The options that identify an endpoint. */
export type EndpointAddress = Pick<
  EndpointOptions,
  'endpointUrl' | 'endpointApiType' | 'endpointApiKey' | 'credential' | 'allowInsecureHttp' | 'deploymentName'
>

/** Resolves the endpoint of the settings. @throws ConfigurationError if it is not connected. */
export function addressOf(
  settings: PlaygroundSettings,
  { session, embedded }: Reachable,
  operation: ChosenOperation = 'chat',
): EndpointAddress {
  const { apiType, fault, endpointId } = settings
  if (settings.endpoint === 'embedded') {
    const { summary, embeddedPrefix } = findFormatter(settings.formatter)
    const address = embedded.address(embeddedPrefix + pathOf(summary, apiType, operation), apiType, fault)
    return { ...address, deploymentName: settings.deploymentName ?? summary.deploymentName }
  }
  const own = session.find(endpointId)
  if (!own) {
    throw new ConfigurationError('No endpoint is set. Enter its URL and API key and press "Use this endpoint".')
  }
  const deploymentName = settings.deploymentName ?? own.deploymentName
  const access = own.access ?? { endpointApiKey: own.key }
  return { endpointUrl: own.url, endpointApiType: own.apiType, ...access, deploymentName }
}

/** Returns the key of the settings' own endpoint, which must not reach the page. */
export function keyOf({ endpoint, endpointId }: PlaygroundSettings, session: Session): string | undefined {
  return endpoint === 'own' ? session.find(endpointId)?.key : undefined
}
