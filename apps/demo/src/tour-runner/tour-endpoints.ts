import { AzureMLEndpointApiType, AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { EndpointAddress } from '../tour/step.ts'

/** The endpoints that the tour calls. */
export interface Endpoints {
  /** The emulated endpoints that run inside the demo. */
  readonly embedded: Readonly<Record<AzureMLEndpointApiType, EndpointAddress>>
  /** The endpoint set in the environment. */
  readonly real: { readonly apiType: AzureMLEndpointApiType; readonly address: EndpointAddress } | undefined
  /** The server behind the embedded endpoints. */
  readonly emulator: RunningEndpointEmulator
}

/** Starts the embedded endpoints, and resolves the one set in the environment. */
export async function openEndpoints(): Promise<Endpoints> {
  const real = process.env['AZUREML_ENDPOINT_URL'] ? realEndpoint() : undefined
  const endpointApiKey = `demo-${crypto.randomUUID()}`
  const emulator = await startEndpointEmulator({
    apiKey: endpointApiKey,
    modelId: 'azureml://registries/azureml/models/Phi-4/versions/7',
    pace: { delayMs: 6 },
    workspace: {},
    endpoints: [{ name: 'flow', image: 'prompt-flow', apiKey: endpointApiKey, pace: { delayMs: 6 } }],
  })
  const { url } = emulator
  const embedded = {
    dedicated: { endpointUrl: `${url}/score`, endpointApiType: AzureMLEndpointApiType.dedicated, endpointApiKey },
    serverless: {
      endpointUrl: `${url}/v1/chat/completions`,
      endpointApiType: AzureMLEndpointApiType.serverless,
      endpointApiKey,
    },
  }
  return { embedded, real, emulator }
}

/** Validates the environment; the address is empty, because the library reads the environment itself. */
function realEndpoint(): Endpoints['real'] {
  const { apiType } = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
  return { apiType, address: {} }
}
