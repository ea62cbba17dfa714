import type { RequestContext } from '@azureml-endpoints/core'

/**
 * Returns the client's body parameters with the model in the order of precedence: the deployment, then `modelKwargs`. Version 2
 * requires a model even on hosts with one deployment, which do not read it; Cohere's guide for Azure sends any text there.
 */
export function modelOf({ url, modelKwargs, deploymentName }: RequestContext): Readonly<Record<string, unknown>> {
  return {
    ...(oneDeployment.test(url.hostname) && { model: 'model' }),
    ...modelKwargs,
    ...(deploymentName !== undefined && { model: deploymentName }),
  }
}

/** Hosts of serverless endpoints, each of which is one deployment. */
const oneDeployment = /\.(?:models|inference)\.ai\.azure\.com$/
