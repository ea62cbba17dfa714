import type { LanguageModelV4 } from '@ai-sdk/provider'
import { AnthropicContentFormatter } from '../../../formatters-anthropic/src/index.ts'
import type { AzureMLProvider, AzureMLProviderSettings } from '../../src/index.ts'
import { type Emulator, emulate, routes } from '../emulator.ts'

/** Where the programs run: both API types with OpenAI's format, and Claude. */
const places: Readonly<Record<string, [route: string, settings?: AzureMLProviderSettings]>> = {
  dedicated: [routes.dedicated],
  serverless: [routes.serverless],
  Claude: ['/anthropic/v1/messages', { contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 1000 }) }],
}

/** The names of the endpoints, for `describe.each`. */
export const endpoints: readonly string[] = Object.keys(places)

/** An emulated endpoint, and a deployment of it as a model. */
export interface Endpoint extends Emulator {
  readonly azureML: AzureMLProvider
  readonly model: LanguageModelV4
  /** Returns the body of the latest request as JSON text, because the formats have little else in common. */
  sent(): Promise<string>
}

/** Starts an endpoint that is closed after the test. */
export async function open(name: string): Promise<Endpoint> {
  const [route = '', settings] = places[name] ?? []
  const emulator = await emulate()
  const azureML = emulator.provider(route, settings)
  return { ...emulator, azureML, model: azureML('blue'), sent: async () => JSON.stringify(await emulator.body()) }
}
