import type { EmbeddingsRequest } from '../../contract/operation-contract.ts'
import type { EntryPoint } from '../../contract/playground-contract.ts'
import { aiSDKProviderLines, coreClientLines } from './client-lines.ts'
import { endpointLines, imports, indent, quote, type SampleTarget, textLines } from './sample-lines.ts'

/** The generators of the sample for embeddings, by client. */
export const embeddingsSamples: Readonly<
  Record<EntryPoint, (request: EmbeddingsRequest, target: SampleTarget) => string[]>
> = {
  core: (request, target) => [
    ...coreClientLines(target),
    'const { embeddings } = await client.embed({',
    ...valueLines(request),
    ...dimensionLines(request),
    ...inputTypeLines(request),
    '})',
    'console.log(embeddings)',
  ],
  LangChain: (request, target) => [
    ...imports(target, `import { AzureMLEmbeddings } from '@azureml-endpoints/langchain-adapter'`),
    '',
    'const embeddings = new AzureMLEmbeddings({',
    ...endpointLines(target),
    ...dimensionLines(request),
    ...inputTypeLines(request),
    '})',
    'const vectors = await embeddings.embedDocuments([',
    ...textLines(request.values),
    '])',
    'console.log(vectors)',
  ],
  'AI SDK': (request, target) => [
    ...aiSDKProviderLines(target, [`import { embedMany } from 'ai'`]),
    'const { embeddings } = await embedMany({',
    '  model: azureML.embeddingModel(),',
    ...valueLines(request),
    ...dimensionLines(request),
    ...(request.inputType === undefined
      ? []
      : [`  providerOptions: { azureML: { inputType: ${quote(request.inputType)} } },`]),
    '})',
    'console.log(embeddings)',
  ],
}

function valueLines({ values }: EmbeddingsRequest): string[] {
  return ['  values: [', ...indent(textLines(values)), '  ],']
}

function dimensionLines({ dimensions }: EmbeddingsRequest): string[] {
  return dimensions === undefined ? [] : [`  dimensions: ${dimensions},`]
}

function inputTypeLines({ inputType }: EmbeddingsRequest): string[] {
  return inputType === undefined ? [] : [`  inputType: ${quote(inputType)},`]
}
