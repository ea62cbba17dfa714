/** The two kinds of online endpoint: `dedicated` runs on your own compute (`/score`), `serverless` is pay-as-you-go (`/v1/chat/completions`). */
export const AzureMLEndpointApiType = { dedicated: 'dedicated', serverless: 'serverless' } as const

/** One of the two kinds of online endpoint. */
export type AzureMLEndpointApiType = (typeof AzureMLEndpointApiType)[keyof typeof AzureMLEndpointApiType]
