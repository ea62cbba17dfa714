import type { EntryPoint, FormatterSummary, OwnEndpoint, PlaygroundSettings } from '../playground/contract.ts'

/** What a sample is made of. */
export interface SampleInput {
  readonly settings: PlaygroundSettings
  readonly formatter: FormatterSummary
  readonly endpoint: OwnEndpoint | undefined
  readonly question: string
}

/** Writes the TypeScript that does what the form says; the key is left to the environment. */
export function codeSample(entryPoint: EntryPoint, input: SampleInput): string {
  return `${samples[entryPoint](input).join('\n')}\n`
}

const samples: Readonly<Record<EntryPoint, (input: SampleInput) => string[]>> = {
  core: coreSample,
  LangChain: langChainSample,
  'AI SDK': aiSDKSample,
}

function coreSample(input: SampleInput): string[] {
  const { settings, question } = input
  return [
    `import { AzureMLEndpointClient } from '@azureml-endpoints/core'`,
    formatterImport(input),
    '',
    'const client = new AzureMLEndpointClient({',
    ...endpointLines(input),
    '})',
    'const answer = client.stream({',
    '  messages: [',
    ...(settings.system ? [`    { role: 'system', content: ${quote(settings.system)} },`] : []),
    `    { role: 'user', content: ${quote(question)} },`,
    '  ],',
    ...options(settings, { temperature: 'temperature', maxTokens: 'maxTokens', reasoningEffort: 'reasoningEffort' }),
    ...(settings.schema ? [`  responseFormat: { type: 'json', schema: ${compact(settings.schema)} },`] : []),
    ...(settings.tools ? [`  tools: [{ name: 'get_weather', parameters: ${weatherSchema} }],`] : []),
    '})',
    `for await (const chunk of answer) process.stdout.write(chunk.text ?? '')`,
  ]
}

function langChainSample(input: SampleInput): string[] {
  const { settings, question } = input
  const names = { temperature: 'temperature', maxTokens: 'maxTokens', reasoningEffort: 'reasoningEffort' } as const
  const messages = [
    ...(settings.system ? [`  { role: 'system', content: ${quote(settings.system)} },`] : []),
    `  { role: 'user', content: ${quote(question)} },`,
  ]
  const model = [
    'const model = new AzureMLChatOnlineEndpoint({',
    ...endpointLines(input),
    ...options(settings, names),
    '})',
  ]
  const imports = [
    `import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'`,
    formatterImport(input),
  ]
  if (settings.schema) {
    const schema = compact(settings.schema)
    return [
      ...imports,
      '',
      ...model,
      `const answer = await model.withStructuredOutput(${schema}, { name: 'answer', method: 'jsonSchema' }).invoke([`,
      ...messages,
      '])',
      'console.log(answer)',
    ]
  }
  if (settings.tools) return langChainAgent({ imports, model, messages })
  const answer = ['const answer = await model.stream([', ...messages, '])']
  return [...imports, '', ...model, ...answer, 'for await (const chunk of answer) process.stdout.write(chunk.text)']
}

function langChainAgent({ imports, model, messages }: Record<'imports' | 'model' | 'messages', string[]>): string[] {
  return [
    ...imports,
    `import { createAgent, tool } from 'langchain'`,
    `import { z } from 'zod'`,
    '',
    ...model,
    'const getWeather = tool(({ city }) => `18 degrees in ${city}`, {',
    `  name: 'get_weather',`,
    '  schema: z.object({ city: z.string() }),',
    '})',
    'const agent = createAgent({ model, tools: [getWeather] })',
    'const { messages } = await agent.invoke({ messages: [',
    ...messages,
    '] })',
    'console.log(messages.at(-1)?.text)',
  ]
}

function aiSDKSample(input: SampleInput): string[] {
  const { settings, question } = input
  const named = [
    'streamText',
    ...(settings.tools ? ['isStepCount', 'tool'] : []),
    ...(settings.schema ? ['Output', 'jsonSchema'] : []),
  ]
  const names = { temperature: 'temperature', maxTokens: 'maxOutputTokens', reasoningEffort: 'reasoning' } as const
  return [
    `import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'`,
    formatterImport(input),
    `import { ${named.toSorted().join(', ')} } from 'ai'`,
    ...(settings.tools ? [`import { z } from 'zod'`] : []),
    '',
    'const azureML = createAzureML({',
    ...endpointLines(input),
    '})',
    'const answer = streamText({',
    '  model: azureML(),',
    ...(settings.system ? [`  instructions: ${quote(settings.system)},`] : []),
    `  prompt: ${quote(question)},`,
    ...options(settings, names),
    ...(settings.schema ? [`  output: Output.object({ schema: jsonSchema(${compact(settings.schema)}) }),`] : []),
    ...(settings.tools ? aiSDKTools : []),
    '})',
    'for await (const piece of answer.textStream) process.stdout.write(piece)',
  ]
}

const aiSDKTools = [
  '  tools: {',
  '    get_weather: tool({',
  '      inputSchema: z.object({ city: z.string() }),',
  '      execute: ({ city }) => `18 degrees in ${city}`,',
  '    }),',
  '  },',
  '  stopWhen: isStepCount(5),',
]

const weatherSchema = `{ type: 'object', properties: { city: { type: 'string' } } }`

function formatterImport({ formatter }: SampleInput): string {
  return `import { ${formatter.className} } from '${formatter.packageName}'`
}

function endpointLines({ settings, formatter, endpoint }: SampleInput): string[] {
  const own = settings.endpoint === 'own' ? endpoint : undefined
  const path = settings.apiType === 'dedicated' ? '/score' : '/v1/chat/completions'
  return [
    `  endpointUrl: ${quote(own?.url ?? `https://<your-endpoint>.<your_region>.inference.ml.azure.com${path}`)},`,
    `  endpointApiType: '${own?.apiType ?? settings.apiType}',`,
    '  endpointApiKey: process.env.AZUREML_ENDPOINT_API_KEY,',
    ...(own?.deploymentName ? [`  deploymentName: ${quote(own.deploymentName)},`] : []),
    `  contentFormatter: ${formatter.className},`,
  ]
}

type Named = 'temperature' | 'maxTokens' | 'reasoningEffort'

function options(settings: PlaygroundSettings, names: Readonly<Record<Named, string>>): string[] {
  return (['temperature', 'maxTokens', 'reasoningEffort'] as const).flatMap((name) => {
    const value = settings[name]
    if (value === undefined) return []
    return [`  ${names[name]}: ${typeof value === 'string' ? quote(value) : value},`]
  })
}

function quote(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`
}

/** A schema that is no JSON yet stays as it was typed. */
function compact(schema: string): string {
  try {
    return JSON.stringify(JSON.parse(schema))
  } catch {
    return schema
  }
}
