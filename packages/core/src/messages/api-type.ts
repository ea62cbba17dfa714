/**
 * The two API types of online endpoints: `dedicated` runs on your own compute (`/score`), `serverless` is pay-as-you-go
 * (`/v1/chat/completions`).
 */
export const AzureMLEndpointApiType = {
  /** A deployment on compute of your own, called at `/score`. */
  dedicated: 'dedicated',
  /** Pay-as-you-go and Foundry models, and any server with OpenAI's routes, such as `/v1/chat/completions`. */
  serverless: 'serverless',
} as const

/** One of the two API types of online endpoints. */
export type AzureMLEndpointApiType = (typeof AzureMLEndpointApiType)[keyof typeof AzureMLEndpointApiType]
