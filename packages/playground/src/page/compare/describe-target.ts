import type { PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { connectionOf } from '../state/connection.ts'

/** Names the client and the format of a target. */
export function titleOf(settings: PlaygroundSettings, session: PlaygroundSession): string {
  return `${settings.entryPoint} · ${connectionOf(settings, session).format}`
}

/** Lists the endpoint, the deployment and the parameters of a target. */
export function detailsOf(settings: PlaygroundSettings, session: PlaygroundSession): string {
  const { host = 'no endpoint', deploymentName, apiType } = connectionOf(settings, session)
  const { temperature, topP, maxTokens, seed, reasoningEffort, tools, schema, system } = settings
  return [
    host,
    deploymentName,
    apiType,
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
