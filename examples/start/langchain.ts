// The first program with LangChain: a streamed answer from the endpoint that the environment names.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const model = new AzureMLChatOnlineEndpoint()
const stream = await model.stream('Will the Collatz conjecture ever be solved?')
for await (const { text } of stream) process.stdout.write(text)
