import type { ModelProfile } from '@langchain/core/language_models/profile'
import type { EndpointDescription } from '../endpoint/endpoint-description.ts'
import { type KnownModel, knownModels } from './known-models.ts'

/**
 * Returns the profile of a deployed model whose name is known, without what its formatter cannot use; empty for any other model.
 */
export function profileOf({ model, formatter, apiType }: EndpointDescription): ModelProfile {
  const known = modelNamed(model)
  if (known === undefined) return {}
  const limits: ModelProfile = {
    ...(known.input !== undefined && { maxInputTokens: known.input }),
    ...(known.output !== undefined && { maxOutputTokens: known.output }),
  }
  if (!chatFormatters.has(formatter)) return limits
  const abilities = new Set(known.can)
  const seesImages = abilities.has('images')
  return {
    ...limits,
    imageInputs: seesImages,
    imageUrlInputs: seesImages,
    // Images in a tool result are sent after it, in a user message.
    imageToolMessage: seesImages,
    audioInputs: abilities.has('hears'),
    audioOutputs: abilities.has('speaks'),
    reasoningOutput: abilities.has('reasons'),
    ...(abilities.has('pdfs') && { pdfInputs: true, pdfToolMessage: true }),
    ...(abilities.has('tools') && { toolCalling: true }),
    ...(abilities.has('chooses') && { toolChoice: true }),
    // Agents use it instead of tools, so it has to be certain.
    ...(abilities.has('schemas') && apiType === 'serverless' && { structuredOutput: true }),
    ...(formatter === 'openai' && { midConversationSystemMessages: true }),
  }
}

function modelNamed(model: string): KnownModel | undefined {
  const name = model
    .toLowerCase()
    .slice(0, 200)
    .replaceAll(/[^a-z0-9]+/g, '-')
  return knownModels.find((known) => new RegExp(`(?:^|-)${known.name}`).test(name))
}

/** The names of the formatters that send conversations; all others send a prompt, without tools and images. */
const chatFormatters: ReadonlySet<string> = new Set([
  'openai',
  'openai-responses',
  'mistral',
  'anthropic',
  'cohere',
  'cohere-v2',
])
