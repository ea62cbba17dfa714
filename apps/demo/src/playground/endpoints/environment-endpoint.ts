import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { Session } from './sessions.ts'

/** Finds the endpoint that the environment names; core checks it. */
export function endpointOfEnvironment(): Session['endpoint'] {
  const { AZUREML_ENDPOINT_URL: url, AZUREML_ENDPOINT_API_KEY: key = '', AZUREML_DEPLOYMENT_NAME } = process.env
  if (!url) return undefined
  const { apiType } = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
  return { url, key, apiType, deploymentName: AZUREML_DEPLOYMENT_NAME }
}
