// Llama from the catalog on managed compute, with a limit on the length of the answer, through LangChain.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const llama = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  maxTokensParameter: 'max_tokens',
  maxTokens: 200,
})
const { text, response_metadata } = await llama.invoke([
  ['system', 'Answer in one sentence.'],
  ['human', 'Why is the sky blue?'],
])
console.log(text, response_metadata['finish_reason'])
