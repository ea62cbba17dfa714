import { mediaKindOf } from '../../contract/media-kind.ts'
import { coreClientLines } from './client-lines.ts'
import {
  compactSchema,
  indent,
  messageLines,
  parameterLines,
  quote,
  readFileValue,
  type SampleFile,
  type SampleInput,
} from './sample-lines.ts'

/** Generates the sample for core. */
export function coreSample(input: SampleInput): string[] {
  const { settings } = input
  const client = coreClientLines(input, settings.tools ? ', type ChatMessage' : '')
  const parameters = [
    ...parameterLines(settings),
    ...(settings.schema ? [`  responseFormat: { type: 'json', schema: ${compactSchema(settings.schema)} },`] : []),
  ]
  const messages = messageLines(input, filePart)
  if (settings.tools) return [...client, ...toolLoop(messages, parameters)]
  return [
    ...client,
    'const answer = client.stream({',
    '  messages: [',
    ...indent(messages),
    '  ],',
    ...parameters,
    '})',
    `for await (const chunk of answer) process.stdout.write(chunk.text ?? '')`,
  ]
}

function filePart(file: SampleFile): string {
  return `{ type: '${mediaKindOf(file.mediaType)}', data: ${readFileValue(file)}, mediaType: ${quote(file.mediaType)} }`
}

function toolLoop(messages: readonly string[], parameters: readonly string[]): string[] {
  return [
    'const getWeather = {',
    `  name: 'get_weather',`,
    `  description: 'Returns the weather in a city.',`,
    `  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },`,
    '}',
    'const messages: ChatMessage[] = [',
    ...messages,
    ']',
    'for (let turn = 0; turn < 5; turn++) {',
    '  const answer = await client.chat({',
    '    messages,',
    '    tools: [getWeather],',
    ...indent(parameters),
    '  })',
    '  const { text: content, reasoning, toolCalls, providerData } = answer',
    `  messages.push({ role: 'assistant', content, reasoning, toolCalls, providerData })`,
    '  if (toolCalls.length === 0) break',
    '  for (const call of toolCalls) {',
    '    const { city } = JSON.parse(call.arguments) as { city: string }',
    "    messages.push({ role: 'tool', toolCallId: call.id, content: `18 degrees in ${city}` })",
    '  }',
    '}',
    'console.log(messages.at(-1)?.content)',
  ]
}
