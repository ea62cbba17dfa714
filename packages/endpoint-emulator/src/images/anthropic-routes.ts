import { formatAsAnthropic } from '../failures/anthropic-errors.ts'
import { anthropicGateway } from '../gateways/anthropic-gateway.ts'
import { anthropicMessages, anthropicTokenCount } from '../event-routes/anthropic.ts'
import type { Route } from '../routes/exchange.ts'
import { type Backend, post } from './image-routes.ts'

const anthropic: Backend = { gateway: anthropicGateway, formatFailure: formatAsAnthropic }

/** Claude's routes on a Foundry resource. */
export const anthropicRoutes: readonly Route[] = [
  post('/anthropic/v1/messages', anthropic, anthropicMessages),
  post('/anthropic/v1/messages/count_tokens', anthropic, anthropicTokenCount),
]
