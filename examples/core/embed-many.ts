// Many texts: requests of a fixed size, a few at a time.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import PQueue from 'p-queue'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/embeddings',
  endpointApiKey: 'my-api-key',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const texts = Array.from({ length: 250 }, (_, number) => `Paragraph ${number}`)
const queue = new PQueue({ concurrency: 4 })

const batches = Array.from({ length: Math.ceil(texts.length / 96) }, (_, at) => texts.slice(at * 96, (at + 1) * 96))
const answers = await queue.addAll(batches.map((values) => () => client.embed({ values })))
const vectors = answers.flatMap(({ embeddings }) => embeddings)
console.log(vectors.length, 'vectors from', answers.length, 'requests')
