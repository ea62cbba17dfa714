import type { PlaygroundSession } from '../../contract/playground-contract.ts'
import type { WorkspaceChoice, WorkspaceSelection } from '../../contract/workspace-contract.ts'
import { call } from './playground-api.ts'

/** Lists the endpoints of the workspace that the server knows. */
export async function fetchWorkspace(): Promise<readonly WorkspaceChoice[]> {
  const { endpoints } = await call<{ readonly endpoints: readonly WorkspaceChoice[] }>(
    'POST',
    '/api/workspace/list',
    {},
  )
  return endpoints
}

/** Connects the server to an endpoint of the workspace. */
export function connectToWorkspace(selection: WorkspaceSelection): Promise<PlaygroundSession> {
  return call('POST', '/api/workspace/connect', selection)
}
