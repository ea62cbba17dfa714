import { createParser } from 'eventsource-parser'

const response = await fetch('https://model.example/v1/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
  body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], stream: true }),
})
const decoder = new TextDecoder()
const parser = createParser({
  onEvent: ({ data }) => data !== '[DONE]' && console.log(JSON.parse(data).choices[0]?.delta.content),
})
for await (const bytes of response.body!) parser.feed(decoder.decode(bytes, { stream: true }))
