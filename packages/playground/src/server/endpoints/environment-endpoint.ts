import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { Session } from './sessions.ts'

/** Returns the endpoint set in the environment, if any; core validates it. */
export function environmentEndpoint(): Session['endpoint'] {
  const { AZUREML_ENDPOINT_URL: url, AZUREML_ENDPOINT_API_KEY: key = '', AZUREML_DEPLOYMENT_NAME } = process.env
  if (!url) return undefined
  const { apiType } = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
  return { url, key, apiType, deploymentName: AZUREML_DEPLOYMENT_NAME }
}
