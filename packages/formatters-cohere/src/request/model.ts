import type { RequestContext } from '@azureml-endpoints/core'

/**
 * Returns the client's body parameters with the model in the order of precedence: the deployment, then `modelKwargs`. Version 2
 * requires a model even on hosts with one deployment, which do not read it; Cohere's guide for Azure sends any text there.
 */
export function modelOf({ url, modelKwargs, deploymentName }: RequestContext): Readonly<Record<string, unknown>> {
  return {
    ...(!namesDeployments(url) && { model: 'model' }),
    ...modelKwargs,
    ...(deploymentName !== undefined && { model: deploymentName }),
  }
}

/** Foundry finds the deployment by the model, so any text would be the name of one that does not exist. */
function namesDeployments({ hostname, pathname }: URL): boolean {
  return pathname.startsWith('/providers/') || /\.(?:services\.ai|openai|cognitiveservices)\.azure\.\w+$/.test(hostname)
}
