// The first program with the AI SDK: a streamed answer from the endpoint that the environment names.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const { textStream } = streamText({ model: azureML(), prompt: 'Will the Collatz conjecture ever be solved?' })
for await (const text of textStream) process.stdout.write(text)
