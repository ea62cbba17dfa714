import { compactSchema, endpointLines, formatterImport, options, quote, type SampleInput } from './sample-lines.ts'

/** Generates the sample for the AI SDK. */
export function aiSDKSample(input: SampleInput): string[] {
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
    ...(settings.schema ? [`  output: Output.object({ schema: jsonSchema(${compactSchema(settings.schema)}) }),`] : []),
    ...(settings.tools ? aiSDKTools : []),
    '})',
    'for await (const chunk of answer.textStream) process.stdout.write(chunk)',
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
