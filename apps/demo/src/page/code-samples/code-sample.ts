import type { EntryPoint } from '../../contract/playground-contract.ts'
import { aiSDKSample } from './ai-sdk-sample.ts'
import { coreSample } from './core-sample.ts'
import { langChainSample } from './langchain-sample.ts'
import type { SampleInput } from './sample-lines.ts'

/** Writes the TypeScript that does what the form says; the key is left to the environment. */
export function codeSample(entryPoint: EntryPoint, input: SampleInput): string {
  return `${samples[entryPoint](input).join('\n')}\n`
}

const samples: Readonly<Record<EntryPoint, (input: SampleInput) => string[]>> = {
  core: coreSample,
  LangChain: langChainSample,
  'AI SDK': aiSDKSample,
}
