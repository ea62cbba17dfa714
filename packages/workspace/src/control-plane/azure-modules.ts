// Loaded together, by one import on first use: Node cannot import these modules side by side, since one is CommonJS and requires
// parts of the others.
export { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning'
export { createClientPipeline } from '@azure/core-client'
export { bearerTokenAuthenticationPolicy, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline'
