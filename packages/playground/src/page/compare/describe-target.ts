import type { PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'

/** Describes a target: its client and format, then its endpoint and parameters. */
export function titleOf({ entryPoint, formatter }: PlaygroundSettings, { formatters }: PlaygroundSession): string {
  const format = formatters.find(({ name }) => name === formatter)?.label ?? formatter
  return `${entryPoint} · ${format}`
}

/** Lists the endpoint, the deployment and the parameters of a target. */
export function detailsOf(settings: PlaygroundSettings, session: PlaygroundSession): string {
  const own = ownEndpointOf(settings, session)
  const host = settings.endpoint === 'embedded' ? 'Emulator' : own ? new URL(own.url).host : 'no endpoint'
  const { temperature, topP, maxTokens, seed, reasoningEffort, tools, schema, system } = settings
  return [
    host,
    settings.deploymentName ?? own?.deploymentName,
    own?.apiType ?? settings.apiType,
    temperature !== undefined && `temperature ${temperature}`,
    topP !== undefined && `top_p ${topP}`,
    maxTokens !== undefined && `${maxTokens} tokens`,
    seed !== undefined && `seed ${seed}`,
    reasoningEffort && `${reasoningEffort} effort`,
    tools && 'tools',
    schema !== '' && 'JSON',
    system !== '' && 'system prompt',
  ]
    .filter(Boolean)
    .join(' · ')
}
