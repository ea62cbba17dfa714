// A durable workflow with a step of its own around each model call: a killed call is made again, a finished one is not.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { APICallError, generateText, type FinishReason } from 'ai'
import { FatalError, RetryableError } from 'workflow'

/** What a step stores of an answer. */
export interface Summary {
  readonly text: string
  readonly finishReason: FinishReason
  readonly tokens: number | undefined
}

/** Summarizes documents one after the other. */
export async function summarizeAll(documents: readonly string[]): Promise<Summary[]> {
  'use workflow'
  const summaries: Summary[] = []
  for (const document of documents) summaries.push(await summarize(document))
  return summaries
}

async function summarize(document: string): Promise<Summary> {
  'use step'
  const prompt = `Summarize: ${document}`
  try {
    const { text, finishReason, usage } = await generateText({ model: azureML('blue'), prompt, maxRetries: 0 })
    return { text, finishReason, tokens: usage.totalTokens }
  } catch (error) {
    if (!APICallError.isInstance(error)) throw error
    if (error.isRetryable) throw new RetryableError(error.message, { retryAfter: '1s' })
    throw new FatalError(error.message) // no further attempt
  }
}
summarize.maxRetries = 10
