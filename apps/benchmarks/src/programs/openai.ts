import OpenAI from 'openai'

const client = new OpenAI({ baseURL: 'https://model.example/v1', apiKey: 'key' })
const messages = [{ role: 'user' as const, content: 'Hello' }]
for await (const { choices } of await client.chat.completions.create({ model: 'llama', messages, stream: true })) {
  console.log(choices[0]?.delta.content)
}
