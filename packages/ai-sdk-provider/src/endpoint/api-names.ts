import type { ApiNames } from '@azureml-endpoints/core'

/** How errors of core name what the AI SDK calls something else. */
export const apiNames: ApiNames = {
  wholeAnswer: 'use `generateText` instead of `streamText`',
  formatterOwner: 'provider',
  renamed: {
    'chat()': 'generateText',
    'stream()': 'streamText',
    'embed()': 'embedMany',
    maxTokens: 'maxOutputTokens',
    stop: 'stopSequences',
    responseFormat: 'output',
    parameters: 'inputSchema',
    signal: 'abortSignal',
    // `InvalidResponseDataError` has the body that could not be parsed.
    payload: 'data',
  },
}
