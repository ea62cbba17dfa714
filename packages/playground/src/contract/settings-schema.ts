import { z } from 'zod'
import { apiTypes, entryPoints, type OwnEndpoint, type PlaygroundSettings } from './playground-contract.ts'

/** A limit that no genuine settings reach, in characters. */
const maxText = 1_000_000

/** Validates settings from the page, a file, a link or the browser's storage; unknown fields are removed. */
export const settingsSchema: z.ZodType<PlaygroundSettings> = z.object({
  endpoint: z.enum(['embedded', 'own']),
  endpointId: z.string().max(100).optional(),
  deploymentName: z.string().max(1_000).optional(),
  apiType: z.enum(apiTypes),
  formatter: z.string().max(100),
  entryPoint: z.enum(entryPoints),
  system: z.string().max(maxText),
  temperature: z.number().optional(),
  topP: z.number().optional(),
  maxTokens: z.number().optional(),
  stop: z.array(z.string().max(maxText)).max(16).default([]),
  seed: z.int().optional(),
  reasoningEffort: z.enum(['low', 'medium', 'high']).optional(),
  tools: z.boolean(),
  schema: z.string().max(maxText),
  fault: z.enum(['none', 'overloaded', 'wrong-key', 'model-error', 'broken-stream']),
})

/** Validates an endpoint without its key. */
export const ownEndpointSchema: z.ZodType<OwnEndpoint> = z.object({
  url: z.url({ protocol: /^https?$/, error: 'is not an http: or https: URL' }).max(8_192),
  apiType: z.enum(apiTypes),
  deploymentName: z.string().max(1_000).optional(),
})
