import type { EntryPoint } from '../../contract/playground-contract.ts'
import { aiSDKSample } from './ai-sdk-sample.ts'
import { coreSample } from './core-sample.ts'
import { langChainSample } from './langchain-sample.ts'
import type { SampleInput } from './sample-lines.ts'

/** Generates TypeScript for the current settings; the code reads the key from the environment. */
export function codeSample(entryPoint: EntryPoint, input: SampleInput): string {
  return `${samples[entryPoint](input).join('\n')}\n`
}

const samples: Readonly<Record<EntryPoint, (input: SampleInput) => string[]>> = {
  core: coreSample,
  LangChain: langChainSample,
  'AI SDK': aiSDKSample,
}
