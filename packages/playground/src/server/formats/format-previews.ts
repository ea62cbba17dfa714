import { type ChatRequest, ConfigurationError } from '@azureml-endpoints/core'
import type { ApiType, PlaygroundSettings, Preview } from '../../contract/playground-contract.ts'
import { formatterChoices } from './formatter-choices.ts'

/** Returns the body that each formatter would send for a conversation, without sending anything. */
export function previewFormats(request: ChatRequest, settings: PlaygroundSettings, url: URL): Preview[] {
  return formatterChoices.flatMap(({ summary: { name, apiTypes, deploymentName }, formatter }) =>
    apiTypes.map((apiType) => {
      try {
        const codec = formatter.codecs[apiType]
        const context = { apiType, stream: canStream(apiType, codec), url, modelKwargs: {}, deploymentName }
        return { formatter: name, apiType, body: codec?.formatRequest(request, context) }
      } catch (error) {
        if (!ConfigurationError.isInstance(error)) throw error
        return { formatter: name, apiType, problem: error.message }
      }
    }),
  )
}

function canStream(apiType: ApiType, codec: { readonly openStream?: unknown } | undefined): boolean {
  return apiType === 'serverless' && codec?.openStream !== undefined
}
