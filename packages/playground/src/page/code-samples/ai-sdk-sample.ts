import { aiSDKProviderLines } from './client-lines.ts'
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

/** Generates the sample for the AI SDK. */
export function aiSDKSample(input: SampleInput): string[] {
  const { settings, question, files = [] } = input
  const named = [
    'streamText',
    ...(settings.tools ? ['isStepCount', 'tool'] : []),
    ...(settings.schema ? ['Output', 'jsonSchema'] : []),
  ]
  const withoutSystem = { ...input, settings: { ...settings, system: '' } }
  return [
    ...aiSDKProviderLines(input, [
      `import { ${named.toSorted().join(', ')} } from 'ai'`,
      ...(settings.tools ? [`import { z } from 'zod'`] : []),
    ]),
    'const answer = streamText({',
    '  model: azureML(),',
    ...(settings.system ? [`  instructions: ${quote(settings.system)},`] : []),
    ...(files.length === 0
      ? [`  prompt: ${quote(question)},`]
      : ['  messages: [', ...indent(messageLines(withoutSystem, filePart)), '  ],']),
    ...parameterLines(settings, { maxTokens: 'maxOutputTokens', stop: 'stopSequences', reasoningEffort: 'reasoning' }),
    ...(settings.schema ? [`  output: Output.object({ schema: jsonSchema(${compactSchema(settings.schema)}) }),`] : []),
    ...(settings.tools ? aiSDKTools : []),
    '})',
    'for await (const chunk of answer.textStream) process.stdout.write(chunk)',
  ]
}

function filePart(file: SampleFile): string {
  return `{ type: 'file', data: ${readFileValue(file)}, mediaType: ${quote(file.mediaType)} }`
}

const aiSDKTools = [
  '  tools: {',
  '    get_weather: tool({',
  `      description: 'Returns the weather in a city.',`,
  '      inputSchema: z.object({ city: z.string() }),',
  '      execute: ({ city }) => `18 degrees in ${city}`,',
  '    }),',
  '  },',
  '  stopWhen: isStepCount(5),',
]
