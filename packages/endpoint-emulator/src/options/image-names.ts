/** The images that can be emulated. */
export const imageNames = [
  'classic',
  'foundation',
  'huggingface',
  'score-script',
  'serverless',
  'foundry',
  'prompt-flow',
] as const

/** What runs behind an endpoint; it determines the routes and the format of the responses. */
export type EndpointImage = (typeof imageNames)[number]

/** The images of managed endpoints: a container behind Azure's edge. */
export const managedImageNames: readonly EndpointImage[] = [
  'classic',
  'foundation',
  'huggingface',
  'score-script',
  'prompt-flow',
]
