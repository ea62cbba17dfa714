import { compactSchema, endpointLines, formatterImport, options, quote, type SampleInput } from './sample-lines.ts'

/** Generates the sample for core. */
export function coreSample(input: SampleInput): string[] {
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
    ...(settings.schema ? [`  responseFormat: { type: 'json', schema: ${compactSchema(settings.schema)} },`] : []),
    ...(settings.tools ? [`  tools: [{ name: 'get_weather', parameters: ${weatherSchema} }],`] : []),
    '})',
    `for await (const chunk of answer) process.stdout.write(chunk.text ?? '')`,
  ]
}

const weatherSchema = `{ type: 'object', properties: { city: { type: 'string' } } }`
