import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { streamText } from 'ai'

const model = createOpenAICompatible({ name: 'peer', baseURL: 'https://model.example/v1', apiKey: 'key' })('llama')
for await (const text of streamText({ model, prompt: 'Hello' }).textStream) console.log(text)
