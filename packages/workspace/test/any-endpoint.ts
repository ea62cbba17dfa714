import type { WorkspaceEndpoint } from '../src/control-plane/workspace-endpoint.ts'

/** An endpoint that is ready and has no deployments. */
export const anyEndpoint: WorkspaceEndpoint = {
  name: 'e',
  kind: 'online',
  provisioningState: 'Succeeded',
  authMode: 'key',
  deployments: [],
}
