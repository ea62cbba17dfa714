/** A known model. Absent fields are unknown. */
export interface KnownModel {
  /** A pattern that matches its name from the start of a word; the name is in lower case, with dashes as the only separators. */
  readonly name: string
  /** The maximum number of tokens in the prompt. */
  readonly input?: number
  /** The maximum number of tokens in an answer. */
  readonly output?: number
  /** What it can do besides text. */
  readonly can?: readonly Ability[]
}

/** What a model can do besides text. */
type Ability = 'images' | 'hears' | 'speaks' | 'pdfs' | 'tools' | 'chooses' | 'schemas' | 'reasons'

const openAI: readonly Ability[] = ['images', 'tools', 'chooses', 'schemas']
const openAIReasoning: readonly Ability[] = [...openAI, 'reasons']
const claude: readonly Ability[] = ['images', 'pdfs', 'tools', 'chooses', 'reasons']

/** The models and limits in Azure's documentation, the more specific names first. A deployment can have lower limits. */
export const knownModels: readonly KnownModel[] = [
  { name: 'gpt-(?:4o-)?(?:mini-)?audio', input: 128_000, output: 16_384, can: ['hears', 'speaks', 'tools'] },
  { name: 'gpt-3-?5', input: 16_385, output: 4_096, can: ['tools'] },
  { name: '(?:chat)?gpt-4o', input: 128_000, output: 16_384, can: openAI },
  { name: 'gpt-4-1', input: 1_047_576, output: 32_768, can: openAI },
  { name: 'gpt-4-5', input: 128_000, output: 16_384, can: openAI },
  { name: 'gpt-4-turbo', input: 128_000, output: 4_096, can: ['images', 'tools', 'chooses'] },
  { name: 'gpt-4-32k', input: 32_768, output: 8_192, can: ['tools'] },
  { name: 'gpt-4(?!-?\\d)', input: 8_192, output: 8_192, can: ['tools'] },
  { name: 'gpt-5(?:-\\d)?-chat', input: 128_000, output: 16_384, can: ['images', 'tools', 'chooses'] },
  { name: 'gpt-5-[4-9](?!.*(?:mini|nano))', input: 922_000, output: 128_000, can: openAIReasoning },
  { name: 'gpt-5', input: 272_000, output: 128_000, can: openAIReasoning },
  { name: 'o1-mini', input: 128_000, output: 65_536, can: ['reasons'] },
  { name: 'o3-mini', input: 200_000, output: 100_000, can: ['tools', 'chooses', 'schemas', 'reasons'] },
  { name: 'o[134](?=-|$)', input: 200_000, output: 100_000, can: openAIReasoning },
  { name: 'gpt-oss', input: 131_072, can: ['tools', 'reasons'] },
  { name: 'claude-(?:opus|sonnet|haiku)-4-5', input: 200_000, output: 64_000, can: claude },
  { name: 'claude-opus-4-1', input: 200_000, output: 32_000, can: claude },
  { name: 'claude-(?:(?:opus|sonnet)-(?:4-[6-9]|[5-9])|fable-5)', input: 1_000_000, output: 128_000, can: claude },
  { name: 'claude', input: 200_000, can: claude },
  { name: 'llama-4-maverick', input: 1_000_000, can: ['images'] },
  { name: 'llama-4-scout', input: 128_000, output: 8_192, can: ['images'] },
  { name: 'llama-3-2-\\d+b-vision', input: 128_000, output: 8_192, can: ['images'] },
  { name: 'llama-3-3', input: 128_000, output: 8_192 },
  { name: 'llama-3-[12]', input: 131_072, output: 8_192 },
  { name: 'llama-3-\\d{1,2}b', input: 8_192 },
  { name: 'mistral-large-3', can: ['images', 'tools'] },
  { name: 'mistral-large', input: 128_000, output: 4_096, can: ['tools'] },
  { name: 'mistral-medium', input: 128_000, can: ['images'] },
  { name: 'mistral-small-2503', input: 32_768, output: 4_096, can: ['tools'] },
  { name: '(?:mistral-nemo|ministral-3b)', input: 131_072, output: 4_096, can: ['tools'] },
  { name: 'codestral', input: 262_144, output: 4_096 },
  { name: 'mixtral-8x22b', input: 64_000, output: 4_096 },
  { name: 'command-a', input: 131_072, output: 8_182, can: ['tools'] },
  { name: 'command-r', input: 131_072, output: 4_096, can: ['tools'] },
  { name: '(?:deepseek-r1|mai-ds-r1)(?!-distill)', input: 163_840, output: 163_840, can: ['reasons'] },
  { name: 'deepseek-v3-1', input: 131_072, output: 131_072, can: ['tools', 'reasons'] },
  { name: 'deepseek-v3', input: 131_072, output: 131_072, can: ['tools'] },
  { name: 'grok-4-fast-non-reasoning', input: 2_000_000, can: ['images', 'tools'] },
  { name: 'grok-4-fast', input: 2_000_000, can: ['images', 'tools', 'reasons'] },
  { name: 'grok-(?:4(?!-\\d)|code)', input: 256_000, output: 8_192, can: ['tools', 'reasons'] },
  { name: 'grok-3-mini', input: 131_072, output: 131_072, can: ['tools', 'reasons'] },
  { name: 'grok-3', input: 131_072, output: 131_072, can: ['tools'] },
  { name: 'phi-4-multimodal', input: 131_072, output: 4_096, can: ['images', 'hears'] },
  { name: 'phi-4-mini-reasoning', input: 128_000, output: 128_000, can: ['reasons'] },
  { name: 'phi-4-reasoning', input: 32_768, output: 32_768, can: ['reasons'] },
  { name: 'phi-4-mini', input: 131_072, output: 4_096 },
  { name: 'phi-4', input: 16_384, output: 16_384 },
  { name: 'kimi-k2-thinking', input: 262_144, output: 262_144, can: ['tools', 'reasons'] },
  { name: 'jamba-1-5', input: 262_144, output: 4_096, can: ['tools'] },
  { name: 'jais-30b', input: 8_192, output: 4_096, can: ['tools'] },
]
