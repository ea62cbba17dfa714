import { ChatOpenAI } from '@langchain/openai'

const model = new ChatOpenAI({ model: 'llama', apiKey: 'key', configuration: { baseURL: 'https://model.example/v1' } })
for await (const { text } of await model.stream('Hello')) console.log(text)
