import { AzureMLEndpointClient, type ChatRequest, type EndpointOptions } from '@azureml-endpoints/core'
import type { PlaygroundSettings, RequestDraft } from '../../contract/playground-contract.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { findFormatter, pathOf } from './formatter-choices.ts'

/** Where a request would go: the user's own endpoint; nothing for the embedded one, which only this server can call. */
export type DraftTarget = Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'deploymentName'> | undefined

/** Returns the request that core would send, without sending it. */
export async function draftRequest(
  request: ChatRequest,
  settings: PlaygroundSettings,
  own: DraftTarget,
): Promise<RequestDraft> {
  const { formatter, summary } = findFormatter(settings.formatter)
  const target = own ?? exampleTarget(settings)
  let draft: RequestDraft | undefined
  const client = new AzureMLEndpointClient({
    ...target,
    deploymentName: settings.deploymentName ?? target.deploymentName ?? summary.deploymentName,
    endpointApiKey: 'unused',
    contentFormatter: formatter,
    maxRetries: 0,
    onRequest: ({ url, headers, body }) =>
      (draft = { url: redactUrl(url), headers: Object.fromEntries(headers), body }),
    fetch: () => Promise.reject(new Error('nothing is sent')),
  })
  try {
    await client.stream(request).next()
  } catch (error) {
    // The request is complete when it would be sent; an error before that is the user's to correct.
    if (draft === undefined) throw error
  }
  if (draft === undefined) throw new Error('The client sent no request.')
  return own ? draft : { ...draft, url: draft.url.replace(exampleHost, placeholderHost) }
}

const exampleHost = 'my-endpoint.my-region.'
const placeholderHost = '<your-endpoint>.<your_region>.'

/** The embedded endpoint stands for one in Azure. */
function exampleTarget(settings: PlaygroundSettings): NonNullable<DraftTarget> {
  const { summary } = findFormatter(settings.formatter)
  const isOnFoundry = summary.deploymentName !== undefined
  const host = isOnFoundry ? 'my-resource.services.ai.azure.com' : `${exampleHost}inference.ml.azure.com`
  const path = pathOf(summary, settings.apiType, 'chat')
  return { endpointUrl: `https://${host}${path}`, endpointApiType: settings.apiType }
}
