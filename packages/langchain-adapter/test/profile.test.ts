import { GPT2ContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { createAgent, summarizationMiddleware } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { bodies, chat } from './endpoint.ts'

function profileOf(fields: AzureMLChatOnlineEndpointFields): AzureMLChatOnlineEndpoint['profile'] {
  const endpointUrl = 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions'
  return new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: 'made-up-key', ...fields }).profile
}

/** Names as deployments and models have them, with the tokens of the prompt and of the answer. */
const names: readonly [string, number?, number?, object?][] = [
  ['gpt-4o', 128_000, 16_384, { imageInputs: true, toolCalling: true, structuredOutput: true, reasoningOutput: false }],
  ['my-gpt-4o-mini_2', 128_000, 16_384],
  ['gpt-4.1-nano', 1_047_576, 32_768],
  ['gpt-4', 8_192, 8_192],
  ['gpt-35-turbo', 16_385, 4_096],
  ['gpt-5-mini', 272_000, 128_000, { reasoningOutput: true }],
  ['gpt-5.4', 922_000, 128_000],
  ['gpt-5.4-mini', 272_000, 128_000],
  ['gpt-5-chat', 128_000, 16_384],
  ['gpt-4o-audio-preview', 128_000, 16_384, { audioInputs: true, audioOutputs: true, imageInputs: false }],
  ['o3-mini', 200_000, 100_000, { imageInputs: false, structuredOutput: true }],
  ['o4-mini', 200_000, 100_000, { imageInputs: true }],
  ['gpt-oss-120b', 131_072, undefined],
  ['claude-opus-4-1', 200_000, 32_000, { pdfInputs: true, pdfToolMessage: true }],
  ['claude-sonnet-4-5-20250929', 200_000, 64_000],
  ['claude-opus-4-8', 1_000_000, 128_000],
  ['Llama-4-Scout-17B-16E-Instruct', 128_000, 8_192, { imageInputs: true }],
  ['Llama-3.3-70B-Instruct', 128_000, 8_192, { imageInputs: false }],
  ['Meta-Llama-3.1-405B-Instruct', 131_072, 8_192],
  ['Meta-Llama-3-8B-Instruct', 8_192, undefined],
  ['Llama-3.2-90B-Vision-Instruct', 128_000, 8_192, { imageInputs: true }],
  ['Mistral-Large-2411', 128_000, 4_096, { toolCalling: true }],
  ['Mistral-Nemo', 131_072, 4_096],
  ['Codestral-2501', 262_144, 4_096],
  ['Cohere-command-r-plus-08-2024', 131_072, 4_096, { toolCalling: true }],
  ['Cohere-command-a', 131_072, 8_182],
  ['DeepSeek-R1-0528', 163_840, 163_840, { reasoningOutput: true }],
  ['DeepSeek-V3-0324', 131_072, 131_072, { toolCalling: true, reasoningOutput: false }],
  ['grok-3-mini', 131_072, 131_072],
  ['grok-4', 256_000, 8_192],
  ['grok-4-fast-reasoning', 2_000_000, undefined, { imageInputs: true, reasoningOutput: true }],
  ['Phi-4', 16_384, 16_384],
  ['Phi-4-mini-instruct', 131_072, 4_096],
  ['Phi-4-multimodal-instruct', 131_072, 4_096, { imageInputs: true, audioInputs: true }],
  ['Phi-4-reasoning', 32_768, 32_768],
  ['Kimi-K2-Thinking', 262_144, 262_144],
  ['AI21-Jamba-1.5-Large', 262_144, 4_096],
  ['jais-30b-chat', 8_192, 4_096],
]

describe('the profile of a model', () => {
  it.each(names)('%s is known', (deploymentName, maxInputTokens, maxOutputTokens, abilities = {}) => {
    const profile = profileOf({ deploymentName })
    expect([profile.maxInputTokens, profile.maxOutputTokens]).toEqual([maxInputTokens, maxOutputTokens])
    expect(profile).toMatchObject(abilities)
  })

  it.each(['blue', 'my-model', 'dolphin-phix', 'gpt', 'demo1', 'llama'])('%s is unknown', (deploymentName) => {
    expect(profileOf({ deploymentName })).toEqual({})
  })

  it('is found by the name of the model in the body, and by that of the endpoint', () => {
    expect(profileOf({ model: 'gpt-4o' }).maxInputTokens).toBe(128_000)
    expect(profileOf({ modelKwargs: { model: 'gpt-4o' } }).maxInputTokens).toBe(128_000)
    const endpointUrl = 'https://phi-4-abcde.eastus2.models.ai.azure.com/v1/chat/completions'
    expect(profileOf({ endpointUrl }).maxInputTokens).toBe(16_384)
  })

  it('is as passed, if it is', () => {
    expect(profileOf({ deploymentName: 'gpt-4o', profile: { maxInputTokens: 9 } })).toEqual({ maxInputTokens: 9 })
    expect(profileOf({ deploymentName: 'gpt-4o', profile: {} })).toEqual({})
  })

  it('does not promise what the formatter or the kind of endpoint cannot do', () => {
    const score = { endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/score', deploymentName: 'gpt-4o' }
    expect(profileOf(score).structuredOutput).toBeUndefined()
    const prompt = profileOf({ ...score, contentFormatter: GPT2ContentFormatter })
    expect(prompt).toEqual({ maxInputTokens: 128_000, maxOutputTokens: 16_384 })
  })
})

it('summarization with a fraction knows the limit of the model', async () => {
  const { model, emulator } = await chat({}, { deploymentName: 'gpt-4' })
  const middleware = [summarizationMiddleware({ model, trigger: { fraction: 0.5 }, keep: { messages: 1 } })]
  const long = new HumanMessage('word '.repeat(5_000))
  const agent = createAgent({ model, tools: [], middleware })
  await agent.invoke({ messages: [long, new AIMessage('Yes.'), new HumanMessage('And?')] })
  // One request summarizes, and one answers.
  expect(emulator.requests).toHaveLength(2)
})

it('an agent asks a model that takes schemas for one', async () => {
  const { model, emulator } = await chat({ replies: ['{"city":"Bern"}'] }, { model: 'gpt-4o' })
  const agent = createAgent({ model, tools: [], responseFormat: z.object({ city: z.string() }) })
  const { structuredResponse } = await agent.invoke({ messages: [new HumanMessage('Where?')] })
  expect(structuredResponse).toEqual({ city: 'Bern' })
  expect(bodies(emulator)[0]).toMatchObject({ response_format: { type: 'json_schema' } })
})
