import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { AzureMLEmbeddings } from '@azureml-endpoints/langchain-adapter'
import { embedMany } from 'ai'
import type { EmbeddingsRequest } from '../../contract/operation-contract.ts'
import type { EntryPoint } from '../../contract/playground-contract.ts'
import { rejectDroppedSettings } from '../chat/reject-dropped-settings.ts'
import type { OperationClient } from './run-operation.ts'
import { stoppableEndpoint } from './stoppable-endpoint.ts'

/** Turns texts into vectors, by client. */
export const embed: Readonly<Record<EntryPoint, OperationClient<EmbeddingsRequest, readonly (readonly number[])[]>>> = {
  core: async ({ values, dimensions, inputType }, endpoint, signal) => {
    const client = new AzureMLEndpointClient(endpoint)
    return (await client.embed({ values, dimensions, inputType }, { signal })).embeddings
  },
  LangChain: ({ values, dimensions, inputType }, endpoint, signal) => {
    const fields = { ...stoppableEndpoint(endpoint, signal), maxRetries: 2, dimensions, inputType }
    return new AzureMLEmbeddings(fields).embedDocuments([...values])
  },
  'AI SDK': async ({ values, dimensions, inputType }, { onRetry: _onRetry, ...endpoint }, abortSignal) => {
    const model = createAzureML(endpoint).embeddingModel()
    const { embeddings, warnings } = await embedMany({
      model,
      values: [...values],
      abortSignal,
      ...(dimensions !== undefined && { dimensions }),
      ...(inputType !== undefined && { providerOptions: { azureML: { inputType } } }),
    })
    rejectDroppedSettings(warnings)
    return embeddings
  },
}
