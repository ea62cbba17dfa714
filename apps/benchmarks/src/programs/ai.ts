import type { LanguageModelV4 } from '@ai-sdk/provider'
import { streamText } from 'ai'

// The size of the AI SDK itself, with a placeholder model.
const model = JSON.parse('{"specificationVersion":"v4"}') as LanguageModelV4
for await (const text of streamText({ model, prompt: 'Hello' }).textStream) console.log(text)
