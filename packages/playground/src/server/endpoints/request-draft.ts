import type { EndpointOptions } from '@azureml-endpoints/core'
import type { ChosenOperation } from '../../contract/operation-contract.ts'
import type { PlaygroundSettings, RequestDraft } from '../../contract/playground-contract.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import type { Session } from './sessions.ts'
import type { WireObservers } from '../wire/wire-tap.ts'
import { findFormatter, pathOf } from '../formats/formatter-choices.ts'

/** A call of core, for the request that it makes. */
export interface DraftCall {
  readonly operation: ChosenOperation
  readonly send: (endpoint: EndpointOptions & WireObservers) => Promise<unknown>
}

/** Returns the request that core would send, without sending it. */
export async function draftRequest(
  { operation, send }: DraftCall,
  settings: PlaygroundSettings,
  session: Session,
): Promise<RequestDraft> {
  const { formatter, summary } = findFormatter(settings.formatter)
  const own = ownTarget(settings, session)
  const target = own ?? exampleTarget(settings, operation)
  let draft: RequestDraft | undefined
  const endpoint: EndpointOptions & WireObservers = {
    ...target,
    deploymentName: settings.deploymentName ?? target.deploymentName ?? summary.deploymentName,
    endpointApiKey: 'unused',
    contentFormatter: formatter,
    maxRetries: 0,
    onRequest: ({ url, headers, body }) =>
      (draft = { url: redactUrl(url), headers: Object.fromEntries(headers), body }),
    fetch: () => Promise.reject(new Error('nothing is sent')),
  }
  try {
    await send(endpoint)
  } catch (error) {
    // The request is complete when it would be sent; an error before that is the user's to correct.
    if (draft === undefined) throw error
  }
  if (draft === undefined) throw new Error('The client sent no request.')
  return own ? draft : { ...draft, url: draft.url.replace(exampleHost, placeholderHost) }
}

const exampleHost = 'my-endpoint.my-region.'
const placeholderHost = '<your-endpoint>.<your_region>.'

type DraftTarget = Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'deploymentName'>

/** Returns the user's own endpoint; nothing for the embedded one, which only this server can call. */
function ownTarget({ endpoint, endpointId }: PlaygroundSettings, session: Session): DraftTarget | undefined {
  const own = endpoint === 'own' ? session.find(endpointId) : undefined
  return own && { endpointUrl: own.url, endpointApiType: own.apiType, deploymentName: own.deploymentName }
}

/** The embedded endpoint stands for one in Azure. */
function exampleTarget(settings: PlaygroundSettings, operation: ChosenOperation): DraftTarget {
  const { summary } = findFormatter(settings.formatter)
  const isOnFoundry = summary.deploymentName !== undefined
  const host = isOnFoundry ? 'my-resource.services.ai.azure.com' : `${exampleHost}inference.ml.azure.com`
  const path = pathOf(summary, settings.apiType, operation)
  return { endpointUrl: `https://${host}${path}`, endpointApiType: settings.apiType }
}
