export { connectEndpoint, type ConnectedEndpoint } from './connect-endpoint.ts'
export { listEndpoints } from './list-endpoints.ts'
export type { EndpointAuthMode, EndpointDeployment, WorkspaceEndpoint } from './control-plane/workspace-endpoint.ts'
export type { ConnectOptions, WorkspaceOptions } from './settings/workspace-options.ts'
