export { connectEndpoint, type ConnectedEndpoint } from './connect-endpoint.ts'
export { listEndpoints } from './list-endpoints.ts'
export {
  type DeployedModel,
  type FormatterSuggestion,
  type KnownFormatter,
  suggestFormatter,
  type UnknownFormatter,
} from './formatters/suggest-formatter.ts'
export type { EndpointAuthMode, EndpointDeployment, WorkspaceEndpoint } from './control-plane/workspace-endpoint.ts'
export type { ConnectOptions, WorkspaceOptions } from './settings/workspace-options.ts'
