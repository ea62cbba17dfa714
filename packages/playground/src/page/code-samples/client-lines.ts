import { endpointLines, imports, type SampleInput } from './sample-lines.ts'

/** Generates the client of core, with its imports. */
export function coreClientLines(input: Omit<SampleInput, 'question'>, types = ''): string[] {
  return [
    ...imports(input, `import { AzureMLEndpointClient${types} } from '@azureml-endpoints/core'`),
    '',
    'const client = new AzureMLEndpointClient({',
    ...endpointLines(input),
    '})',
  ]
}

/** Generates the provider of the AI SDK, with its imports and others. */
export function aiSDKProviderLines(input: Omit<SampleInput, 'question'>, otherImports: readonly string[]): string[] {
  return [
    ...imports(input, `import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'`),
    ...otherImports,
    '',
    'const azureML = createAzureML({',
    ...endpointLines(input),
    '})',
  ]
}
