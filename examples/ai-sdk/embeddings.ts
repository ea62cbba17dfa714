// Text embeddings, which need their own provider.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { embedMany } from 'ai'

const e5 = createAzureML({ endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/embeddings' })
const { embeddings } = await embedMany({ model: e5.embeddingModel(), values: ['sunny day', 'rainy night'] })
console.log(embeddings.length)
