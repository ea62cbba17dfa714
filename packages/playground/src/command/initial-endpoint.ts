import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { InitialEndpoint } from '../server/endpoints/sessions.ts'
import type { CommandOptions } from './command-options.ts'

/**
 * Returns the endpoint of the command line or the environment, if there is one; core validates it. The key comes from the
 * environment, never from the command line.
 */
export function initialEndpoint({
  url: given,
  apiType: type,
  deployment,
}: CommandOptions): InitialEndpoint | undefined {
  const { AZUREML_ENDPOINT_URL, AZUREML_ENDPOINT_API_KEY, AZUREML_DEPLOYMENT_NAME } = process.env
  const url = given ?? AZUREML_ENDPOINT_URL
  if (!url) {
    if (type === undefined && deployment === undefined) return undefined
    const option = type === undefined ? '--deployment' : '--api-type'
    throw new Error(`${option} has no effect without an endpoint. Add --url, or set AZUREML_ENDPOINT_URL.`)
  }
  const key = AZUREML_ENDPOINT_API_KEY || undefined
  const deploymentName = deployment ?? (AZUREML_DEPLOYMENT_NAME || undefined)
  const { apiType } = new AzureMLEndpointClient({
    endpointUrl: url,
    endpointApiKey: key ?? 'not-set-yet',
    endpointApiType: type,
    deploymentName,
    contentFormatter: CustomOpenAIChatContentFormatter,
  })
  return { url, key, apiType, deploymentName }
}
