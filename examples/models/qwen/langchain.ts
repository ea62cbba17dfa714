// Qwen in a vLLM container, answering without thinking first, through LangChain.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const qwen = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/chat/completions',
  modelKwargs: { model: 'Qwen/Qwen3-8B', chat_template_kwargs: { enable_thinking: false } },
})
for await (const { text } of await qwen.stream('Name three rivers.')) process.stdout.write(text)
