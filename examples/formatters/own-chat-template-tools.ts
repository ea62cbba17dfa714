// Tools on a deployment that takes a prompt: the model's own chat template renders them, and the calls are read from the text.

import { readFile } from 'node:fs/promises'
import {
  AzureMLEndpointClient,
  type ChatMessage,
  type ChatRequest,
  mapRequest,
  mapResponse,
  type ParsedChatResponse,
} from '@azureml-endpoints/core'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { Template } from '@huggingface/jinja'

const file = await readFile(new URL('tokenizer_config.json', import.meta.url), 'utf8')
const template = new Template(JSON.parse(file).chat_template)

/** Renders the conversation and the tools as one prompt; a single message is sent as it is. */
function toPrompt({ messages, tools = [], ...rest }: ChatRequest): ChatRequest {
  const prompt = template.render({
    messages: messages.map(toTemplateMessage),
    tools: tools.map((tool) => ({ type: 'function', function: { ...tool } })),
    add_generation_prompt: true,
  })
  return { ...rest, messages: [{ role: 'user', content: prompt }] }
}

function toTemplateMessage(message: ChatMessage): Record<string, unknown> {
  if (message.role !== 'assistant' || !message.toolCalls?.length) return { ...message }
  const calls = message.toolCalls.map(({ name, arguments: json }) => ({
    function: { name, arguments: JSON.parse(json) },
  }))
  return { role: 'assistant', content: message.content, tool_calls: calls }
}

/** Reads the calls where this family of models writes them; others use other marks. */
function readToolCalls({ text, ...rest }: ParsedChatResponse): ParsedChatResponse {
  const toolCalls = [...text.matchAll(/<tool_call>\s*(.*?)\s*<\/tool_call>/gs)].map(([, json = '']) => {
    const call = JSON.parse(json)
    return { name: call.name, arguments: JSON.stringify(call.arguments) }
  })
  return { ...rest, text: text.replace(/\s*<tool_call>.*?<\/tool_call>/gs, ''), toolCalls }
}

const contentFormatter = mapResponse(mapRequest(new CustomOpenAIContentFormatter(), toPrompt), readToolCalls)
const client = new AzureMLEndpointClient({ contentFormatter })

const tools = [
  {
    name: 'temperature',
    description: 'The temperature in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
]
const messages: ChatMessage[] = [{ role: 'user', content: 'How warm is it in Oslo?' }]
let answer = await client.chat({ messages, tools })
while (answer.finishReason === 'tool-calls') {
  messages.push({ role: 'assistant', content: answer.text, toolCalls: answer.toolCalls })
  for (const { id, name, arguments: json } of answer.toolCalls) {
    console.log(name, JSON.parse(json).city)
    messages.push({ role: 'tool', toolCallId: id, content: '18 degrees' })
  }
  answer = await client.chat({ messages, tools })
}
console.log(answer.text)
