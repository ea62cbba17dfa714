import type { OperationRequest } from '../../contract/operation-contract.ts'
import type { EntryPoint } from '../../contract/playground-contract.ts'
import { pathsFor } from '../settings/formatter-choice.ts'
import { aiSDKSample } from './ai-sdk-sample.ts'
import { coreSample } from './core-sample.ts'
import { embeddingsSamples } from './embeddings-samples.ts'
import { langChainSample } from './langchain-sample.ts'
import { rerankingSamples } from './reranking-samples.ts'
import type { SampleInput, SampleTarget } from './sample-lines.ts'

/** Generates TypeScript for a chat with the current settings; the code reads the key from the environment. */
export function codeSample(entryPoint: EntryPoint, input: SampleInput): string {
  return `${samples[entryPoint](input).join('\n')}\n`
}

/** Generates TypeScript for an operation, as `codeSample` does for a chat. */
export function operationSample(entryPoint: EntryPoint, request: OperationRequest, target: SampleTarget): string {
  const paths = pathsFor(request.operation, target.formatter) ?? {}
  const at = { ...target, formatter: { ...target.formatter, paths } }
  const lines =
    request.operation === 'embeddings'
      ? embeddingsSamples[entryPoint](request, at)
      : rerankingSamples[entryPoint](request, at)
  return `${lines.join('\n')}\n`
}

const samples: Readonly<Record<EntryPoint, (input: SampleInput) => string[]>> = {
  core: coreSample,
  LangChain: langChainSample,
  'AI SDK': aiSDKSample,
}
