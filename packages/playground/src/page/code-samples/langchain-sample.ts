import { compactSchema, endpointLines, formatterImport, options, quote, type SampleInput } from './sample-lines.ts'

/** Generates the sample for LangChain. */
export function langChainSample(input: SampleInput): string[] {
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
    const schema = compactSchema(settings.schema)
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
