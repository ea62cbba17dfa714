import type { LanguageModelV4 } from '@ai-sdk/provider'
import { streamText } from 'ai'

// What the AI SDK weighs by itself: any model will do.
const model = JSON.parse('{"specificationVersion":"v4"}') as LanguageModelV4
for await (const text of streamText({ model, prompt: 'Hello' }).textStream) console.log(text)
