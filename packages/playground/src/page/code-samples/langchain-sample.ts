import { mediaKindOf } from '../../contract/media-kind.ts'
import {
  compactSchema,
  endpointLines,
  imports,
  messageLines,
  parameterLines,
  quote,
  readFileValue,
  type SampleFile,
  type SampleInput,
} from './sample-lines.ts'

/** Generates the sample for LangChain. */
export function langChainSample(input: SampleInput): string[] {
  const { settings, files = [] } = input
  const hasFiles = files.length > 0
  const common = {
    imports: [
      ...imports(input, `import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'`),
      ...(hasFiles ? [`import { HumanMessage } from '@langchain/core/messages'`] : []),
    ],
    model: [
      'const model = new AzureMLChatOnlineEndpoint({',
      ...endpointLines(input),
      ...parameterLines(settings),
      '})',
    ],
    messages: hasFiles ? asHumanMessage(messageLines(input, filePart, 'contentBlocks')) : messageLines(input, filePart),
  }
  if (settings.tools) return agent(common, settings.schema)
  return settings.schema ? structuredOutput(common, settings.schema) : stream(common)
}

type Lines = Readonly<Record<'imports' | 'model' | 'messages', readonly string[]>>

function stream({ imports: imported, model, messages }: Lines): string[] {
  const answer = ['const answer = await model.stream([', ...messages, '])']
  return [...imported, '', ...model, ...answer, 'for await (const chunk of answer) process.stdout.write(chunk.text)']
}

function structuredOutput({ imports: imported, model, messages }: Lines, schema: string): string[] {
  const options = `{ name: 'answer', method: 'jsonSchema' }`
  return [
    ...imported,
    '',
    ...model,
    `const answer = await model.withStructuredOutput(${compactSchema(schema)}, ${options}).invoke([`,
    ...messages,
    '])',
    'console.log(answer)',
  ]
}

function agent({ imports: imported, model, messages }: Lines, schema: string): string[] {
  const names = ['createAgent', ...(schema ? ['providerStrategy'] : []), 'tool']
  const format = schema ? `, responseFormat: providerStrategy(${compactSchema(schema)})` : ''
  return [
    ...imported,
    `import { ${names.join(', ')} } from 'langchain'`,
    `import { z } from 'zod'`,
    '',
    ...model,
    'const getWeather = tool(({ city }) => `18 degrees in ${city}`, {',
    `  name: 'get_weather',`,
    `  description: 'Returns the weather in a city.',`,
    '  schema: z.object({ city: z.string() }),',
    '})',
    `const agent = createAgent({ model, tools: [getWeather]${format} })`,
    'const { messages } = await agent.invoke({ messages: [',
    ...messages,
    '] })',
    'console.log(messages.at(-1)?.text)',
  ]
}

/** LangChain takes content blocks in its own message class. */
function asHumanMessage(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line !== `    role: 'user',`)
    .map((line) => (line === '  {' ? '  new HumanMessage({' : line === '  },' ? '  }),' : line))
}

function filePart(file: SampleFile): string {
  return `{ type: '${mediaKindOf(file.mediaType)}', data: ${readFileValue(file)}, mimeType: ${quote(file.mediaType)} }`
}
